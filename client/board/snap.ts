/**
 * Snapping while something is dragged: its edges and middle to those of what lies around, and to
 * equal spaces. What it may snap to is gathered once a drag.
 */
import type { Box } from '../../shared/board/item.ts';
import { createSnapLine, type Shared, type Span } from './snap-line.ts';
import type { Point } from './view.svelte.ts';

/** A thin line that shows what a box has snapped to, in board units. */
export interface Guide {
  readonly from: Point;
  readonly to: Point;
}

export interface Snapped {
  /** How far the box goes on from where it was asked to be. */
  readonly by: Point;
  readonly guides: readonly Guide[];
}

export interface Snapping {
  /** The nearest place within `reach` board units at which `box` fits. */
  snap(box: Box, reach: number): Snapped;
}

const across = ({ x, y, w, h }: Box): Span => ({ from: x, to: x + w, low: y, high: y + h });
const down = ({ x, y, w, h }: Box): Span => ({ from: y, to: y + h, low: x, high: x + w });

const guideAcross = ({ from, to, low, high }: Shared): Guide => ({
  from: { x: from, y: low },
  to: { x: to, y: high },
});
const guideDown = ({ from, to, low, high }: Shared): Guide => ({
  from: { x: low, y: from },
  to: { x: high, y: to },
});

/** `boxes`: of what stays where it is. */
export function createSnapping(boxes: readonly Box[]): Snapping {
  const columns = createSnapLine(boxes.map(across));
  const rows = createSnapLine(boxes.map(down));
  return {
    snap(box, reach) {
      const x = columns.offset(across(box), reach);
      const y = rows.offset(down(box), reach);
      const by = { x: x ?? 0, y: y ?? 0 };
      const fitted = { ...box, x: box.x + by.x, y: box.y + by.y };
      return {
        by,
        guides: [
          ...(x === null ? [] : columns.sharedBy(across(fitted)).map(guideAcross)),
          ...(y === null ? [] : rows.sharedBy(down(fitted)).map(guideDown)),
        ],
      };
    },
  };
}
