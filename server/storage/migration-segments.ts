/** From a row an entry to packed segments. */
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { zoneName } from '../../shared/board/zone-name.ts';
import { personId, therapistId } from '../../shared/ids.ts';
import { packSegment } from './log-codec.ts';
import type { Migration } from './migrations.ts';

/** Entries in a segment: a long log is never in memory as a whole. */
const entriesPerSegment = 500;

export const segments: Migration = {
  id: '0002-segments',
  async up(db, types) {
    const table = db.schema;
    await table
      .createTable('log_segment')
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('from_seq', 'bigint', (c) => c.notNull())
      .addColumn('to_seq', 'bigint', (c) => c.notNull())
      .addColumn('bytes', types.bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('log_segment_pk', ['session_id', 'from_seq'])
      .execute();
    await table
      .createTable('snapshot')
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('zone', 'text', (c) => c.notNull())
      .addColumn('state', types.bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('snapshot_pk', ['session_id', 'seq', 'zone'])
      .execute();
    if (types.journal) {
      await table
        .createTable('journal')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('bytes', types.bytes, (c) => c.notNull())
        .execute();
    }
    await pack(db);
    await table.dropTable('log').execute();
  },
};

interface BeforeAndAfter {
  log: {
    session_id: string;
    seq: number;
    at: number;
    by: string | null;
    kind: string;
    zone: string | null;
    bytes: Uint8Array;
  };
  log_segment: { session_id: string; from_seq: number; to_seq: number; bytes: Uint8Array };
}

async function pack(db: Kysely<BeforeAndAfter>): Promise<void> {
  const rooms = await db.selectFrom('log').select('session_id').distinct().execute();
  for (const { session_id } of rooms) {
    let after = 0;
    while (true) {
      const rows = await db
        .selectFrom('log')
        .selectAll()
        .where('session_id', '=', session_id)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(entriesPerSegment)
        .execute();
      const entries = rows.map((row) => v.parse(entryRow, row));
      const [first, last] = [entries[0], entries.at(-1)];
      if (!first || !last) break;
      const bytes = Buffer.from(packSegment(entries));
      await db
        .insertInto('log_segment')
        .values({ session_id, from_seq: first.seq, to_seq: last.seq, bytes })
        .execute();
      after = last.seq;
    }
  }
}

const entryRow = v.object({
  seq: v.number(),
  at: v.number(),
  by: v.nullable(v.union([personId, therapistId])),
  kind: v.picklist(['decision', 'ink']),
  zone: v.nullable(zoneName),
  bytes: v.instance(Uint8Array),
});
