/** A thread for work on records, begun when it is first needed and let go when it has long been idle. */
import { Worker } from 'node:worker_threads';
import type { RecordCalls } from './record-calls.ts';

export type RecordCall = {
  [Name in keyof RecordCalls]: readonly [name: Name, ...args: Parameters<RecordCalls[Name]>];
}[keyof RecordCalls];

/** They come in the order of the calls. */
export type RecordAnswer = { readonly done: unknown } | { readonly failed: string };

export interface RecordThread {
  /**
   * Rejects with what the call threw, or when the thread has ended.
   * @param moved memory that belongs to the thread from now on
   */
  call<Name extends keyof RecordCalls>(
    name: Name,
    args: Parameters<RecordCalls[Name]>,
    moved?: readonly ArrayBuffer[],
  ): Promise<Awaited<ReturnType<RecordCalls[Name]>>>;
  stop(): Promise<void>;
}

/** Milliseconds without a call until its memory is given back. */
export const idleForMs = 60_000;
/** A session of three hours takes a tenth of it. */
const resourceLimits = { maxOldGenerationSizeMb: 1_024 };

/** Built, the thread's program lies beside ours; from sources a loader that knows TypeScript goes first. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./record-worker.js', import.meta.url), { resourceLimits });
  }
  const program = new URL('./record-worker.ts', import.meta.url).href;
  const steps = `import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(program)});
  });`;
  return new Worker(steps, { eval: true, execArgv: [], resourceLimits });
}

interface Waiting {
  readonly done: (value: unknown) => void;
  readonly failed: (cause: Error) => void;
}

export function createRecordThread(): RecordThread {
  let running: { readonly worker: Worker; readonly waiting: Waiting[] } | null = null;
  let idle: NodeJS.Timeout | null = null;

  function start() {
    const worker = startWorker();
    const one = { worker, waiting: [] as Waiting[] };
    const end = (cause: Error): void => {
      if (running === one) running = null;
      for (const { failed } of one.waiting.splice(0)) failed(cause);
    };
    worker.on('error', (cause) => {
      end(new Error('the thread for records has failed', { cause }));
    });
    worker.on('messageerror', (cause) => {
      end(new Error('the thread for records can not be understood', { cause }));
      void worker.terminate();
    });
    worker.on('exit', () => {
      end(new Error('the thread for records has ended'));
    });
    worker.on('message', (answer: RecordAnswer) => {
      const next = one.waiting.shift();
      if (one.waiting.length === 0) rest();
      if ('done' in answer) next?.done(answer.done);
      else next?.failed(new Error(answer.failed));
    });
    running = one;
    return one;
  }

  function rest(): void {
    if (idle) clearTimeout(idle);
    idle = setTimeout(() => {
      if (running?.waiting.length === 0) void stop();
    }, idleForMs);
    idle.unref();
  }

  async function stop(): Promise<void> {
    if (idle) clearTimeout(idle);
    const worker = running?.worker;
    running = null;
    await worker?.terminate();
  }

  return {
    // The thread runs the same RecordCalls: its answers need no second look.
    call: ((name: RecordCall[0], args: readonly unknown[], moved: ArrayBuffer[] = []) => {
      const { worker, waiting } = running ?? start();
      worker.postMessage([name, ...args], moved); // First: what can't be posted gets no answer.
      return new Promise<unknown>((done, failed) => {
        waiting.push({ done, failed });
      });
    }) as RecordThread['call'],
    stop,
  };
}
