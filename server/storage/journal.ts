/**
 * The journal: each append writes the entries of all its rooms as one row at the end of one table, so
 * that an edit does not cost a page of its own. From there they are folded into the rooms' segments,
 * a little at a time. What is in the journal is as much in the log as what is in segments.
 */
import type Sqlite from 'better-sqlite3';
import { createByteWriter } from './byte-writer.ts';
import { readParts, sealParts, type Part } from './journal-row.ts';
import {
  createEntryReader,
  DamagedLog,
  packSegment,
  unsealed,
  type EntryReader,
} from './log-codec.ts';
import type { LogHeads } from './log-heads.ts';
import type { LogEntry } from './room-store.ts';
import type { Unfolded } from './unfolded.ts';

/** Bounds of one transaction that folds: appends wait for no more than this. */
const maxRoomsPerSlice = 25;
const maxBytesPerSlice = 1024 * 1024;
const maxRowsPerSlice = 256;

export interface Journal {
  /** Writes the parts of a packed row whose room ends where they say; to be called in a transaction. */
  write(packed: Uint8Array): Written;
  /** Moves some of what has waited longest into segments, in a transaction of its own. */
  foldSlice(): void;
  foldAll(): void;
  /**
   * Takes up what the last process left; to be called before anything else.
   * @throws DamagedLog when it can't be read or does not go on from what is in segments.
   */
  recover(): void;
  isEmpty(): boolean;
  /** Bytes that are not in segments. */
  size(): number;
  /** The oldest and the newest row; null when there is none. */
  firstRow(): number | null;
  lastRow(): number | null;
}

interface Written {
  readonly parts: readonly Part[];
  /** For each part whether it was written. */
  readonly written: readonly boolean[];
  /** To be called once that is committed. */
  readonly committed: () => void;
}

interface JournalParts {
  readonly raw: Sqlite.Database;
  readonly heads: LogHeads;
  readonly unfolded: Unfolded;
}

export function createJournal({ raw, heads, unfolded }: JournalParts): Journal {
  const insertRow = raw.prepare<[Uint8Array]>('insert into journal (bytes) values (?)');
  const deleteRows = raw.prepare<[number]>('delete from journal where id <= ?');
  const insertSegment = raw.prepare<[string, number, number, Uint8Array]>(
    'insert into log_segment (session_id, from_seq, to_seq, bytes) values (?, ?, ?, ?)',
  );
  const moveHead = raw.prepare<[number, string]>(
    'update room set head_seq = ? where session_id = ?',
  );

  const writer = createByteWriter();

  function write(packed: Uint8Array): Written {
    const parts = readParts(packed);
    const kept: Part[] = [];
    const written = parts.map((part) => {
      const head = heads.of(part.room);
      if (!head || head.closed || head.epoch !== part.epoch || head.seq !== part.after)
        return false;
      head.seq += part.count;
      if (part.count > 0) kept.push(part);
      return true;
    });
    if (kept.length === 0) return { parts, written, committed: () => undefined };
    const { lastInsertRowid } = insertRow.run(sealParts(packed, kept));
    return { parts, written, committed: () => unfolded.add(Number(lastInsertRowid), kept) };
  }

  function keepSegment(reader: EntryReader, room: string, parts: readonly Part[]): void {
    const entries: LogEntry[] = [];
    for (const { run } of parts) reader.runs(entries, run);
    const [first, last] = [entries[0], entries.at(-1)];
    if (!first || !last) throw new DamagedLog(`of session ${room}`);
    insertSegment.run(room, first.seq, last.seq, packSegment(entries, writer));
    moveHead.run(last.seq, room);
  }

  const slice = raw.transaction((): (() => void) => {
    const taken = unfolded.next(maxRoomsPerSlice, maxBytesPerSlice);
    const reader = createEntryReader();
    for (const [room, parts] of taken) keepSegment(reader, room, parts);
    const spent = unfolded.spent(maxRowsPerSlice);
    if (spent !== null) deleteRows.run(spent);
    return () => {
      for (const [room, parts] of taken) unfolded.folded(room, parts);
      if (spent !== null) unfolded.deleted(spent);
    };
  });
  const foldSlice = (): void => slice.immediate()();
  const isEmpty = (): boolean => unfolded.rows().length === 0;

  return {
    write,
    foldSlice,
    foldAll() {
      while (!isEmpty()) foldSlice();
    },
    recover: () => {
      recover(raw, unfolded);
    },
    isEmpty,
    size: unfolded.size,
    firstRow: () => unfolded.rows()[0]?.id ?? null,
    lastRow: () => unfolded.rows().at(-1)?.id ?? null,
  };
}

function recover(raw: Sqlite.Database, unfolded: Unfolded): void {
  const rows = raw
    .prepare<[], { id: number; bytes: Uint8Array }>('select id, bytes from journal order by id')
    .all();
  const headOf = raw
    .prepare<[string], number>('select head_seq from room where session_id = ?')
    .pluck();
  const ends = new Map<string, number>();
  for (const { id, bytes } of rows) {
    const parts = partsOf(id, bytes).filter((part) => {
      const end = ends.get(part.room) ?? headOf.get(part.room);
      if (end !== undefined && part.after + part.count <= end) return false; // In a segment already.
      if (part.after !== end) throw new DamagedLog(`of session ${part.room}`);
      ends.set(part.room, end + part.count);
      return true;
    });
    unfolded.add(id, parts);
  }
}

function partsOf(id: number, bytes: Uint8Array): Part[] {
  try {
    unsealed(bytes);
    return readParts(bytes);
  } catch (cause) {
    throw new DamagedLog(`in row ${id} of the journal`, cause);
  }
}
