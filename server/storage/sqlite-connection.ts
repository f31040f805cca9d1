/** One connection to our file, as both threads open it. */
import Sqlite from 'better-sqlite3';

/** Milliseconds a writer waits for the other; both are threads of this process. */
export const busyTimeoutMs = 5_000;

export function connect(file: string): Sqlite.Database {
  const raw = new Sqlite(file, { timeout: busyTimeoutMs });
  try {
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL'); // NORMAL may lose the last commits when the power fails.
    raw.pragma('foreign_keys = ON');
    raw.pragma('secure_delete = ON'); // What is deleted is overwritten, not only forgotten.
    return raw;
  } catch (cause) {
    raw.close();
    throw cause;
  }
}
