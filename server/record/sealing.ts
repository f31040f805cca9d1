/** Closing a session: its log becomes a record on another thread, and the practice's key seals it. */
import type { SessionId } from '../../shared/ids.ts';
import type { Clock } from '../clock.ts';
import type { SessionFacts } from '../session/facts.ts';
import type { ClosedRoom, RecordStore } from '../storage/record-store.ts';
import type { LogEntry, RoomStore } from '../storage/room-store.ts';
import { createRecordThread, type RecordThread } from './record-thread.ts';
import { newPracticeKey, sealed } from './seal.ts';

export interface Sealing {
  /**
   * @param last the entries that end the session, behind all that its log holds
   * @throws when anything in the log can't be read
   */
  closedRoom(room: SessionId, facts: SessionFacts, last: readonly LogEntry[]): Promise<ClosedRoom>;
  stop(): Promise<void>;
}

interface Parts {
  readonly rooms: Pick<RoomStore, 'packed'>;
  readonly records: Pick<RecordStore, 'key'>;
  readonly clock: Clock;
  readonly thread?: RecordThread;
}

export function createSealing({
  rooms,
  records,
  clock,
  thread = createRecordThread(),
}: Parts): Sealing {
  return {
    async closedRoom(room, facts, last) {
      const [log, key] = await Promise.all([
        rooms.packed(room),
        records.key(facts.practice, clock.now(), newPracticeKey),
      ]);
      const { family, plan, cast } = facts;
      const { title, plannedMinutes, people, therapists } = cast;
      const headFacts = {
        ...{ session: room, family, title, plannedMinutes, therapists: [...therapists] },
        people: people.map(({ id, firstName, role, ageBand, colour, shape }) => ({
          ...{ id, firstName, role, ageBand, colour, shape },
        })),
      };
      const { bytes, unsigned, findable, kept } = await thread.call('distil', [
        { room, log, last, plan, facts: headFacts },
      ]);
      return { kept, findable, record: { session: room, bytes, seal: sealed(unsigned, key) } };
    },
    stop: () => thread.stop(),
  };
}
