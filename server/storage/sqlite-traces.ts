/** What SQLite keeps of deleted rows outside of its database file. */
import { SqliteAdapter, sql } from 'kysely';
import type { Db } from './schema.ts';

/**
 * Empties the write-ahead log: `secure_delete` overwrites what was deleted in the database file only,
 * and the log beside it would keep torn-up words until it happens to be written over. Postgres has no
 * such file of ours; there it does nothing. Not to be called inside a transaction.
 */
export async function forgetTraces(db: Db): Promise<void> {
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return;
  // What was deleted stays deleted when this fails; the next room that is closed empties the log too.
  await sql`pragma wal_checkpoint(truncate)`.execute(db).catch(() => undefined);
}
