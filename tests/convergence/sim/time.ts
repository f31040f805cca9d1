/** Time that goes on only when it is told to. */
import { vi } from 'vitest';

/** The real one, from before it is replaced: it runs when no promise has anything left to do. */
const realImmediate = globalThis.setImmediate;

const turn = (): Promise<void> =>
  new Promise((resume) => {
    realImmediate(resume);
  });

export function startTime(): void {
  vi.useFakeTimers({
    now: Date.UTC(2026, 0, 5),
    toFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'setImmediate',
      'clearImmediate',
      'Date',
    ],
  });
}

export function stopTime(): void {
  vi.clearAllTimers();
  vi.useRealTimers();
}

/** Everything that is due within `ms` happens, a millisecond at a time. */
export async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 1) {
    vi.advanceTimersByTime(1);
    await turn();
  }
}

/** To be awaited by the parts of the simulated world. */
export const later = (ms: number): Promise<void> =>
  new Promise((resume) => {
    setTimeout(resume, ms);
  });
