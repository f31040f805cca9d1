/** New items and new shapes as the fields they are written in. */
import { withinField } from '../../shared/board/fields.ts';
import { placeField, type Item } from '../../shared/board/item.ts';
import { note } from '../../shared/board/items/note.ts';
import { text } from '../../shared/board/items/text.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import type { Fields } from './intent.ts';

export function newWords(
  kind: 'note' | 'text',
  born: { id: ItemId; by: ParticipantId; x: number; y: number; z: number; text: string },
): Item {
  const { w, h } = (kind === 'note' ? note : text).fields;
  return {
    ...born,
    x: withinField(placeField, born.x),
    y: withinField(placeField, born.y),
    w: w.default,
    h: h.default,
    ...{ kind, locked: false, hidden: false, edited: false },
  };
}

/** What of an item's place and size is another than it was: each whole, since a place is one thing. */
export function newShape(item: Item, was: Item): Fields {
  const { x, y } = item;
  return {
    ...(x === was.x && y === was.y ? {} : { x, y }),
    ...newSize(item, was),
  };
}

function newSize(item: Item, was: Item): Fields {
  if (item.kind === 'ink' || was.kind === 'ink')
    return item.kind === 'ink' && was.kind === 'ink' && item.scale !== was.scale
      ? { scale: item.scale }
      : {};
  const { w, h } = item;
  return w === was.w && h === was.h ? {} : { w, h };
}
