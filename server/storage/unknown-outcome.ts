/** Transactions whose commit may be done though its answer was lost. */
import { sql, type Transaction } from 'kysely';
import type { SessionId } from '../../shared/ids.ts';
import type { Db, Row, Tables } from './schema.ts';

/** What tells afterwards that a room's part of a transaction was committed. */
export interface Mark {
  readonly room: SessionId;
  readonly epoch: number;
  readonly head: number;
  readonly closed: boolean;
  /** Null when there was nothing to keep. */
  readonly segment: Row<'log_segment'> | null;
}

/** What a transaction did, if it is committed. */
export interface Attempt<Outcome> {
  readonly outcome: Outcome;
  /** In the order written. */
  readonly marks: readonly Mark[];
}

/**
 * Runs `act` in a transaction. When the line is lost after the commit was sent, the database is asked
 * whether it was done.
 * @throws what failed, when the transaction was not committed or nobody can tell.
 */
export async function committedOrNot<Outcome>(
  db: Db,
  act: (transaction: Transaction<Tables>) => Promise<Attempt<Outcome>>,
): Promise<Outcome> {
  let attempt: Attempt<Outcome> | undefined;
  try {
    await db.transaction().execute(async (transaction) => {
      attempt = await act(transaction);
    });
  } catch (cause) {
    const done = attempt && (await isCommitted(db, attempt.marks).catch(() => false));
    if (!attempt || !done) throw cause;
  }
  if (!attempt) throw new Error('[L3] a transaction was committed without its acts');
  return attempt.outcome;
}

/** Milliseconds the lost connection's end may take to be noticed by the database. */
const waitForLockMs = 1_500;

async function isCommitted(db: Db, marks: readonly Mark[]): Promise<boolean> {
  const lastOf = new Map(marks.map((mark) => [mark.room, mark]));
  return db.transaction().execute(async (transaction) => {
    await sql`set local lock_timeout = ${sql.lit(waitForLockMs)}`.execute(transaction);
    for (const { room, epoch, head, closed } of lastOf.values()) {
      // The lock waits for the lost transaction's end: before that it is neither done nor undone.
      const row = await transaction
        .selectFrom('room')
        .select(['epoch', 'head_seq', 'closed'])
        .where('session_id', '=', room)
        .forUpdate()
        .executeTakeFirst();
      if (row?.epoch !== epoch || row.head_seq !== head || (row.closed === 1) !== closed)
        return false;
    }
    for (const { segment } of marks) {
      if (segment && !(await isKept(transaction, segment))) return false;
    }
    return true;
  });
}

async function isKept(
  transaction: Transaction<Tables>,
  { session_id, from_seq, bytes }: Row<'log_segment'>,
): Promise<boolean> {
  const kept = await transaction
    .selectFrom('log_segment')
    .select('bytes')
    .where('session_id', '=', session_id)
    .where('from_seq', '=', from_seq)
    .executeTakeFirst();
  return kept !== undefined && Buffer.compare(kept.bytes, bytes) === 0;
}
