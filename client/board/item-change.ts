/** What became of an item, and what of it stays as it was shown. */
import type { Item } from '../../shared/board/item.ts';
import { inShapeOf } from './shape.ts';

export interface ItemChange {
  readonly before: Item | null;
  readonly after: Item | null;
}

export const eachOnce = <One>(ones: Iterable<One>): readonly One[] => [...new Set(ones)];

/**
 * `after`, with of `before` what is to be kept: the place and size that still wait to be written (the
 * words are the document's at once, since the next key is worked into them), the very list of
 * points if they are the same, since its outline is kept with it, and all of it if nothing changed.
 */
export function keeping(before: Item, after: Item, isAhead: boolean): Item {
  const placed = isAhead ? keepingShape(before, after) : after;
  const item = keepingPoints(before, placed);
  const was = new Map<string, unknown>(Object.entries(before));
  const now: [string, unknown][] = Object.entries(item);
  return now.every(([key, value]) => was.get(key) === value) ? before : item;
}

/** Of a stroke that is being drawn, the points are ahead as well. */
const keepingShape = (before: Item, after: Item): Item =>
  before.kind === 'ink' && after.kind === 'ink' ? before : inShapeOf(before, after);

function keepingPoints(before: Item, after: Item): Item {
  if (before.kind !== 'ink' || after.kind !== 'ink') return after;
  const same =
    before.points.length === after.points.length &&
    before.points.every((number, at) => number === after.points[at]);
  return same ? { ...after, points: before.points } : after;
}
