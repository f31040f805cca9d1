/** What this process itself knows of its rooms: the truth that any other place is only told. */
import type { ParticipantId, SessionId } from '../../shared/ids.ts';
import type { LinkNumber, RoomState, Told } from './presence.ts';

export interface OwnRooms {
  /** Each answers whether anything changed. */
  join(room: SessionId, link: LinkNumber, participant: ParticipantId): boolean;
  leave(room: SessionId, link: LinkNumber): boolean;
  say(room: SessionId, state: RoomState): boolean;
  forget(room: SessionId): boolean;
  /** Undefined: nothing is known of it here. */
  of(room: SessionId): Told | undefined;
  rooms(): readonly SessionId[];
}

const isSame = (one: RoomState | null, other: RoomState): boolean =>
  one !== null &&
  one.phase === other.phase &&
  one.letIn.length === other.letIn.length &&
  one.letIn.every((id) => other.letIn.includes(id));

export function createOwnRooms(): OwnRooms {
  const rooms = new Map<SessionId, Told>();
  const told = (room: SessionId): Told => rooms.get(room) ?? { links: new Map(), state: null };

  return {
    join(room, link, participant) {
      const { links, state } = told(room);
      if (links.has(link)) return false;
      rooms.set(room, { links: new Map([...links, [link, participant]]), state });
      return true;
    },
    leave(room, link) {
      const { links, state } = told(room);
      if (!links.has(link)) return false;
      const left = new Map([...links].filter(([one]) => one !== link));
      if (left.size === 0 && state === null) rooms.delete(room);
      else rooms.set(room, { links: left, state });
      return true;
    },
    say(room, state) {
      const { links, state: before } = told(room);
      if (isSame(before, state)) return false;
      rooms.set(room, { links, state });
      return true;
    },
    forget: (room) => rooms.delete(room),
    of: (room) => rooms.get(room),
    rooms: () => [...rooms.keys()],
  };
}
