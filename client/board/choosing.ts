/** Selecting one or many, walking among them, editing in place: nothing of it is on the board. */
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import { eachOnce } from './item-change.ts';
import type { Entries } from './entries.svelte.ts';
import type { Selection } from './selection.svelte.ts';

type Choosing = Pick<Board, 'select' | 'choose' | 'pick' | 'pickMore' | 'visit'>;

export function createChoosing({
  entries,
  selection,
  endEditing,
}: {
  entries: Entries;
  selection: Selection;
  endEditing: () => void;
}): Choosing {
  function choose(ids: readonly ItemId[]): void {
    if (selection.editing && !ids.includes(selection.editing)) endEditing();
    selection.choose(eachOnce(ids).filter((id) => entries.get(id)));
    const last = selection.chosen.at(-1);
    if (last) selection.current = last;
  }

  return {
    select: (id) => choose(id === null ? [] : [id]),
    choose,
    pick(id) {
      if (selection.has(id)) choose(selection.chosen.filter((one) => one !== id));
      else choose([...selection.chosen, id]);
    },
    pickMore(isOn) {
      selection.picksMore = isOn;
    },
    visit(id) {
      if (!entries.get(id)) return;
      selection.current = id;
      if (!selection.has(id) && !selection.picksMore) selection.choose([]);
    },
  };
}
