/** SQLite in one file: the default. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
  accessSync,
  constants,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { migrate, UnusableDatabase } from './migrate.ts';
import { usualFoldTimes, type FoldTimes } from './folding.ts';
import { startLogThread } from './log-thread.ts';
import type { RoomStore } from './room-store.ts';
import type { Db, Tables } from './schema.ts';
import { busyTimeoutMs, connect } from './sqlite-connection.ts';
import { createSqliteRoomStore } from './sqlite-room-store.ts';
import { fts5Search, type WordSearch } from './word-search.ts';

export interface Storage {
  readonly db: Db;
  /** The rooms' logs: written without waiting for the disk on this thread. */
  readonly rooms: RoomStore;
  readonly search: WordSearch;
  /** Lets go of what was deleted and may still lie beside the database's tables. */
  forgetTraces(): Promise<void>;
  /** Writes what is left and lets the data go. */
  close(): Promise<void>;
}

/**
 * Opens the database in `dataDir`, making both if need be, and keeps the folder for this process.
 * @throws UnusableDatabase, with a sentence, when it can't; nothing is overwritten.
 */
export async function openSqlite(
  dataDir: string,
  fold: FoldTimes = usualFoldTimes,
): Promise<Storage> {
  prepareFolder(dataDir);
  const lock = lockFolder(dataDir);
  const file = join(dataDir, 'kinbridge.sqlite');
  let raw: Sqlite.Database | null = null;
  try {
    raw = openFile(file);
    const db: Db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: writing(raw) }) });
    // One process on the folder: the transaction itself is the lock.
    await migrate(db, { bytes: 'blob', journal: true, search: 'fts5' }, () => Promise.resolve());
    const thread = await startLogThread(file, fold);
    return {
      db,
      rooms: createSqliteRoomStore(thread),
      search: fts5Search,
      forgetTraces: () => thread.call('forgetTraces', []),
      close: async () => {
        // A thread that has failed has left a sound file; what was in its journal is taken up next time.
        await thread.call('stop', []).catch(() => thread.end());
        await db.destroy();
        lock.close();
      },
    };
  } catch (cause) {
    raw?.close();
    lock.close();
    throw readable(cause, file);
  }
}

function prepareFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(dataDir, `.probe-${String(process.pid)}`);
    closeSync(openSync(probe, 'wx', 0o600)); // Root passes every check of rights; a read-only disk refuses here.
    unlinkSync(probe);
  } catch {
    throw new UnusableDatabase(
      `The data folder ${dataDir} can't be written to; set DATA_DIR to another.`,
    );
  }
}

/** An exclusive transaction on a file of its own: it dies with the process, also with a kill -9. */
function lockFolder(dataDir: string): Sqlite.Database {
  const lock = new Sqlite(join(dataDir, 'in-use.lock'), { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    throw new UnusableDatabase(
      `Another Kinbridge is using the data folder ${dataDir}; stop it first.`,
    );
  }
}

/** "KNBR" in the file's header: tells our databases from others (SQLite's `application_id`). */
const applicationId = 0x4b_4e_42_52;

/**
 * Pages in the write-ahead log until this thread moves them into the file. The other thread does so at
 * SQLite's own thousand; this is for days on which nobody draws.
 */
const checkpointAfterPages = 4_000;

function openFile(file: string): Sqlite.Database {
  const isNew = !existsSync(file);
  if (!isNew) lookAt(file);
  const raw = connect(file);
  if (isNew) raw.pragma(`application_id = ${String(applicationId)}`);
  raw.pragma(`wal_autocheckpoint = ${String(checkpointAfterPages)}`);
  return raw;
}

/**
 * The other thread writes too: a transaction that begins by reading and then writes would fail when
 * the other has written in between, so each takes its turn at the beginning.
 */
const writing = (raw: Sqlite.Database): SqliteDatabase => ({
  prepare: (sql) => raw.prepare(sql === 'begin' ? 'begin immediate' : sql),
  close: () => {
    raw.close();
  },
});

/** Refuses what is not a sound database of ours, before anything is written. */
function lookAt(file: string): void {
  const { size } = statSync(file);
  if (!statSync(file).isFile() || size === 0) throw foreign(file);
  const raw = new Sqlite(file, { readonly: true, timeout: busyTimeoutMs });
  try {
    if (raw.pragma('quick_check', { simple: true }) !== 'ok') throw damaged(file);
    if (raw.pragma('application_id', { simple: true }) !== applicationId) throw foreign(file);
  } finally {
    raw.close();
  }
}

const foreign = (file: string): UnusableDatabase =>
  new UnusableDatabase(
    `The file ${file} is not a database of Kinbridge. Nothing was changed; move it away or set DATA_DIR to another folder.`,
  );

const damaged = (file: string): UnusableDatabase =>
  new UnusableDatabase(
    `The database ${file} is damaged. Nothing was changed; restore it from a backup.`,
  );

/** What SQLite and the thread that keeps the logs call damage; an error from there has no class. */
function readable(cause: unknown, file: string): unknown {
  if (!(cause instanceof Error)) return cause;
  const code = 'code' in cause ? String(cause.code) : '';
  const isDamage = cause.name === 'DamagedLog' || /^SQLITE_(NOTADB|CORRUPT)/.test(code);
  return isDamage ? damaged(file) : cause;
}
