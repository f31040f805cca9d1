/** Reads records on a thread of their own; those from before there were any as one moment, the last. */
import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { RecordItem, SessionRecordRead } from '../../shared/record/record.ts';
import type { Clock } from '../clock.ts';
import { Refused } from '../refused.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { RecordStore, StoredKey } from '../storage/record-store.ts';
import type { RoomStore, SavedZone } from '../storage/room-store.ts';
import type { SessionRecord } from '../storage/session-store.ts';
import type { RecordThread } from './record-thread.ts';
import { newPracticeKey } from './seal.ts';

/** A session that has ended, and its family. */
export interface EndedSession {
  readonly session: SessionRecord;
  readonly family: FamilyRecord;
}

export interface RecordReading {
  /**
   * {@link SessionRecordRead} as JSON, gzip; null until the session has ended.
   * @throws Refused when nothing of it can be read
   */
  answer(of: EndedSession): Promise<Uint8Array | null>;
  /** The same, parsed. */
  read(of: EndedSession): Promise<SessionRecordRead | null>;
  key(family: FamilyRecord): Promise<StoredKey>;
}

interface Parts {
  readonly records: RecordStore;
  readonly roomStore: Pick<RoomStore, 'saved'>;
  readonly thread: RecordThread;
  readonly clock: Clock;
}

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);

export const publicKeyOf = ({ publicKey }: StoredKey): string =>
  Buffer.from(publicKey).toString('base64url');

export function createRecordReading({ records, roomStore, thread, clock }: Parts): RecordReading {
  const key = (family: FamilyRecord): Promise<StoredKey> =>
    records.key(family.practice, clock.now(), newPracticeKey);

  async function answer(of: EndedSession): Promise<Uint8Array | null> {
    const { id } = of.session;
    const record = await records.record(id);
    if (!record) {
      if (of.session.state !== 'ended') return null;
      const boards = await roomStore.saved(id);
      if (boards) return gzipped(JSON.stringify(olderRecord(of, boards)));
      throw new Refused('refused', 'The record of this session is missing.');
    }
    const opened = await thread.call('open', [record, publicKeyOf(await key(of.family))]);
    if (opened.answer) return opened.answer;
    const where = opened.verified.holds ? '' : ` ${opened.verified.where}`;
    throw new Refused('refused', `The record of this session can not be read.${where}`);
  }

  return {
    answer,
    key,
    async read(of) {
      const json = await answer(of);
      if (!json) return null;
      // Written as JSON by our own thread, or right here.
      return JSON.parse((await gunzipped(json)).toString()) as SessionRecordRead;
    },
  };
}

function olderRecord(
  { session, family }: EndedSession,
  boards: readonly SavedZone[],
): SessionRecordRead {
  const { id, plan } = session;
  const openedAt = session.openedAt ?? 0;
  const endedAt = session.endedAt ?? openedAt;
  const items: readonly RecordItem[] = boards.flatMap((board) => board.items);
  let place = 0;
  const zones = boards.map((board) => ({
    zone: board.zone,
    put: board.items.map(() => place++),
    gone: [],
  }));
  return {
    head: {
      ...{ session: id, family: family.id, kind: plan.kind, title: plan.title },
      ...{ openedAt, endedAt, plannedMinutes: plan.plannedMinutes },
      people: plan.arriving.flatMap((person) =>
        family.people
          .filter((one) => one.id === person)
          .map(({ id: one, firstName, role, ageBand, colour, shape }) => ({
            ...{ id: one, firstName, role, ageBand, colour, shape },
          })),
      ),
      therapists: family.therapists,
    },
    items,
    moments: items.length > 0 ? [{ at: endedAt, zones }] : [],
    ...{ marks: [], answers: [], words: [], removals: [], verified: null },
  };
}
