/** What of a stroke looks otherwise when points were added to it. */
import { around } from '../boxes.ts';
import type { Box, Item } from '../../../shared/board/item.ts';
import { numbersPerPoint, type Ink } from '../../../shared/board/items/ink.ts';

/** Points before the new ones whose outline they still change: smoothing looks back a few. */
const lookBack = 8;
/** The pressure of a stroke's first points is evened out over so many. */
const evenedOut = 12;

/**
 * The box in which `after` differs from `before`, in board units, where it is the same stroke with
 * more points; null where anything else has changed.
 */
export function grownBy(before: Item, after: Item): Box | null {
  if (before.kind !== 'ink' || after.kind !== 'ink' || !isGrown(before, after)) return null;
  const first = before.points.length / numbersPerPoint - lookBack;
  if (first < evenedOut) return null;
  const unit = after.scale / 1_000;
  const wide = after.width * unit + 4;
  const boxes: Box[] = [];
  for (let at = first * numbersPerPoint; at + 1 < after.points.length; at += numbersPerPoint) {
    const x = after.x + (after.points[at] ?? 0) * unit - wide;
    const y = after.y + (after.points[at + 1] ?? 0) * unit - wide;
    boxes.push({ x, y, w: 2 * wide, h: 2 * wide });
  }
  return around(boxes);
}

function isGrown(before: Ink, after: Ink): boolean {
  if (after.points.length <= before.points.length) return false;
  const keys = ['x', 'y', 'z', 'colour', 'width', 'scale', 'tip', 'hidden', 'locked'] as const;
  return (
    keys.every((key) => before[key] === after[key]) &&
    before.points.every((number, at) => number === after.points[at])
  );
}
