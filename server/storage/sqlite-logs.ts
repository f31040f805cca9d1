/** The logs of rooms in SQLite: appended by way of the journal, read and closed by way of segments. */
import type Sqlite from 'better-sqlite3';
import type { Journal } from './journal.ts';
import type { LogCalls, PackedLog } from './log-calls.ts';
import { packSegment, seal } from './log-codec.ts';
import type { LogHeads } from './log-heads.ts';
import { createSqliteRecordRows } from './sqlite-record-rows.ts';
import type { SqliteRooms } from './sqlite-rooms.ts';
import type { Unfolded } from './unfolded.ts';

export type SqliteLogs = Pick<LogCalls, 'append' | 'read' | 'close' | 'forgetTraces'>;

interface SqliteLogsParts {
  readonly raw: Sqlite.Database;
  readonly heads: LogHeads;
  readonly unfolded: Unfolded;
  readonly journal: Journal;
  readonly rooms: SqliteRooms;
}

interface SegmentRow {
  readonly from_seq: number;
  readonly to_seq: number;
  readonly bytes: Uint8Array;
}

export function createSqliteLogs(parts: SqliteLogsParts): SqliteLogs {
  const { raw, heads, unfolded, journal, rooms } = parts;
  const segmentsAfter = raw.prepare<[string, number], SegmentRow>(
    `select from_seq, to_seq, bytes from log_segment
     where session_id = ? and to_seq > ? order by from_seq`,
  );
  const insertSegment = raw.prepare<[string, number, number, Uint8Array]>(
    'insert into log_segment (session_id, from_seq, to_seq, bytes) values (?, ?, ?, ?)',
  );
  const deleteSegments = raw.prepare<[string]>('delete from log_segment where session_id = ?');
  const deleteSnapshots = raw.prepare<[string]>('delete from snapshot where session_id = ?');
  const closeRoom = raw.prepare<[number, string]>(
    'update room set head_seq = ?, closed = 1 where session_id = ?',
  );
  const records = createSqliteRecordRows(raw);

  const append = raw.transaction((...[packed, states, forgets]: Parameters<LogCalls['append']>) => {
    heads.refresh();
    const { parts: roomParts, written, committed } = journal.write(packed);
    for (const { at, state } of states) {
      const part = roomParts[at];
      if (part && written[at] === true) rooms.setState(part.room, state);
    }
    for (const { at, drafts } of forgets) {
      const part = roomParts[at];
      if (!part || written[at] !== true) continue;
      for (const which of drafts) rooms.forgetDrafts(part.room, which);
    }
    return { written, committed };
  }).immediate;

  const close = raw.transaction<LogCalls['close']>(
    ({ room, after, epoch, entries, state }, { kept, record, findable }) => {
      heads.refresh();
      const head = heads.of(room);
      if (!head || head.closed || head.epoch !== epoch || head.seq !== after) return 'behind';
      deleteSegments.run(room);
      const [first, last] = [kept[0], kept.at(-1)];
      if (first && last) insertSegment.run(room, first.seq, last.seq, packSegment(kept));
      deleteSnapshots.run(room);
      closeRoom.run(after + entries.length, room);
      records.insert(record, findable);
      rooms.forgetDrafts(room, null);
      if (state) rooms.setState(room, state);
      return 'appended';
    },
  ).immediate;

  return {
    append(packed, states, forgets) {
      const { written, committed } = append(packed, states, forgets);
      committed();
      return written.includes(false) ? written.map((one) => (one ? 'appended' : 'behind')) : null;
    },
    read(room, after) {
      const rows = segmentsAfter.all(room, after);
      const waiting = unfolded.of(room);
      const [first, last] = [waiting[0], waiting.at(-1)];
      if (first && last) {
        const bytes = seal(waiting.map((part) => part.run));
        rows.push({ from_seq: first.after + 1, to_seq: last.after + last.count, bytes });
      }
      return packed(rows);
    },
    close(batch, closed) {
      journal.foldAll(); // The room's ink must not stay in rows it shares with others.
      const outcome = close(batch, closed);
      heads.forget(batch.room);
      if (outcome === 'appended') forgetTraces(raw);
      return outcome;
    },
    forgetTraces: () => {
      forgetTraces(raw);
    },
  };
}

function packed(rows: readonly SegmentRow[]): PackedLog {
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.bytes.length, 0));
  let end = 0;
  const spans = rows.map((row) => {
    bytes.set(row.bytes, end);
    end += row.bytes.length;
    return { from: row.from_seq, to: row.to_seq, length: row.bytes.length };
  });
  return { bytes, spans };
}

/**
 * Empties the write-ahead log: `secure_delete` overwrites what was deleted in the database file only,
 * and the log beside it would keep torn-up words until it happens to be written over.
 */
function forgetTraces(raw: Sqlite.Database): void {
  try {
    raw.pragma('wal_checkpoint(truncate)');
  } catch {
    // What was deleted stays deleted; the next room that is closed empties the log too.
  }
}
