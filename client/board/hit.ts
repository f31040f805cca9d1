/** Which item lies under a finger. */
import type { Box } from '../../shared/board/item.ts';
import { numbersPerPoint, type Ink } from '../../shared/board/items/ink.ts';
import type { BoardEntry } from './entry.svelte.ts';
import type { Point } from './view.svelte.ts';

/** The topmost item within `reach` board units of `at`, of those that `counts` lets through. */
export function entryAt(
  entries: readonly BoardEntry[],
  at: Point,
  reach: number,
  counts: (entry: BoardEntry) => boolean = () => true,
): BoardEntry | null {
  let found: BoardEntry | null = null;
  for (const entry of entries) {
    const { item, box } = entry;
    if (found && !liesAbove(entry, found)) continue;
    if (!isWithin(box, at, item.kind === 'ink' ? reach : 0) || !counts(entry)) continue;
    if (item.kind !== 'ink' || touches(item, at, reach)) found = entry;
  }
  return found;
}

const liesAbove = (one: BoardEntry, other: BoardEntry): boolean =>
  one.item.z > other.item.z || (one.item.z === other.item.z && one.id > other.id);

const isWithin = (box: Box, at: Point, reach: number): boolean =>
  at.x >= box.x - reach &&
  at.y >= box.y - reach &&
  at.x <= box.x + box.w + reach &&
  at.y <= box.y + box.h + reach;

/** Whether the stroke itself, not only its box, is within reach. */
function touches(item: Ink, at: Point, reach: number): boolean {
  const own = 1_000 / item.scale;
  const x = (at.x - item.x) * own;
  const y = (at.y - item.y) * own;
  const near = (reach * own + item.width / 2) ** 2;
  const { points } = item;
  let fromX = points[0] ?? 0;
  let fromY = points[1] ?? 0;
  if (points.length <= numbersPerPoint) return (x - fromX) ** 2 + (y - fromY) ** 2 <= near;
  for (let next = numbersPerPoint; next < points.length; next += numbersPerPoint) {
    const toX = points[next] ?? 0;
    const toY = points[next + 1] ?? 0;
    if (distanceSquared(x, y, fromX, fromY, toX, toY) <= near) return true;
    fromX = toX;
    fromY = toY;
  }
  return false;
}

/** From a point to a line segment. */
function distanceSquared(
  x: number,
  y: number,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): number {
  const alongX = toX - fromX;
  const alongY = toY - fromY;
  const length = alongX ** 2 + alongY ** 2;
  const part = length && ((x - fromX) * alongX + (y - fromY) * alongY) / length;
  const at = Math.min(1, Math.max(0, part));
  return (x - fromX - at * alongX) ** 2 + (y - fromY - at * alongY) ** 2;
}
