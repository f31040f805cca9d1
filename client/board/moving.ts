/** Moving one or many: what comes along, and where it goes. */
import { withinField } from '../../shared/board/fields.ts';
import { placeField, type Item } from '../../shared/board/item.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board, Reshaped } from './board.ts';
import type { BoardEntry } from './entry.svelte.ts';

/** Of `ids`, what may be moved here; the rest stays (rule B30). */
export function moversOf(
  board: Pick<Board, 'entry' | 'may'>,
  ids: readonly ItemId[],
): readonly BoardEntry[] {
  return ids.flatMap((id) => {
    const entry = board.entry(id);
    return entry && board.may('move', id) ? [entry] : [];
  });
}

/** `items` by so many board units from where they are given. */
export const shifted = (items: readonly Item[], dx: number, dy: number): readonly Reshaped[] =>
  items.map(({ id, x, y }) => ({
    id,
    fields: { x: withinField(placeField, x + dx), y: withinField(placeField, y + dy) },
  }));
