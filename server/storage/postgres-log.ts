/** Writing and reading a room's log in Postgres. Each function is part of the caller's transaction. */
import type { Transaction } from 'kysely';
import type { DraftsOf } from '../../shared/exercise/draft.ts';
import type { SessionId } from '../../shared/ids.ts';
import type { PackedLog } from './log-calls.ts';
import { packSegment } from './log-codec.ts';
import { forgetUnseenPictures, insertRecord } from './record-rows.ts';
import type { ClosedRoom } from './record-store.ts';
import type { AppendOutcome, LogBatch, LogEntry } from './room-store.ts';
import { flag, type Db, type Row, type Tables } from './schema.ts';
import type { Attempt, Mark } from './unknown-outcome.ts';
import { tsvectorSearch } from './word-search.ts';

/** Appends the batches, each judged by itself. */
export async function appendIn(
  transaction: Transaction<Tables>,
  batches: readonly LogBatch[],
): Promise<Attempt<AppendOutcome[]>> {
  const outcome: AppendOutcome[] = [];
  const marks: Mark[] = [];
  for (const batch of batches) {
    const moved = await moveHead(transaction, batch, false);
    outcome.push(moved ? 'appended' : 'behind');
    if (!moved) continue;
    const segment = await insertSegment(transaction, batch.room, batch.entries);
    await setState(transaction, batch);
    for (const which of batch.forgets ?? []) await forgetDrafts(transaction, batch.room, which);
    marks.push({ ...markOf(batch), closed: false, segment });
  }
  return { outcome, marks };
}

/** Ends the room and leaves what is kept of it for good. */
export async function closeIn(
  transaction: Transaction<Tables>,
  batch: LogBatch,
  { kept, record, findable }: ClosedRoom,
): Promise<Attempt<AppendOutcome>> {
  const { room } = batch;
  if (!(await moveHead(transaction, batch, true))) return { outcome: 'behind', marks: [] };
  await transaction.deleteFrom('log_segment').where('session_id', '=', room).execute();
  await transaction.deleteFrom('snapshot').where('session_id', '=', room).execute();
  const segment = await insertSegment(transaction, room, kept);
  await insertRecord(transaction, tsvectorSearch, record, findable);
  await setState(transaction, batch);
  await transaction.deleteFrom('exercise_draft').where('session_id', '=', room).execute();
  // Only now: whoever was still adding a picture has come before that, or finds the session ended.
  await forgetUnseenPictures(transaction, room, findable.pictures);
  return { outcome: 'appended', marks: [{ ...markOf(batch), closed: true, segment }] };
}

async function forgetDrafts(
  transaction: Transaction<Tables>,
  room: SessionId,
  { n, of }: DraftsOf,
): Promise<void> {
  const ofExercise = transaction
    .deleteFrom('exercise_draft')
    .where('session_id', '=', room)
    .where('n', '=', n);
  await (
    of ? ofExercise.where('person_id', '=', of.person).where('step', '=', of.step) : ofExercise
  ).execute();
}

export async function segmentsAfter(
  db: Db | Transaction<Tables>,
  room: SessionId,
  after: number,
): Promise<PackedLog> {
  const rows = await db
    .selectFrom('log_segment')
    .select(['from_seq', 'to_seq', 'bytes'])
    .where('session_id', '=', room)
    .where('to_seq', '>', after)
    .orderBy('from_seq')
    .execute();
  return {
    // One copy: Yjs keeps views of what it reads, and drivers hand out slices of shared memory.
    bytes: new Uint8Array(Buffer.concat(rows.map((row) => row.bytes))),
    spans: rows.map((row) => ({ from: row.from_seq, to: row.to_seq, length: row.bytes.length })),
  };
}

/** Compare-and-append: the update finds its row only if the log ends where the writer thinks. */
async function moveHead(
  transaction: Transaction<Tables>,
  { room, after, epoch, entries }: LogBatch,
  closes: boolean,
): Promise<boolean> {
  const moved = await transaction
    .updateTable('room')
    .set({ head_seq: after + entries.length, closed: flag(closes) })
    .where('session_id', '=', room)
    .where('head_seq', '=', after)
    .where('epoch', '=', epoch)
    .where('closed', '=', 0)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

async function insertSegment(
  transaction: Transaction<Tables>,
  room: SessionId,
  entries: readonly LogEntry[],
): Promise<Row<'log_segment'> | null> {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) return null;
  const { buffer } = packSegment(entries);
  const segment = {
    session_id: room,
    from_seq: first.seq,
    to_seq: last.seq,
    bytes: Buffer.from(buffer),
  };
  await transaction.insertInto('log_segment').values(segment).execute();
  return segment;
}

async function setState(
  transaction: Transaction<Tables>,
  { room, state }: LogBatch,
): Promise<void> {
  if (!state) return;
  await transaction
    .updateTable('session')
    .set({
      state: state.state,
      opened_at: 'openedAt' in state ? state.openedAt : null,
      ended_at: state.state === 'ended' ? state.endedAt : null,
    })
    .where('id', '=', room)
    .execute();
}

const markOf = ({ room, epoch, after, entries }: LogBatch) => ({
  room,
  epoch,
  head: after + entries.length,
});
