/** Moves a view to another place so that the eye can follow; at once for whoever wants no motion. */
import type { BoardView, Place } from './view.svelte.ts';

/** Milliseconds; as long as any motion of Kinbridge. */
const lastsMs = 200;

/** A view that is moved by hand meanwhile is the hand's. @returns how to stop. */
export function glide(view: BoardView, to: Place): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    view.goTo(to);
    return () => undefined;
  }
  const from = view.place();
  const began = performance.now();
  let last = [view.x, view.y, view.zoom];
  const step = (): void => {
    if (last[0] !== view.x || last[1] !== view.y || last[2] !== view.zoom) return;
    const part = Math.min(1, (performance.now() - began) / lastsMs);
    const eased = 1 - (1 - part) ** 3;
    const between = (one: number, other: number): number => one + (other - one) * eased;
    view.goTo({
      middle: {
        x: between(from.middle.x, to.middle.x),
        y: between(from.middle.y, to.middle.y),
      },
      zoom: between(from.zoom, to.zoom),
    });
    last = [view.x, view.y, view.zoom];
    if (part < 1) frame = requestAnimationFrame(step);
  };
  let frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
