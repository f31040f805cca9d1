/** The fingers on a surface, and what two of them do to the view. */
import type { BoardView, Point } from './view.svelte.ts';

export interface Fingers {
  readonly count: number;
  /** A finger came down or moved. */
  put(id: number, at: Point): void;
  has(id: number): boolean;
  lift(id: number): void;
  /** None of those down counts any more. */
  clear(): void;
  /** Moves a finger and pans and zooms `view` so that the board stays under all of them. */
  drag(id: number, at: Point, view: BoardView): void;
}

export function createFingers(): Fingers {
  const fingers = new Map<number, Point>();

  const middle = (): Point => {
    let [x, y] = [0, 0];
    for (const at of fingers.values()) {
      x += at.x / fingers.size;
      y += at.y / fingers.size;
    }
    return { x, y };
  };
  const apart = (): number => {
    const [one, other] = [...fingers.values()];
    return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  };

  return {
    get count() {
      return fingers.size;
    },
    put: (id, at) => void fingers.set(id, at),
    has: (id) => fingers.has(id),
    lift: (id) => void fingers.delete(id),
    clear: () => fingers.clear(),
    drag(id, at, view) {
      const before = middle();
      const gap = apart();
      fingers.set(id, at);
      const after = middle();
      view.pan(after.x - before.x, after.y - before.y);
      if (gap > 0) view.zoomAt(after, apart() / gap);
    },
  };
}
