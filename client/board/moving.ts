/** Moving one or many: what comes along, and where it goes. */
import { withinField } from '../../shared/board/fields.ts';
import { placeField, type Item } from '../../shared/board/item.ts';
import { holds } from '../../shared/board/measures.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board, Reshaped } from './board.ts';
import type { BoardEntry } from './entry.svelte.ts';

type Movable = Pick<Board, 'entries' | 'entry' | 'may'>;

/** Of `ids`, what may be moved here; the rest stays (rule B30). */
export function moversOf(board: Movable, ids: readonly ItemId[]): readonly BoardEntry[] {
  return ids.flatMap((id) => {
    const entry = board.entry(id);
    return entry && board.may('move', id) ? [entry] : [];
  });
}

/** `ids`, and what lies in those frames of them that may be moved (rule B35). */
export function withContents(board: Movable, ids: readonly ItemId[]): readonly ItemId[] {
  const all = new Set(ids);
  // A frame in a frame is found on the way: a set is walked to its end, however long it has become.
  for (const id of all) {
    const frame = board.entry(id);
    if (frame?.item.kind !== 'frame' || !board.may('move', id)) continue;
    for (const one of board.entries) if (holds(frame.box, one.box)) all.add(one.id);
  }
  return [...all];
}

/** `items` by so many board units from where they are given. */
export const shifted = (items: readonly Item[], dx: number, dy: number): readonly Reshaped[] =>
  items.map(({ id, x, y }) => ({
    id,
    fields: { x: withinField(placeField, x + dx), y: withinField(placeField, y + dy) },
  }));
