/** Writes what all rooms of this process have to log, many in one transaction. */
import type { AppendOutcome, LogBatch, RoomStore, SavedZone } from '../storage/room-store.ts';

export interface LogWriter {
  /**
   * Queues a batch behind everything queued before it. Batches queued within one turn of the event
   * loop, of however many rooms, share a transaction: an idle process writes at once.
   * @returns once it is durable, or was refused. Rejects when storage failed: whether the batch is
   * written is then unknown and the room must be thrown away.
   */
  write(batch: LogBatch): Promise<AppendOutcome>;
  /** The same for a room's last batch, with its saved boards; see {@link RoomStore.close}. */
  close(batch: LogBatch, saved: readonly SavedZone[]): Promise<AppendOutcome>;
  /** Resolves once nothing is queued or under way. */
  settled(): Promise<void>;
}

interface Job {
  readonly batch: LogBatch;
  readonly saved: readonly SavedZone[] | null;
  readonly done: (outcome: AppendOutcome) => void;
  readonly failed: (cause: unknown) => void;
}

export function createLogWriter({ store }: { readonly store: RoomStore }): LogWriter {
  let queue: Job[] = [];
  let working: Promise<void> | null = null;

  const enqueue = (batch: LogBatch, saved: Job['saved']): Promise<AppendOutcome> =>
    new Promise((done, failed) => {
      queue.push({ batch, saved, done, failed });
      working ??= work();
    });

  async function work(): Promise<void> {
    // One turn later, so that what arrives together is committed together.
    await new Promise((resume) => setImmediate(resume));
    while (queue.length > 0) {
      const lastOne = queue.findIndex((job) => job.saved !== null);
      const together = lastOne === -1 ? queue : queue.slice(0, Math.max(lastOne, 1));
      queue = queue.slice(together.length);
      await commit(together);
    }
    working = null;
  }

  async function commit(jobs: readonly Job[]): Promise<void> {
    try {
      const [first] = jobs;
      if (jobs.length === 1 && first?.saved) {
        first.done(await store.close(first.batch, first.saved));
        return;
      }
      const outcomes = await store.append(jobs.map((job) => job.batch));
      jobs.forEach((job, at) => {
        job.done(outcomes[at] ?? 'behind');
      });
    } catch (cause) {
      for (const job of jobs) job.failed(cause);
    }
  }

  return {
    write: (batch) => enqueue(batch, null),
    close: (batch, saved) => enqueue(batch, saved),
    settled: async () => {
      while (working) await working;
    },
  };
}
