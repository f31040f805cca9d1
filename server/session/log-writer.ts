/** Writes what all rooms of this process have to log, many in one transaction. */
import type { Clock } from '../clock.ts';
import type { Measures } from '../measures.ts';
import type { ClosedRoom } from '../storage/record-store.ts';
import type { AppendOutcome, LogBatch, RoomStore } from '../storage/room-store.ts';
import type { Pulse } from '../pulse.ts';

/** A room's end of the writer. */
export interface LogSource {
  /** What is to be written now, or null. */
  take(): LogBatch | null;
  /** How it ended; in doubt when storage failed: whether it is written is then unknown. */
  done(outcome: AppendOutcome | { readonly failed: unknown }): void;
}

export interface LogWriter {
  /**
   * Has what `source` has to write written with the next commit: at once when the writer is idle,
   * else together with whatever all rooms add meanwhile. One commit is under way at a time.
   */
  ask(source: LogSource): void;
  /**
   * Writes a room's last batch, with its record, behind everything asked for before.
   * Rejects when storage failed. See {@link RoomStore.close}.
   */
  close(batch: LogBatch, closed: ClosedRoom): Promise<AppendOutcome>;
  /** Resolves once nothing is asked for or under way. */
  settled(): Promise<void>;
}

/**
 * Milliseconds between two commits at the least: what is drawn within them shares a transaction. A
 * frame of a screen, so that nobody sees it; each commit costs about as much as ten edits.
 */
export const commitEveryMs = 16;

/**
 * Milliseconds a commit may take; a log that hangs is as much in doubt as one that refuses. About the
 * time after which a silent therapist counts as gone.
 */
export const commitWithinMs = 2_000;

interface Closing {
  readonly batch: LogBatch;
  readonly closed: ClosedRoom;
  readonly done: (outcome: AppendOutcome) => void;
  readonly failed: (cause: unknown) => void;
}

interface LogWriterParts {
  readonly store: Pick<RoomStore, 'append' | 'close'>;
  /** Beats every {@link commitEveryMs}. */
  readonly pulse: Pulse;
  readonly clock: Clock;
  readonly measures: Pick<Measures, 'committed'>;
}

export function createLogWriter({ store, pulse, clock, measures }: LogWriterParts): LogWriter {
  let asked = new Set<LogSource>();
  let closings: Closing[] = [];
  let working: Promise<void> | null = null;
  let isPaced = false;
  /** The commit under way takes longer than it may: whoever wants to write is in doubt at once. */
  let isLate = false;
  const idle: (() => void)[] = [];

  function pace(): void {
    if (isPaced || working) return;
    isPaced = true;
    pulse.ask(begin);
  }

  const begin = (): void => {
    isPaced = false;
    working = write().finally(() => {
      working = null;
      if (asked.size > 0 || closings.length > 0) pace();
      else for (const wake of idle.splice(0)) wake();
    });
  };

  async function write(): Promise<void> {
    const sources = asked;
    asked = new Set();
    await append(sources);
    for (let next = closings.shift(); next; next = closings.shift()) await closeOne(next);
  }

  async function append(sources: ReadonlySet<LogSource>): Promise<void> {
    const batches: LogBatch[] = [];
    const from: LogSource[] = [];
    for (const source of sources) {
      const batch = source.take();
      if (!batch) continue;
      batches.push(batch);
      from.push(source);
    }
    if (batches.length === 0) return;
    const late = setTimeout(() => {
      isLate = true;
      for (const source of [...from, ...asked]) source.done({ failed: 'slow' });
      asked.clear();
    }, commitWithinMs);
    const began = clock.now();
    try {
      const outcomes = await store.append(batches);
      measures.committed(clock.now() - began, 'written');
      from.forEach((source, at) => {
        source.done(outcomes[at] ?? 'behind');
      });
    } catch (cause) {
      measures.committed(clock.now() - began, 'failed');
      for (const source of from) source.done({ failed: cause });
    } finally {
      clearTimeout(late);
      isLate = false;
    }
  }

  async function closeOne({ batch, closed, done, failed }: Closing): Promise<void> {
    try {
      done(await store.close(batch, closed));
    } catch (cause) {
      failed(cause);
    }
  }

  return {
    ask(source) {
      if (isLate) {
        setImmediate(() => {
          source.done({ failed: 'slow' });
        });
        return;
      }
      asked.add(source);
      pace();
    },
    close: (batch, closed) =>
      new Promise((done, failed) => {
        closings = [...closings, { batch, closed, done, failed }];
        pace();
      }),
    settled: () =>
      working === null && !isPaced
        ? Promise.resolve()
        : new Promise((wake) => {
            idle.push(wake);
          }),
  };
}
