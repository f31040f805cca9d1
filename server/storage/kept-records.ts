/** {@link RecordStore} on either database. */
import { sql, type SelectQueryBuilder } from 'kysely';
import * as v from 'valibot';
import { familyId, personId, sessionId, type SessionId } from '../../shared/ids.ts';
import { sessionKinds } from '../../shared/session/plan.ts';
import { bufferOf, deleteRecord, forgetUnseenPictures, insertRecord } from './record-rows.ts';
import type { RecordFilter, RecordStore, RecordSummary } from './record-store.ts';
import type { Db, Row, Tables } from './schema.ts';
import type { WordSearch } from './word-search.ts';

interface Parts {
  readonly db: Db;
  readonly search: WordSearch;
  /** Empties what the database keeps beside its file of what was deleted; may fail without harm. */
  readonly forgetTraces: () => Promise<void>;
}

const readSummary = (
  row: Row<'record_summary'>,
  about: readonly Row<'record_about'>[],
): RecordSummary => {
  const named = (what: string): readonly string[] =>
    about.filter((one) => one.what === what).map((one) => one.name);
  return {
    session: v.parse(sessionId, row.session_id),
    family: v.parse(familyId, row.family_id),
    kind: v.parse(v.picklist(sessionKinds), row.kind),
    title: row.title,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    people: named('person').map((id) => v.parse(personId, id)),
    exercises: named('exercise'),
    goals: named('goal'),
  };
};

type Summaries = SelectQueryBuilder<Tables, 'record_summary', Row<'record_summary'>>;

function filtered(summaries: Summaries, search: WordSearch, filter: RecordFilter): Summaries {
  const { families, person, exercise, goal, from, until } = filter;
  const { words = [], orGoals = [], orSessions = [] } = filter;
  let found = summaries.where('family_id', 'in', families);
  const about = { person, exercise, goal } as const;
  for (const [what, name] of Object.entries(about)) {
    if (name === undefined) continue;
    found = found.where('session_id', 'in', (e) =>
      e
        .selectFrom('record_about')
        .select('record_about.session_id')
        .where('what', '=', what)
        .where('name', '=', name),
    );
  }
  if (from !== undefined) found = found.where('opened_at', '>=', from);
  if (until !== undefined) found = found.where('opened_at', '<=', until);
  if (words.length === 0) return found;
  return found.where((e) => {
    const onBoards = sql<boolean>`session_id in ${search.sessionsWith(words)}`;
    const ofGoals = e
      .selectFrom('record_about')
      .select('record_about.session_id')
      .where('what', '=', 'goal')
      .where('name', 'in', orGoals);
    return e.or([
      onBoards,
      ...(orSessions.length > 0 ? [e('session_id', 'in', orSessions)] : []),
      ...(orGoals.length > 0 ? [e('session_id', 'in', ofGoals)] : []),
    ]);
  });
}

export function createRecordStore({ db, search, forgetTraces }: Parts): RecordStore {
  const openedAt = async (session: SessionId): Promise<number> =>
    (
      await db
        .selectFrom('record_summary')
        .select('opened_at')
        .where('session_id', '=', session)
        .executeTakeFirst()
    )?.opened_at ?? 0;

  return {
    record: async (session) => {
      const row = await db
        .selectFrom('record')
        .select(['bytes', 'seal'])
        .where('session_id', '=', session)
        .executeTakeFirst();
      return row ? { session, bytes: new Uint8Array(row.bytes), seal: row.seal } : null;
    },
    list: async (filter) => {
      if (filter.families.length === 0) return [];
      const { before, limit } = filter;
      const page = filtered(db.selectFrom('record_summary').selectAll(), search, filter);
      const at = before === undefined ? null : await openedAt(before);
      const earlier =
        at === null || before === undefined
          ? page
          : page.where((e) =>
              e.or([
                e('opened_at', '<', at),
                e.and([e('opened_at', '=', at), e('session_id', '<', before)]),
              ]),
            );
      const rows = await earlier
        .orderBy('opened_at', 'desc')
        .orderBy('session_id', 'desc')
        .limit(limit)
        .execute();
      if (rows.length === 0) return [];
      const about = await db
        .selectFrom('record_about')
        .selectAll()
        .where(
          'session_id',
          'in',
          rows.map((row) => row.session_id),
        )
        .orderBy('place')
        .execute();
      return rows.map((row) =>
        readSummary(
          row,
          about.filter((one) => one.session_id === row.session_id),
        ),
      );
    },
    thumbnail: async (session) => {
      const row = await db
        .selectFrom('record_thumbnail')
        .select('png')
        .where('session_id', '=', session)
        .executeTakeFirst();
      return row?.png ?? null;
    },
    keepThumbnail: ({ session, seal }, png) =>
      db.transaction().execute(async (transaction) => {
        // Changes nothing: whoever tears something up waits here, or has come before.
        const same = await transaction
          .updateTable('record')
          .set({ seal })
          .where('session_id', '=', session)
          .where('seal', '=', seal)
          .executeTakeFirst();
        if (same.numUpdatedRows !== 1n) return;
        await transaction
          .insertInto('record_thumbnail')
          .values({ session_id: session, png: bufferOf(png) })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),
    replace: async (before, record, findable) => {
      const { session } = record;
      const outcome = await db.transaction().execute(async (transaction) => {
        const hold = await transaction
          .selectFrom('legal_hold')
          .select('since')
          .where('family_id', '=', findable.summary.family)
          .executeTakeFirst();
        if (hold) return 'held';
        const { numDeletedRows } = await transaction
          .deleteFrom('record')
          .where('session_id', '=', session)
          .where('seal', '=', before)
          .executeTakeFirst();
        if (numDeletedRows !== 1n) return 'changed';
        await deleteRecord(transaction, search, session);
        await insertRecord(transaction, search, record, findable);
        await forgetUnseenPictures(transaction, session, findable.pictures);
        return 'replaced';
      });
      // What was deleted stays deleted; the next room that is closed empties the rest.
      if (outcome === 'replaced') await forgetTraces().catch(() => undefined);
      return outcome;
    },
    key: (practice, now, make) =>
      db.transaction().execute(async (transaction) => {
        const there = () =>
          transaction
            .selectFrom('practice_key')
            .select(['public_key', 'private_key'])
            .where('practice_id', '=', practice)
            .executeTakeFirst();
        if (!(await there())) {
          const { publicKey, privateKey } = make();
          await transaction
            .insertInto('practice_key')
            .values({
              practice_id: practice,
              public_key: bufferOf(publicKey),
              private_key: bufferOf(privateKey),
              made_at: now,
            })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        const kept = await there();
        if (!kept) throw new Error('[R10] a key that was made is not there');
        return { publicKey: kept.public_key, privateKey: kept.private_key };
      }),
  };
}
