/** When the journal is folded into segments. */
import Sqlite from 'better-sqlite3';
import type { Journal } from './journal.ts';

export interface FoldTimes {
  /** Milliseconds an entry may be in the journal until folding begins. */
  readonly afterMs: number;
  /** Bytes in the journal from which folding begins at once. */
  readonly afterBytes: number;
}

/** Rare enough that a busy room fills a segment, often enough that a crash leaves little to take up. */
export const usualFoldTimes: FoldTimes = { afterMs: 5_000, afterBytes: 4 * 1024 * 1024 };

/** Milliseconds between two slices, in which others write. */
const betweenSlicesMs = 2;

export interface Folding {
  /** To be called after whatever may have added to the journal. */
  plan(): void;
  stop(): void;
}

interface FoldingParts extends FoldTimes {
  readonly journal: Journal;
}

export function createFolding({ journal, afterMs, afterBytes }: FoldingParts): Folding {
  let timer: NodeJS.Timeout | undefined;
  /** The row this go ends with: what is added meanwhile waits for the next. Null between two. */
  let lastRow: number | null = null;

  function plan(): void {
    if (lastRow !== null || journal.isEmpty()) return;
    if (journal.size() >= afterBytes) {
      clearTimeout(timer);
      begin();
    } else timer ??= setTimeout(begin, afterMs);
  }

  function begin(): void {
    lastRow = journal.lastRow();
    slice();
  }

  function slice(): void {
    timer = undefined;
    try {
      if (!journal.isEmpty()) journal.foldSlice();
      if (lastRow !== null && (journal.firstRow() ?? Infinity) <= lastRow) {
        timer = setTimeout(slice, betweenSlicesMs);
        return;
      }
    } catch (cause) {
      if (!mayPass(cause)) throw cause;
    }
    lastRow = null;
    if (!journal.isEmpty()) timer = setTimeout(begin, afterMs);
  }

  return {
    plan,
    stop() {
      clearTimeout(timer);
    },
  };
}

/** The disk is full, or the other connection long at work: what is in the journal is safe there. */
const mayPass = (cause: unknown): boolean =>
  cause instanceof Sqlite.SqliteError && /^SQLITE_(FULL|BUSY)/.test(cause.code);
