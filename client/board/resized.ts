/** An item at another size, its upper left corner staying where it is. */
import { withinField } from '../../shared/board/fields.ts';
import { placeField, type Box, type Item } from '../../shared/board/item.ts';
import { ink } from '../../shared/board/items/ink.ts';
import { note } from '../../shared/board/items/note.ts';
import { text } from '../../shared/board/items/text.ts';

/** `item` with a box of about `w` by `h` board units, within its kind's bounds. */
export function resized(item: Item, box: Box, w: number, h: number): Item {
  switch (item.kind) {
    case 'note':
      return { ...item, w: withinField(note.fields.w, w), h: withinField(note.fields.h, h) };
    case 'text':
      return { ...item, w: withinField(text.fields.w, w), h: withinField(text.fields.h, h) };
    case 'ink': {
      // A drawing keeps its proportions; its place is where it was begun, not its box's corner.
      const wanted = Math.max(w / box.w, h / box.h, 0.01);
      const scale = withinField(ink.fields.scale, item.scale * wanted);
      const grown = scale / item.scale;
      const x = withinField(placeField, box.x + (item.x - box.x) * grown);
      const y = withinField(placeField, box.y + (item.y - box.y) * grown);
      return { ...item, x, y, scale };
    }
    default:
      return item satisfies never;
  }
}
