/** The rows of records. Each function is part of the caller's transaction. */
import type { Transaction } from 'kysely';
import type { PictureId } from '../../shared/ids.ts';
import type { Findable, RecordSummary, StoredRecord } from './record-store.ts';
import type { Row, Tables } from './schema.ts';
import type { WordSearch } from './word-search.ts';

/** A view of the same bytes, as drivers take them. */
export const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

export const summaryRow = (summary: RecordSummary): Row<'record_summary'> => ({
  session_id: summary.session,
  family_id: summary.family,
  kind: summary.kind,
  title: summary.title,
  opened_at: summary.openedAt,
  ended_at: summary.endedAt,
});

export const aboutRows = (summary: RecordSummary): readonly Row<'record_about'>[] =>
  (['person', 'exercise', 'goal'] as const).flatMap((what) => {
    const names = { person: summary.people, exercise: summary.exercises, goal: summary.goals };
    return names[what].map((name, place) => ({ session_id: summary.session, what, place, name }));
  });

export async function insertRecord(
  transaction: Transaction<Tables>,
  search: WordSearch,
  { session, bytes, seal }: StoredRecord,
  { summary, words }: Findable,
): Promise<void> {
  await transaction
    .insertInto('record')
    .values({ session_id: session, bytes: bufferOf(bytes), seal })
    .execute();
  await transaction.insertInto('record_summary').values(summaryRow(summary)).execute();
  const about = aboutRows(summary);
  if (about.length > 0) await transaction.insertInto('record_about').values(about).execute();
  if (words.length > 0) await search.put(transaction, session, words);
}

/** Lets go of a session's pictures but those that some moment shows. */
export async function forgetUnseenPictures(
  transaction: Transaction<Tables>,
  room: string,
  shown: readonly PictureId[],
): Promise<void> {
  await transaction
    .deleteFrom('picture')
    .where('session_id', '=', room)
    .where(({ eb, lit }) => (shown.length > 0 ? eb('id', 'not in', shown) : lit(true)))
    .execute();
}

/** Takes a record out with all that was derived from it. */
export async function deleteRecord(
  transaction: Transaction<Tables>,
  search: WordSearch,
  session: string,
): Promise<void> {
  for (const table of ['record', 'record_summary', 'record_about', 'record_thumbnail'] as const) {
    await transaction.deleteFrom(table).where('session_id', '=', session).execute();
  }
  await search.remove(transaction, session);
}
