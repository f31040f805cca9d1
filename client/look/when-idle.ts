/**
 * Calls `act` once the page has nothing else to do, at the earliest after so many milliseconds.
 * @returns how to stop that; afterwards it does nothing
 */
export function whenIdle(afterMs: number, act: () => void): () => void {
  let idle: number | undefined;
  const timer = setTimeout(() => {
    // Safari has no idle callback.
    if ('requestIdleCallback' in window) idle = window.requestIdleCallback(act);
    else act();
  }, afterMs);
  return () => {
    clearTimeout(timer);
    if (idle !== undefined) window.cancelIdleCallback(idle);
  };
}
