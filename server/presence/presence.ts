/** Who has a link to which room, and what each room is doing, across the processes of a practice. */
import * as v from 'valibot';
import { personId, type ParticipantId, type PersonId, type SessionId } from '../../shared/ids.ts';
import type { Phase } from '../../shared/session/session.ts';

/** What a room says of itself. */
export interface RoomState {
  readonly phase: Phase['name'];
  readonly letIn: readonly PersonId[];
}

/** One process's part of a room: its links by their number, and what the room says there. */
export interface Told {
  readonly links: ReadonlyMap<LinkNumber, ParticipantId>;
  /** Null: no room of that process is loaded, or it has not said anything yet. */
  readonly state: RoomState | null;
}

/** Counts the links of one process; never used again by the same process. */
export type LinkNumber = number;

/** What is known of a room that somebody has a link to, or that some process has loaded. */
export interface RoomSeen {
  readonly phase: RoomState['phase'];
  /** Whoever has at least one link. */
  readonly here: ReadonlySet<ParticipantId>;
  /** Of those, who is not let in where their link is. Therapists are never let in, so they count too. */
  readonly notLetIn: ReadonlySet<ParticipantId>;
  /** The processes that say so. */
  readonly processes: ReadonlySet<string>;
}

export interface Seen {
  /** False: only this process's own rooms are known; others may or may not have somebody in them. */
  readonly isCertain: boolean;
  /** Rises with every change, in whichever process; 0 while nothing has changed or can't be asked. */
  readonly version: number;
  /** Rooms of which nothing is known are left out. */
  readonly rooms: ReadonlyMap<SessionId, RoomSeen>;
}

/** A room changed; or it became certain or uncertain what the others do. */
export type PresenceChange = { readonly room: SessionId } | 'certainty';

/**
 * Nothing of supervision is decided by it: that is the room's own. So whatever fails here is doubt on a
 * page, never harm to a room; no call throws, and no call waits for another machine except `look`.
 */
export interface Presence {
  /** Names this process among others. */
  readonly process: string;
  /** A link has come to a room of this process. The same link again changes nothing. */
  join(room: SessionId, link: LinkNumber, participant: ParticipantId): void;
  /** A link has gone; one that is not known changes nothing. */
  leave(room: SessionId, link: LinkNumber): void;
  /** What a room of this process says of itself now. */
  say(room: SessionId, state: RoomState): void;
  /** The room is no longer loaded here: its links and what it said go. */
  forget(room: SessionId): void;
  look(rooms: readonly SessionId[]): Promise<Seen>;
  isCertain(): boolean;
  /** @returns how to stop. */
  watch(told: (change: PresenceChange) => void): () => void;
  /** Says that this process has nobody any more, and lets go of what it holds. */
  stop(): Promise<void>;
}

/** Two processes may both have a room for a moment; the more careful word counts. */
const careful: readonly RoomState['phase'][] = ['ended', 'held', 'open', 'planned'];

/** What several processes say of one room, as one; null when none of them says anything. */
export function together(parts: ReadonlyMap<string, Told>): RoomSeen | null {
  if (parts.size === 0) return null;
  const all = [...parts.values()];
  const phases = all.flatMap(({ state }) => (state ? [state.phase] : []));
  return {
    phase: careful.find((phase) => phases.includes(phase)) ?? 'planned',
    here: new Set(all.flatMap(({ links }) => [...links.values()])),
    notLetIn: new Set(
      all.flatMap(({ links, state }) =>
        [...links.values()].filter((one) => !state?.letIn.some((id) => id === one)),
      ),
    ),
    processes: new Set(parts.keys()),
  };
}

/** How a room's own word is written where another process reads it. */
export const roomState = v.strictObject({
  phase: v.picklist(['planned', 'open', 'held', 'ended']),
  letIn: v.array(personId),
});
