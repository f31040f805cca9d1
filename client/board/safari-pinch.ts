/** Safari tells of a trackpad's pinch in events of its own instead of a wheel with Ctrl. */
import type { BoardView } from './view.svelte.ts';

/** `isTouched`: fingers on the glass pinch in pointer events already. */
export function listenToSafariPinch(
  surface: HTMLElement,
  view: BoardView,
  isTouched: () => boolean,
  options: AddEventListenerOptions,
): void {
  let before = 1;
  const changed = (event: Event): void => {
    event.preventDefault();
    if (!('scale' in event) || typeof event.scale !== 'number' || isTouched()) return;
    if (event.type === 'gesturechange' && event instanceof UIEvent)
      view.zoomBy(event.scale / before);
    before = event.scale;
  };
  surface.addEventListener('gesturestart', changed, options);
  surface.addEventListener('gesturechange', changed, options);
}
