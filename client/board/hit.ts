/** Which item lies under a finger. */
import { liesBelow, type Box, type Item } from '../../shared/board/item.ts';
import { frameNameHeight, type Frame } from '../../shared/board/items/frame.ts';
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
    if (!isWithin(box, at, isThin(item) ? reach : 0) || !counts(entry)) continue;
    if (isOn(item, at, reach)) found = entry;
  }
  return found;
}

const liesAbove = (one: BoardEntry, other: BoardEntry): boolean =>
  liesBelow(other.item, one.item) < 0;

/** What is hard to hit exactly. */
const isThin = ({ kind }: Item): boolean => kind === 'ink' || kind === 'line' || kind === 'frame';

/** Whether the item itself, not only its box, is within reach. */
function isOn(item: Item, at: Point, reach: number): boolean {
  switch (item.kind) {
    case 'ink':
      return touches(item, at, reach);
    case 'line': {
      const { x, y, dx, dy, width } = item;
      const near = (reach + width / 2) ** 2;
      return distanceSquared(at.x, at.y, x, y, x + dx, y + dy) <= near;
    }
    case 'frame':
      return isOnFrame(item, at, reach);
    case 'note':
    case 'text':
    case 'shape':
    case 'stamp':
    case 'picture':
    case 'goal':
      return true;
    default:
      return item satisfies never;
  }
}

/** At its edge or its name: within it, a press is on what lies there, or on the board. */
function isOnFrame({ x, y, w, h }: Frame, at: Point, reach: number): boolean {
  const isInside =
    at.x > x + reach && at.x < x + w - reach && at.y > y + reach && at.y < y + h - reach;
  return !isInside || at.y < y + frameNameHeight;
}

const isWithin = (box: Box, at: Point, reach: number): boolean =>
  at.x >= box.x - reach &&
  at.y >= box.y - reach &&
  at.x <= box.x + box.w + reach &&
  at.y <= box.y + box.h + reach;

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
