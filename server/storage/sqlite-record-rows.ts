/** What a closing room leaves, written by the thread that keeps the logs. */
import type Sqlite from 'better-sqlite3';
import { aboutRows, summaryRow } from './record-rows.ts';
import type { Findable, StoredRecord } from './record-store.ts';

export interface SqliteRecordRows {
  /** To be called in a transaction; pictures that no moment shows are gone after it. */
  insert(record: StoredRecord, findable: Findable): void;
}

export function createSqliteRecordRows(raw: Sqlite.Database): SqliteRecordRows {
  const insertRecord = raw.prepare<[string, Uint8Array, string]>(
    'insert into record (session_id, bytes, seal) values (?, ?, ?)',
  );
  const insertSummary = raw.prepare(
    `insert into record_summary (session_id, family_id, kind, title, opened_at, ended_at)
     values (@session_id, @family_id, @kind, @title, @opened_at, @ended_at)`,
  );
  const insertAbout = raw.prepare(
    `insert into record_about (session_id, what, place, name)
     values (@session_id, @what, @place, @name)`,
  );
  const insertWords = raw.prepare<[string, string]>(
    'insert into record_text (session_id, words) values (?, ?)',
  );
  const deletePictures = raw.prepare<[string, string]>(
    `delete from picture where session_id = ?
     and id not in (select value from json_each(?))`,
  );
  return {
    insert({ session, bytes, seal }, { summary, words, pictures }) {
      insertRecord.run(session, bytes, seal);
      insertSummary.run(summaryRow(summary));
      for (const row of aboutRows(summary)) insertAbout.run(row);
      if (words.length > 0) insertWords.run(session, words.join(' '));
      deletePictures.run(session, JSON.stringify(pictures));
    },
  };
}
