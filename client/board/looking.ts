/** Pan and zoom of a picture of a board, by pointer, wheel and keys. */
import type { Box } from '../../shared/board/item.ts';
import { createFingers } from './fingers.ts';
import { wheelOver } from './wheel.ts';
import type { BoardView, Point } from './view.svelte.ts';

const strides: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [64, 0],
  ArrowRight: [-64, 0],
  ArrowUp: [0, 64],
  ArrowDown: [0, -64],
};

/** Listens to pointers and wheels over the picture. @returns how to stop. */
export function listenToLooking(surface: HTMLElement, view: BoardView): () => void {
  const on = new AbortController();
  const fingers = createFingers();
  const pointOf = (event: MouseEvent): Point => {
    const { left, top } = surface.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const lift = (event: PointerEvent): void => {
    fingers.lift(event.pointerId);
  };
  const { signal } = on;

  surface.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button > 1 || fingers.count > 1) return;
      fingers.put(event.pointerId, pointOf(event));
      surface.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  surface.addEventListener(
    'pointermove',
    (event) => {
      if (fingers.has(event.pointerId)) fingers.drag(event.pointerId, pointOf(event), view);
    },
    { signal },
  );
  surface.addEventListener('pointerup', lift, { signal });
  surface.addEventListener('pointercancel', lift, { signal });
  surface.addEventListener('wheel', (event) => wheelOver(view, event, pointOf(event)), {
    signal,
    // Not passive: the page itself must neither scroll nor zoom.
    passive: false,
  });
  return () => on.abort();
}

/** What a key does to the view, where it does anything. */
export function lookByKey(
  event: KeyboardEvent,
  view: BoardView,
  boxes: () => readonly Box[],
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const stride = strides[event.key];
  if (stride) view.pan(...stride);
  else if (event.key === '+' || event.key === '=') view.zoomBy(1.25);
  else if (event.key === '-') view.zoomBy(0.8);
  else if (event.key === '0') view.fit(boxes());
  else if (event.key === '1') view.zoomBy(1 / view.zoom);
  else return;
  event.preventDefault();
}
