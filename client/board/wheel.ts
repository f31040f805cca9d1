/** The wheel and the trackpad over a board: pan, and zoom where the pointer is. */
import type { BoardView, Point } from './view.svelte.ts';

export function wheelOver(view: BoardView, event: WheelEvent, at: Point): void {
  event.preventDefault();
  // Some mice count lines or pages instead of pixels.
  const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? view.height : 1;
  const dx = event.deltaX * unit;
  const dy = event.deltaY * unit;
  if (event.ctrlKey || event.metaKey) {
    // A notch of a wheel is about 100 px, a trackpad's pinch comes in pieces of a few.
    const step = Math.min(40, Math.max(-40, dy));
    view.zoomAt(at, Math.exp(-step * 0.008));
    return;
  }
  if (event.shiftKey && dx === 0) view.pan(-dy, 0);
  else view.pan(-dx, -dy);
}
