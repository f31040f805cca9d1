/** What can be done with notes, texts and the items there are; strokes are drawn in `stroke.ts`. */
import { bornItem } from '../../shared/board/board-doc.ts';
import { withinField } from '../../shared/board/fields.ts';
import {
  growsWithWords,
  hasWords,
  madeByOf,
  placeField,
  type Item,
  type ItemKind,
} from '../../shared/board/item.ts';
import { refusalOfMaking, type Hand } from '../../shared/board/rights.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import type { Entries } from './entries.svelte.ts';
import { resized, scaled, spanned } from './resized.ts';
import type { Selection } from './selection.svelte.ts';
import { newShape } from './shape.ts';
import type { Writing } from './writing.svelte.ts';

type ItemActs = Pick<
  Board,
  | ('add' | 'addNote' | 'addText' | 'mayMake' | 'setWords' | 'remove' | 'erase')
  | ('move' | 'resize' | 'grow' | 'span' | 'raise')
  | ('select' | 'visit' | 'edit' | 'endEditing')
>;

export function createItemActs({
  hand,
  entries,
  selection,
  writing: { act, actForGood, later, step },
  mayBegin,
  may,
  newId,
  nextZ,
}: {
  hand: Hand;
  entries: Entries;
  selection: Selection;
  writing: Writing;
  mayBegin: () => boolean;
  may: Board['may'];
  newId: () => ItemId;
  nextZ: () => number;
}): ItemActs {
  const { id: me } = hand;
  const mayMake = (kind: ItemKind): boolean => refusalOfMaking(hand, madeByOf(kind)) === null;
  /** What an item was before the changes that wait for the next flush. */
  const written = new Map<string, Item>();
  const itemOf = (id: ItemId | null): Item | undefined => entries.get(id)?.item;
  const isWorded = (id: ItemId): boolean => {
    const item = itemOf(id);
    return item !== undefined && hasWords(item);
  };

  function add(kind: ItemKind, born: (id: ItemId) => Item): ItemId | null {
    if (!mayBegin() || !mayMake(kind)) return null;
    const id = newId();
    step();
    const item = born(id);
    act(() => ({ does: 'add', id, item }));
    return itemOf(id) ? id : null;
  }

  /** Shows another place or size at once, and writes it with the next flush. */
  function reshape(id: ItemId, change: (item: Item) => Item): void {
    const shown = itemOf(id);
    if (!shown || !mayBegin() || !may('move', id)) return;
    const item = change(shown);
    if (Object.keys(newShape(item, shown)).length === 0) return;
    const was = (later.isWaitingFor(id) && written.get(id)) || shown;
    written.set(id, was);
    entries.show(item);
    later.write(id, () => ({ does: 'set', id, fields: newShape(item, was) }));
  }

  function erase(id: ItemId): void {
    if (may('remove', id)) act(() => ({ does: 'remove', id }));
  }

  function endEditing(): void {
    const item = itemOf(selection.editing);
    selection.editing = null;
    step();
    // A frame without a name is still a frame.
    if (item && growsWithWords(item) && item.text.trim() === '') erase(item.id);
  }

  /** First, by itself and for good: another's words are changed only under the mark (rule B12). */
  function markEdited(id: ItemId): void {
    const item = itemOf(id);
    if (!item || item.by === me || !hasWords(item) || item.edited) return;
    actForGood(() => ({ does: 'set', id, fields: { edited: true } }));
  }

  return {
    select(id) {
      if (selection.editing && selection.editing !== id) endEditing();
      selection.selected = entries.get(id)?.id ?? null;
      if (selection.selected) selection.current = selection.selected;
    },
    visit(id) {
      if (!entries.get(id)) return;
      selection.current = id;
      if (selection.selected !== id) selection.selected = null;
    },
    edit(id) {
      if (!mayBegin() || !may('reword', id) || !isWorded(id)) return;
      if (selection.editing === id) return;
      if (selection.editing) endEditing();
      step('typing');
      selection.selected = selection.current = selection.editing = id;
    },
    endEditing,
    mayMake,
    add: (kind, given) => add(kind, (id) => bornItem(kind, { ...given, id, by: me, z: nextZ() })),
    addNote: (x, y, text = '') =>
      add('note', (id) => bornItem('note', { id, by: me, x, y, z: nextZ(), text })),
    addText: (x, y) => add('text', (id) => bornItem('text', { id, by: me, x, y, z: nextZ() })),
    setWords(id, words, seen) {
      if (!may('reword', id)) return;
      markEdited(id);
      act(() => ({ does: 'reword', id, seen, words }));
    },
    move(id, x, y) {
      const at = { x: withinField(placeField, x), y: withinField(placeField, y) };
      reshape(id, (item) => ({ ...item, ...at }));
    },
    resize(id, w, h) {
      const box = entries.get(id)?.box;
      if (box) reshape(id, (item) => resized(item, box, w, h));
    },
    grow(id, by) {
      const box = entries.get(id)?.box;
      if (box) reshape(id, (item) => scaled(item, box, by));
    },
    span: (id, from, to) => reshape(id, (item) => spanned(item, from, to)),
    raise(id) {
      if (itemOf(id)?.z === entries.top) return;
      step();
      act(() => ({ does: 'set', id, fields: { z: nextZ() } }));
    },
    remove(id) {
      step();
      erase(id);
    },
    erase,
  };
}
