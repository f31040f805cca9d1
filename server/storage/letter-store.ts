/** Letters of a family: what is in them is read by nothing but the exercise that opens one. */
import * as v from 'valibot';
import { letterStates, type Envelope, type LetterKey } from '../../shared/exercise/letter.ts';
import { personId, sessionId, type FamilyId, type Instant } from '../../shared/ids.ts';
import { flag, type Db } from './schema.ts';

export interface LetterStore {
  /** Every letter of the family, oldest first, without its words. */
  envelopesOf(family: FamilyId): Promise<readonly Envelope[]>;
  /** The words of a letter; null when there is none. */
  words(family: FamilyId, key: LetterKey): Promise<string | null>;
  /** Keeps a letter that was approved; the same again takes its place until the child has been told. */
  keep(
    family: FamilyId,
    letter: Pick<Envelope, 'key' | 'from' | 'to'> & {
      readonly words: string;
      readonly at: Instant;
    },
  ): Promise<void>;
  /** What the child has chosen now. */
  choose(
    family: FamilyId,
    key: LetterKey,
    chosen: Pick<Envelope, 'state' | 'mayTell'>,
  ): Promise<void>;
}

export function createLetterStore({ db }: { readonly db: Db }): LetterStore {
  return {
    envelopesOf: async (family) => {
      const rows = await db
        .selectFrom('letter')
        .select(['session_id', 'n', 'from_id', 'to_id', 'state', 'may_tell'])
        .where('family_id', '=', family)
        .orderBy('at')
        .execute();
      return rows.map((row) => ({
        key: { session: v.parse(sessionId, row.session_id), n: row.n },
        from: v.parse(personId, row.from_id),
        to: v.parse(personId, row.to_id),
        state: v.parse(v.picklist(letterStates), row.state),
        mayTell: row.may_tell === 1,
      }));
    },
    words: async (family, { session, n }) => {
      const row = await db
        .selectFrom('letter')
        .select('words')
        .where('family_id', '=', family)
        .where('session_id', '=', session)
        .where('n', '=', n)
        .executeTakeFirst();
      return row?.words ?? null;
    },
    keep: (family, { key, from, to, words, at }) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('letter')
          .where('session_id', '=', key.session)
          .where('n', '=', key.n)
          .where('state', '=', 'waiting')
          .execute();
        const row = { family_id: family, from_id: from, to_id: to, state: 'waiting' };
        await transaction
          .insertInto('letter')
          .values({ ...row, session_id: key.session, n: key.n, words, at, may_tell: flag(false) })
          .onConflict((conflict) => conflict.columns(['session_id', 'n']).doNothing())
          .execute();
      }),
    choose: async (family, { session, n }, { state, mayTell }) => {
      await db
        .updateTable('letter')
        .set({ state, may_tell: flag(mayTell) })
        .where('family_id', '=', family)
        .where('session_id', '=', session)
        .where('n', '=', n)
        .execute();
    },
  };
}
