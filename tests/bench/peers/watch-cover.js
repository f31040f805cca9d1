/* global document, MutationObserver, requestAnimationFrame, window */
/**
 * Runs in a page that is measured, before its own scripts: tells what has come to its screen. A frame
 * that the cover is in has been painted when the next one begins, and that is the time which is told;
 * so it is late rather than early, by a sixtieth of a second at the most.
 */
(() => {
  /** @type {'board' | 'cover' | null} */
  let shown = null;

  function onScreen() {
    if (document.querySelector('[aria-label="On the board"] > li')) return 'board';
    const [heading] = document.getElementsByTagName('h1');
    return heading?.textContent?.trim() === 'A short break' ? 'cover' : null;
  }

  new MutationObserver(() => {
    const now = onScreen();
    if (now === shown) return;
    shown = now;
    if (now === null) return;
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        void Reflect.get(window, 'kinbridgeSaw')(now, performance.timeOrigin + performance.now());
      });
    });
  }).observe(document, { childList: true, subtree: true });
})();
