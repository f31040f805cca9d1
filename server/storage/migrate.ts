import { sql, type Transaction } from 'kysely';
import { migrations, type ColumnTypes } from './migrations.ts';
import type { Db, Tables } from './schema.ts';

/** The database can't be used as it is; the message is a sentence for whoever starts the server. */
export class UnusableDatabase extends Error {
  override readonly name = 'UnusableDatabase';
}

/**
 * Brings the database to this version in one transaction; nothing is changed when it can't.
 * @param lock waits until no other process migrates; held to the end of the transaction
 * @throws UnusableDatabase when a newer version has been here.
 */
export async function migrate(
  db: Db,
  types: ColumnTypes,
  lock: (transaction: Transaction<Tables>) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lock(transaction);
    await sql`create table if not exists migration (id text primary key)`.execute(transaction);
    const { rows } = await sql<{ id: string }>`select id from migration`.execute(transaction);
    const done = new Set(rows.map((row) => row.id));
    const known = new Set(migrations.map((one) => one.id));
    if ([...done].some((id) => !known.has(id))) {
      throw new UnusableDatabase(
        'The database was written by a newer version of Kinbridge; start that version. Nothing was changed.',
      );
    }
    for (const { id, up } of migrations) {
      if (done.has(id)) continue;
      await up(transaction as unknown as Parameters<typeof up>[0], types); // Migrations know no tables yet.
      await sql`insert into migration (id) values (${id})`.execute(transaction);
    }
  });
}
