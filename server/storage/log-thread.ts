/** The main thread's end of the thread that keeps the logs in SQLite. */
import { Worker } from 'node:worker_threads';
import type { FoldTimes } from './folding.ts';
import type { Answer, Call, LogCalls } from './log-calls.ts';

export interface LogThread {
  /**
   * Rejects with what the call threw, or when the thread has ended: then whether it was done is
   * unknown, and so it will be for every later call.
   * @param moved memory that belongs to the thread from now on
   */
  call<Name extends keyof LogCalls>(
    name: Name,
    args: Parameters<LogCalls[Name]>,
    moved?: readonly ArrayBuffer[],
  ): Promise<ReturnType<LogCalls[Name]>>;
  /** Ends it as it is, in the middle of whatever it does. */
  end(): Promise<void>;
}

interface Waiting {
  readonly done: (value: unknown) => void;
  readonly failed: (cause: Error) => void;
}

/** Built, the thread's program lies beside ours; from sources a loader that knows TypeScript goes first. */
function startWorker(workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./sqlite-log-worker.js', import.meta.url), { workerData });
  }
  const program = new URL('./sqlite-log-worker.ts', import.meta.url).href;
  const steps = `import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(program)});
  });`;
  return new Worker(steps, { eval: true, execArgv: [], workerData });
}

/** @returns once it has opened the file and taken up what was left in the journal; rejects if it can't. */
export async function startLogThread(file: string, fold: FoldTimes): Promise<LogThread> {
  const worker = startWorker({ file, fold });
  let waiting: Waiting[] = [];
  let ended: Error | null = null;

  function end(cause: Error): void {
    ended ??= cause;
    const left = waiting;
    waiting = [];
    for (const { failed } of left) failed(ended);
  }
  worker.on('error', (cause) => {
    end(new Error('the thread that keeps the logs has failed', { cause }));
  });
  // An answer that can't be read would be taken for the next one's.
  worker.on('messageerror', (cause) => {
    end(new Error('the thread that keeps the logs can not be understood', { cause }));
    void worker.terminate();
  });
  worker.on('exit', () => {
    end(new Error('the thread that keeps the logs has ended'));
  });
  worker.on('message', (answer: Answer) => {
    const next = waiting.shift();
    if ('done' in answer) next?.done(answer.done);
    else next?.failed(Object.assign(new Error(answer.failed.message), answer.failed));
  });
  const answered = (): Promise<unknown> =>
    new Promise((done, failed) => {
      if (ended) failed(ended);
      else waiting.push({ done, failed });
    });

  await answered();
  return {
    // The thread runs the same LogCalls: its answers need no second look.
    call: (async (name: Call[0], args: readonly unknown[], moved: ArrayBuffer[] = []) => {
      // First, for what can't be posted gets no answer.
      if (!ended) worker.postMessage([name, ...args], moved);
      return answered();
    }) as LogThread['call'],
    async end() {
      await worker.terminate();
    },
  };
}
