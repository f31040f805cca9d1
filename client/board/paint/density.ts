/** How many device pixels a CSS pixel has: another number on another screen, or when the page is enlarged. */

/** @returns how to stop being told that it is another now. */
export function onDensityChanged(tell: () => void): () => void {
  let query: MediaQueryList;
  const ask = (): void => {
    query = matchMedia(`(resolution: ${String(window.devicePixelRatio)}dppx)`);
    query.addEventListener('change', changed, { once: true });
  };
  const changed = (): void => {
    ask();
    tell();
  };
  ask();
  return () => {
    query.removeEventListener('change', changed);
  };
}
