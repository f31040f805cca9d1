/** How a room of this process tells of itself: it says how it is, and what has changed is worked out here. */
import type { ParticipantId, SessionId } from '../../shared/ids.ts';
import type { Session } from '../../shared/session/session.ts';
import type { LinkNumber, Presence } from './presence.ts';

/** Anything that stays the same object for as long as the link is there. */
interface Linked {
  readonly asker: { readonly id: ParticipantId };
}

export interface RoomSigns {
  /** Says how the room is now; cheap when nothing has changed. */
  show(session: Session, links: Iterable<Linked>): void;
  /** The room has gone from this process. */
  end(): void;
}

export function createRoomSigns({
  presence,
  room,
}: {
  readonly presence: Pick<Presence, 'join' | 'leave' | 'say' | 'forget'>;
  readonly room: SessionId;
}): RoomSigns {
  const numbers = new Map<Linked, LinkNumber>();
  let last: LinkNumber = 0;
  let hasEnded = false;

  return {
    show({ phase, letIn }, links) {
      if (hasEnded) return; // Another room of the same session may be loaded by now.
      const now = new Set(links);
      presence.say(room, { phase: phase.name, letIn });
      for (const [link, number] of [...numbers]) {
        if (now.has(link)) continue;
        numbers.delete(link);
        presence.leave(room, number);
      }
      for (const link of now) {
        if (numbers.has(link)) continue;
        last += 1;
        numbers.set(link, last);
        presence.join(room, last, link.asker.id);
      }
    },
    end() {
      if (hasEnded) return;
      hasEnded = true;
      numbers.clear();
      presence.forget(room);
    },
  };
}
