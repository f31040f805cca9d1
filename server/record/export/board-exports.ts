/** Makes files beside the event loop: few at a time, each for a limited time. */
import { Worker } from 'node:worker_threads';
import { Refused } from '../../refused.ts';
import { mostAtOnce, mostExportMs } from './limits.ts';
import type { FileOrder } from './file-order.ts';

export interface BoardExports {
  /**
   * @throws Refused `slow-down` while too many are made, `too-big` for what takes too long, `refused` for
   * what can't be drawn and where the fonts are missing.
   */
  make(order: FileOrder): Promise<Buffer>;
  /** For a file of many: made one after the other, beside those that others ask for. */
  makeInTurn(order: FileOrder): Promise<Buffer>;
}

export interface ExportLimits {
  readonly atOnce: number;
  readonly withinMs: number;
}

/** Built, the thread's program lies beside ours; from sources a loader that knows TypeScript goes first. */
function startWorker(workerData: FileOrder): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: 400 };
  if (!import.meta.url.endsWith('.ts')) {
    const program = new URL('./board-export-worker.js', import.meta.url);
    return new Worker(program, { workerData, resourceLimits });
  }
  const program = new URL('./board-export-worker.ts', import.meta.url).href;
  const steps = `import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(program)});
  });`;
  return new Worker(steps, { eval: true, execArgv: [], workerData, resourceLimits });
}

export function createBoardExports(
  { atOnce, withinMs }: ExportLimits = { atOnce: mostAtOnce, withinMs: mostExportMs },
): BoardExports {
  let underWay = 0;
  let last: Promise<unknown> = Promise.resolve();

  const made = (order: FileOrder): Promise<Buffer> =>
    new Promise((done, failed) => {
      const worker = startWorker(order);
      const timer = setTimeout(() => {
        failed(tooBig(withinMs));
        void worker.terminate();
      }, withinMs);
      worker.once('message', (file: Uint8Array) => {
        done(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
      });
      worker.once('error', (cause: NodeJS.ErrnoException) => {
        failed(refusalOf(cause, withinMs));
      });
      worker.once('exit', () => {
        clearTimeout(timer);
        failed(new Error('the thread that makes an export has ended without one'));
      });
    });

  return {
    makeInTurn(order) {
      const file = last.then(() => made(order));
      last = file.catch(() => undefined);
      return file;
    },
    async make(order) {
      if (underWay >= atOnce) {
        throw new Refused(
          'slow-down',
          `Kinbridge makes ${String(atOnce)} files at a time. Please try again in a moment.`,
        );
      }
      underWay += 1;
      try {
        return await made(order);
      } finally {
        underWay -= 1;
      }
    },
  };
}

const tooBig = (withinMs: number): Refused =>
  new Refused(
    'too-big',
    `This board is too large for a file made in ${String(withinMs / 1_000)} seconds. Please try another format.`,
  );

/** What stood in the way, as a therapist reads it. A thread tells of an error by its name alone. */
export function refusalOf(cause: NodeJS.ErrnoException, withinMs: number): Error {
  if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY') return tooBig(withinMs);
  if (cause.name === 'FontsMissing') {
    return new Refused(
      'refused',
      'The letters that files are set from are missing in this installation, so nothing was made. Whoever runs Kinbridge can install it anew.',
    );
  }
  if (cause.name === 'NotDrawable') {
    return new Refused(
      'refused',
      'This moment of the board can’t be drawn, so no file was made. Please choose another moment, or another kind of file.',
    );
  }
  return cause;
}
