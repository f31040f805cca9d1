/** Presence of a practice that runs in one process: what it knows itself is all there is. */
import type { SessionId } from '../../shared/ids.ts';
import type { Log } from '../log.ts';
import { createOwnRooms } from './own-rooms.ts';
import { together, type Presence, type RoomSeen } from './presence.ts';
import { createWatchers } from './watchers.ts';

export function createMemoryPresence({
  process,
  log,
}: {
  readonly process: string;
  readonly log: Log;
}): Presence {
  const own = createOwnRooms();
  const watchers = createWatchers(log);
  let version = 0;

  const changed = (room: SessionId, hasChanged: boolean): void => {
    if (!hasChanged) return;
    version += 1;
    watchers.tell({ room });
  };
  function seen(room: SessionId): RoomSeen | null {
    const told = own.of(room);
    return told ? together(new Map([[process, told]])) : null;
  }

  return {
    process,
    join(room, link, participant) {
      changed(room, own.join(room, link, participant));
    },
    leave(room, link) {
      changed(room, own.leave(room, link));
    },
    say(room, state) {
      changed(room, own.say(room, state));
    },
    forget(room) {
      changed(room, own.forget(room));
    },
    look(rooms) {
      const found = rooms.flatMap((room) => {
        const one = seen(room);
        return one ? [[room, one] as const] : [];
      });
      return Promise.resolve({ isCertain: true, version, rooms: new Map(found) });
    },
    isCertain: () => true,
    watch: watchers.add,
    stop: () => Promise.resolve(),
  };
}
