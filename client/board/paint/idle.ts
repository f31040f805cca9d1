/** Work for the time in which the page has nothing else to do. */

export interface Idle {
  /** Does it, and what is left of it, as soon as there is time. */
  soon(): void;
  stop(): void;
}

/** Milliseconds a piece may take where the browser doesn't say how long it has nothing to do. */
const pieceMs = 4;
const laterMs = 30;

/** `work` goes on while it has time, and says whether more waits. */
export function whenIdle(work: (hasTime: () => boolean) => boolean): Idle {
  let asked: number | undefined;
  // Safari has no idle time to give away.
  const hasIdle = 'requestIdleCallback' in window;

  function run(hasTime: () => boolean): void {
    asked = undefined;
    if (work(hasTime)) soon();
  }

  function soon(): void {
    if (asked !== undefined) return;
    if (hasIdle) asked = requestIdleCallback((time) => run(() => time.timeRemaining() > 0));
    else {
      asked = window.setTimeout(() => {
        const end = performance.now() + pieceMs;
        run(() => performance.now() < end);
      }, laterMs);
    }
  }

  return {
    soon,
    stop() {
      if (asked === undefined) return;
      if (hasIdle) cancelIdleCallback(asked);
      else clearTimeout(asked);
      asked = undefined;
    },
  };
}
