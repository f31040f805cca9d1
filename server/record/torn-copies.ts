/** What an exercise laid and is torn up, in the family's other records: a later round laid it again. */
import { kinds, kindNames } from '../../shared/exercise/kinds.ts';
import type { SessionId } from '../../shared/ids.ts';
import { Refused } from '../refused.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { RecordStore, RecordSummary, StoredKey } from '../storage/record-store.ts';
import type { SessionRecord, SessionStore } from '../storage/session-store.ts';
import type { CopiesOrder } from './record-calls.ts';
import { publicKeyOf } from './record-reading.ts';
import type { RecordThread } from './record-thread.ts';
import { sealed } from './seal.ts';

interface Parts {
  readonly records: Pick<RecordStore, 'record' | 'list' | 'replace'>;
  readonly sessions: Pick<SessionStore, 'everySessionOf'>;
  readonly thread: RecordThread;
}

/**
 * @returns how many things went with them; null when somebody else came first, then it is to be begun anew
 * @throws Refused while a session runs on whose board it may lie, or where a record that has it is not
 * what was sealed
 */
export type TornCopies = (
  session: Pick<SessionRecord, 'id'>,
  family: FamilyRecord,
  torn: Pick<CopiesOrder, 'laid' | 'role' | 'at'>,
  key: StoredKey,
) => Promise<number | null>;

/** Records of one page. */
const atOnce = 50;
const gathering = kindNames.filter((name) => kinds[name].gathers !== undefined);

export function createTornCopies({ records, sessions, thread }: Parts): TornCopies {
  /** Those in which something was laid again; one after the other, so that one alone is held. */
  async function* othersOf(session: SessionId, { id }: FamilyRecord): AsyncGenerator<SessionId> {
    for (const exercise of gathering) {
      let before: SessionId | undefined;
      let page: readonly RecordSummary[];
      do {
        page = await records.list({ families: [id], exercise, before, limit: atOnce });
        for (const one of page) if (one.session !== session) yield one.session;
        before = page.at(-1)?.session;
      } while (page.length === atOnce);
    }
  }

  return async ({ id }, family, torn, key) => {
    if (torn.laid.length === 0) return 0;
    const all = await sessions.everySessionOf(family.id);
    if (all.some(({ state, plan }) => plan.kind !== 'between' && isOpen(state))) {
      throw new Refused(
        'refused',
        'A session of this family is running, and what you tear up may lie on its board. Please tear it up when that has ended. Nothing was changed.',
      );
    }
    let things = 0;
    for await (const other of othersOf(id, family)) {
      const record = await records.record(other);
      if (!record) continue;
      const order = { ...torn, record, key: publicKeyOf(key) };
      const copies = await thread.call('tearUpCopies', [order]);
      if (copies === 'not-there') continue;
      if (copies === 'broken') {
        throw new Refused(
          'refused',
          'It lies in another record of this family as well, and that is not what was sealed, so this is not torn up.',
        );
      }
      const { bytes, unsigned, findable } = copies;
      const next = { session: other, bytes, seal: sealed(unsigned, key) };
      if ((await records.replace(record.seal, next, findable)) !== 'replaced') return null;
      things += copies.things;
    }
    return things;
  };
}

const isOpen = (state: SessionRecord['state']): boolean => state === 'open' || state === 'held';
