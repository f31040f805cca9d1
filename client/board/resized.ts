/** An item at another size, its upper left corner staying where it is. */
import { withinField } from '../../shared/board/fields.ts';
import { boxOf, itemKinds, placeField, type Box, type Item } from '../../shared/board/item.ts';
import { ink } from '../../shared/board/items/ink.ts';
import { line, type Line } from '../../shared/board/items/line.ts';
import { picture } from '../../shared/board/items/picture.ts';
import { stamp } from '../../shared/board/items/stamp.ts';
import type { Point } from './view.svelte.ts';

/** `item` with a box of about `w` by `h` board units, within its kind's bounds. */
export function resized(item: Item, box: Box, w: number, h: number): Item {
  switch (item.kind) {
    case 'note':
    case 'text':
    case 'shape':
    case 'frame':
    case 'goal': {
      const { fields } = itemKinds[item.kind];
      return { ...item, w: withinField(fields.w, w), h: withinField(fields.h, h) };
    }
    case 'picture': {
      const wanted = grown(box, w, h);
      const { fields } = picture;
      // No further than both edges may go, or it would lose its proportions.
      const most = Math.min(fields.w.max / item.w, fields.h.max / item.h);
      const least = Math.max(fields.w.min / item.w, fields.h.min / item.h);
      const by = Math.min(most, Math.max(least, wanted));
      return {
        ...item,
        w: withinField(fields.w, item.w * by),
        h: withinField(fields.h, item.h * by),
      };
    }
    case 'stamp':
      return { ...item, size: withinField(stamp.fields.size, item.size * grown(box, w, h)) };
    case 'line':
      // Its end follows the corner; see `spanned` for where it is pulled by hand.
      return withEnd(item, item.dx + w - box.w, item.dy + h - box.h);
    case 'ink': {
      // A drawing keeps its proportions; its place is where it was begun, not its box's corner.
      const scale = withinField(ink.fields.scale, item.scale * grown(box, w, h));
      const by = scale / item.scale;
      const x = withinField(placeField, box.x + (item.x - box.x) * by);
      const y = withinField(placeField, box.y + (item.y - box.y) * by);
      return { ...item, x, y, scale };
    }
    default:
      return item satisfies never;
  }
}

/** `item` that many times as large. */
export const scaled = (item: Item, box: Box, by: number): Item =>
  item.kind === 'line'
    ? withEnd(item, item.dx * by, item.dy * by)
    : resized(item, box, box.w * by, box.h * by);

/** `item` from one point to another: a line begins and ends there, anything else fills what is between. */
export function spanned(item: Item, from: Point, to: Point): Item {
  if (item.kind === 'line') {
    const [x, y] = [withinField(placeField, from.x), withinField(placeField, from.y)];
    return withEnd({ ...item, x, y }, to.x - x, to.y - y);
  }
  const [left, top] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  const [x, y] = [withinField(placeField, left), withinField(placeField, top)];
  const placed = { ...item, x, y };
  return resized(placed, boxOf(placed), Math.abs(to.x - from.x), Math.abs(to.y - from.y));
}

const withEnd = (item: Line, dx: number, dy: number): Line => ({
  ...item,
  dx: withinField(line.fields.dx, dx),
  dy: withinField(line.fields.dy, dy),
});

/** How many times as large something that keeps its proportions is to be. */
const grown = (box: Box, w: number, h: number): number => Math.max(w / box.w, h / box.h, 0.01);
