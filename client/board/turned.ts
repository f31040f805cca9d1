/** Items turned a little around their own middle, as if laid down by hand. */
import { withinField } from '../../shared/board/fields.ts';
import type { Item } from '../../shared/board/item.ts';
import { angleField } from '../../shared/board/measures.ts';
import type { Reshaped } from './board.ts';

/** Degrees a press turns by: three make it as far as it goes. */
export const turnBy = 5;

export const mayTurn = (item: Item): item is Item & { readonly angle: number } => 'angle' in item;

/** Those of `items` that turn at all, `by` degrees clockwise, as far as they go. */
export const turned = (items: readonly Item[], by: number): readonly Reshaped[] =>
  items.filter(mayTurn).map(({ id, angle }) => ({
    id,
    fields: { angle: withinField(angleField, angle + by) },
  }));
