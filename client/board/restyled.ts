/** Another look for what lies there: its colour, how it is filled, how large its letters are. */
import type { BoardColour } from '../../shared/board/colour.ts';
import { withinField } from '../../shared/board/fields.ts';
import type { Item } from '../../shared/board/item.ts';
import type { LineHeads } from '../../shared/board/items/line.ts';
import type { ShapeFill } from '../../shared/board/items/shape.ts';
import { text, textHeights, type TextSize } from '../../shared/board/items/text.ts';
import type { Fields } from './intent.ts';
import type { Reshaped } from './board.ts';

/** What a look is made of; each only for the kinds that have it. */
export type Look =
  | { readonly is: 'colour'; readonly to: BoardColour }
  | { readonly is: 'fill'; readonly to: ShapeFill }
  | { readonly is: 'size'; readonly to: TextSize }
  | { readonly is: 'heads'; readonly to: LineHeads };

/** What of their look these have in common: null where they differ, undefined where none has it. */
export interface Looks {
  readonly colour: BoardColour | null | undefined;
  readonly fill: ShapeFill | null | undefined;
  readonly size: TextSize | null | undefined;
  readonly heads: LineHeads | null | undefined;
}

const common = <One>(ones: readonly One[]): One | null | undefined =>
  ones.every((one) => one === ones[0]) ? ones[0] : null;

export const looksOf = (items: readonly Item[]): Looks => ({
  colour: common(items.flatMap((item) => ('colour' in item ? [item.colour] : []))),
  fill: common(items.flatMap((item) => (item.kind === 'shape' ? [item.fill] : []))),
  size: common(items.flatMap((item) => (item.kind === 'text' ? [item.size] : []))),
  heads: common(items.flatMap((item) => (item.kind === 'line' ? [item.heads] : []))),
});

/** Those of `items` that have such a look and would get another. */
export const restyled = (items: readonly Item[], look: Look): readonly Reshaped[] =>
  items.flatMap((item) => {
    const fields = fieldsFor(item, look);
    return fields ? [{ id: item.id, fields }] : [];
  });

function fieldsFor(item: Item, look: Look): Fields | null {
  switch (look.is) {
    case 'colour':
      return 'colour' in item && item.colour !== look.to ? { colour: look.to } : null;
    case 'fill':
      return item.kind === 'shape' && item.fill !== look.to ? { fill: look.to } : null;
    case 'heads':
      return item.kind === 'line' && item.heads !== look.to ? { heads: look.to } : null;
    case 'size': {
      if (item.kind !== 'text' || item.size === look.to) return null;
      // Wider and higher alike: the lines break where they did.
      const by = textHeights[look.to] / textHeights[item.size];
      const { w, h } = text.fields;
      return { size: look.to, w: withinField(w, item.w * by), h: withinField(h, item.h * by) };
    }
    default:
      return look satisfies never;
  }
}
