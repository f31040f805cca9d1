/** Postgres, for practices that run one already. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrate, UnusableDatabase } from './migrate.ts';
import { createPostgresRoomStore } from './postgres-room-store.ts';
import type { Tables } from './schema.ts';
import type { Storage } from './sqlite.ts';
import { tsvectorSearch } from './word-search.ts';

/** Connections; one writes the logs, the rest read for pages. */
const maxConnections = 8;
/** Milliseconds until an unreachable server counts as such. */
const connectWithinMs = 5_000;
/** Any number, the same in every Kinbridge: who holds it migrates. */
const migrationLock = 7_120_405;

/** @throws UnusableDatabase, with a sentence, when the server can't be reached or is newer. */
export async function openPostgres(url: string): Promise<Storage> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectWithinMs,
    options: '-c synchronous_commit=on',
    types: {
      // Our bigints are milliseconds and counts, far below 2^53.
      getTypeParser: (oid, format) =>
        oid === pg.types.builtins.INT8
          ? Number
          : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  });
  // A dropped connection is replaced by the pool; without a listener it would end the process. Idle ones
  // tell the pool, and the one that breaks in use tells whoever waits for its answer.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`select 1`.execute(db);
  } catch {
    await db.destroy();
    throw new UnusableDatabase('The Postgres server that DATABASE_URL names can not be reached.');
  }
  try {
    await migrate(
      db,
      { bytes: 'bytea', journal: false, search: 'tsvector' },
      async (transaction) => {
        await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction);
      },
    );
  } catch (cause) {
    await db.destroy();
    throw cause;
  }
  return {
    db,
    rooms: createPostgresRoomStore({ db }),
    search: tsvectorSearch,
    forgetTraces: async () => {
      await sql`vacuum record, record_text, record_thumbnail, picture`.execute(db);
    },
    close: () => db.destroy(),
  };
}
