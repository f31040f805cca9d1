/** Where something is blacked out of a board: a bar of one size, whatever lay there (rule R52). */
import type { BoardDrawing } from './drawing.ts';
import { pathAt, roundedBox } from './pieces.ts';

/** The upper left corner of what lay there. */
export interface BarPlace {
  readonly x: number;
  readonly y: number;
}

const size = { w: 176, h: 40 };
const around = 32;

/** The same with a bar at each place. A board of which all is blacked out is as large as its bars. */
export function withBars(drawing: BoardDrawing, places: readonly BarPlace[]): BoardDrawing {
  if (places.length === 0) return drawing;
  const { box, items } = drawing;
  const edges = items.length > 0 ? [box] : [];
  const bars = places.map(({ x, y }) => ({
    ...{ x: x - around, y: y - around },
    ...{ w: size.w + 2 * around, h: size.h + 2 * around },
  }));
  const all = [...edges, ...bars];
  const left = Math.min(...all.map((one) => one.x));
  const top = Math.min(...all.map((one) => one.y));
  return {
    ...drawing,
    box: {
      ...{ x: left, y: top },
      w: Math.max(...all.map((one) => one.x + one.w)) - left,
      h: Math.max(...all.map((one) => one.y + one.h)) - top,
    },
    remarks: [
      ...(items.length > 0 ? drawing.remarks : []),
      ...places.map((at) => pathAt(at, roundedBox(size.w, size.h, 4), { fill: 'ink' })),
    ],
  };
}
