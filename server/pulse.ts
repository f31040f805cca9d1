/** Paces work over the whole process: what is asked for runs at the next beat, each thing once. */
import type { Clock } from './clock.ts';

export interface Pulse {
  /** Runs `work` at the next beat; at once (after this turn) when the last one was long enough ago. */
  ask(work: () => void): void;
  /** Nothing asked for runs any more. */
  stop(): void;
}

/** @param everyMs the least time between two beats */
export function createPulse({ everyMs, clock }: { everyMs: number; clock: Clock }): Pulse {
  const asked = new Set<() => void>();
  let lastAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | ReturnType<typeof setImmediate> | null = null;
  let isStopped = false;

  function beat(): void {
    timer = null;
    if (isStopped) return;
    lastAt = clock.now();
    const works = [...asked];
    asked.clear();
    for (const work of works) work();
  }

  return {
    ask(work) {
      if (isStopped) return;
      asked.add(work);
      if (timer !== null) return;
      // A clock that was set back must not stop the pulse.
      const waitMs = Math.min(everyMs, lastAt + everyMs - clock.now());
      timer = waitMs <= 0 ? setImmediate(beat) : setTimeout(beat, waitMs);
    },
    stop() {
      isStopped = true;
      asked.clear();
    },
  };
}
