/** What can be done with notes, texts and the items there are; strokes are drawn in `stroke.ts`. */
import { withinField } from '../../shared/board/fields.ts';
import { placeField, type Item } from '../../shared/board/item.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import type { Entries } from './entries.svelte.ts';
import { resized } from './resized.ts';
import type { Selection } from './selection.svelte.ts';
import { newShape, newWords } from './shape.ts';
import type { Writing } from './writing.svelte.ts';

type ItemActs = Pick<
  Board,
  | ('addNote' | 'addText' | 'setWords' | 'move' | 'resize' | 'raise' | 'remove' | 'erase')
  | ('select' | 'visit' | 'edit' | 'endEditing')
>;

export function createItemActs({
  me,
  entries,
  selection,
  writing: { act, actForGood, later, step },
  mayBegin,
  may,
  newId,
  nextZ,
}: {
  me: ParticipantId;
  entries: Entries;
  selection: Selection;
  writing: Writing;
  mayBegin: () => boolean;
  may: Board['may'];
  newId: () => ItemId;
  nextZ: () => number;
}): ItemActs {
  /** What an item was before the changes that wait for the next flush. */
  const written = new Map<string, Item>();
  const itemOf = (id: ItemId | null): Item | undefined => entries.get(id)?.item;

  function add(kind: 'note' | 'text', x: number, y: number, words = ''): ItemId | null {
    if (!mayBegin()) return null;
    const id = newId();
    step();
    const item = newWords(kind, { id, by: me, x, y, z: nextZ(), text: words });
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
    if (item && item.kind !== 'ink' && item.text.trim() === '') erase(item.id);
  }

  /** First, by itself and for good: another's words are changed only under the mark (rule B12). */
  function markEdited(id: ItemId): void {
    const item = itemOf(id);
    if (!item || item.by === me || item.kind === 'ink' || item.edited) return;
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
      if (!mayBegin() || !may('reword', id) || itemOf(id)?.kind === 'ink') return;
      if (selection.editing === id) return;
      if (selection.editing) endEditing();
      step('typing');
      selection.selected = selection.current = selection.editing = id;
    },
    endEditing,
    addNote: (x, y, words) => add('note', x, y, words),
    addText: (x, y) => add('text', x, y),
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
