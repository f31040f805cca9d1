/** Many items at another size as one thing: their places and sizes grow alike. */
import { withinField } from '../../shared/board/fields.ts';
import { boxOf, placeField, type Box, type Item } from '../../shared/board/item.ts';
import type { Reshaped } from './board.ts';
import { scaled } from './resized.ts';
import { newShape } from './shape.ts';

interface Sized {
  readonly item: Item;
  readonly box: Box;
}

/** `by` times as large from the upper left corner of `whole`, each within its kind's bounds. */
export function scaledTogether(all: readonly Sized[], whole: Box, by: number): readonly Reshaped[] {
  return all.map(({ item, box }) => {
    const grown = scaled(item, box, by);
    const now = boxOf(grown);
    const x = withinField(placeField, grown.x + whole.x + (box.x - whole.x) * by - now.x);
    const y = withinField(placeField, grown.y + whole.y + (box.y - whole.y) * by - now.y);
    return { id: item.id, fields: newShape({ ...grown, x, y }, item) };
  });
}
