/** A database opened to be looked at and not changed, also while Kinbridge runs on it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import * as v from 'valibot';
import { sessionId, type SessionId } from '../../shared/ids.ts';
import { UnusableDatabase } from './migrate.ts';
import type { StoredRecord } from './record-store.ts';
import type { Db, Tables } from './schema.ts';
import { busyTimeoutMs } from './sqlite-connection.ts';

export interface RecordsInDatabase {
  /** Public keys, DER. */
  readonly keys: readonly Uint8Array[];
  /** Sessions that ended and have neither a record nor boards from before there were records. */
  readonly missing: readonly SessionId[];
  /** One after the other. */
  records(): AsyncGenerator<StoredRecord>;
  close(): Promise<void>;
}

function opened(databaseUrl: string | null, dataDir: string): Db {
  if (databaseUrl !== null) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  }
  const file = join(dataDir, 'kinbridge.sqlite');
  if (!existsSync(file)) throw new UnusableDatabase(`There is no database in ${dataDir}.`);
  const database = new Sqlite(file, { readonly: true, timeout: busyTimeoutMs });
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

/** @throws UnusableDatabase, with a sentence, where there is none or it can't be read */
export async function recordsIn(of: {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}): Promise<RecordsInDatabase> {
  const db = opened(of.databaseUrl, of.dataDir);
  try {
    const keys = await db.selectFrom('practice_key').select('public_key').execute();
    const kept = await db.selectFrom('record').select('session_id').execute();
    const missing = await db
      .selectFrom('session')
      .select('id')
      .where('state', '=', 'ended')
      .where('id', 'not in', (e) => e.selectFrom('record').select('record.session_id'))
      .where('id', 'not in', (e) => e.selectFrom('saved_zone').select('saved_zone.session_id'))
      .execute();
    return {
      keys: keys.map((row) => row.public_key),
      missing: missing.map((row) => v.parse(sessionId, row.id)),
      async *records() {
        for (const { session_id } of kept) {
          const row = await db
            .selectFrom('record')
            .selectAll()
            .where('session_id', '=', session_id)
            .executeTakeFirst();
          if (!row) continue;
          yield {
            session: v.parse(sessionId, session_id),
            ...{ bytes: new Uint8Array(row.bytes), seal: row.seal },
          };
        }
      },
      close: () => db.destroy(),
    };
  } catch (cause) {
    await db.destroy();
    throw new UnusableDatabase(
      'The database can not be read, or is of an earlier version. Nothing was changed.',
      { cause },
    );
  }
}
