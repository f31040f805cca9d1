/** The program of a thread that does {@link RecordCalls}. */
import { parentPort } from 'node:worker_threads';
import { recordCalls, type RecordCalls } from './record-calls.ts';
import type { RecordAnswer, RecordCall } from './record-thread.ts';

/** Memory in an answer that need not be copied. */
function movable(done: unknown): ArrayBuffer[] {
  if (typeof done !== 'object' || done === null || done instanceof Uint8Array) return [];
  return Object.values(done).flatMap((part: unknown) =>
    part instanceof Uint8Array && part.buffer instanceof ArrayBuffer ? [part.buffer] : [],
  );
}

const calls: { [Name in keyof RecordCalls]: unknown } = recordCalls;

async function answerTo([name, ...args]: RecordCall): Promise<void> {
  let answer: RecordAnswer;
  try {
    // The compiler can't follow that name and arguments belong together; RecordCall says so.
    answer = { done: await (calls[name] as (...given: unknown[]) => unknown)(...args) };
  } catch (cause) {
    answer = { failed: cause instanceof Error ? cause.message : String(cause) };
  }
  parentPort?.postMessage(answer, 'done' in answer ? movable(answer.done) : []);
}

/** One after the other, and the answers in that order. */
let last = Promise.resolve();
parentPort?.on('message', (call: RecordCall) => {
  last = last.then(() => answerTo(call));
});
