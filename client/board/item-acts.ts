/** What can be done with notes, texts and the items there are; strokes are drawn in `stroke.ts`. */
import { bornItem } from '../../shared/board/board-doc.ts';
import { maxAltLength } from '../../shared/board/alt.ts';
import { withinField, withinUnits } from '../../shared/board/fields.ts';
import {
  growsWithWords,
  hasAlt,
  hasWords,
  madeByOf,
  placeField,
  stackField,
  stackStep,
  type Item,
  type ItemKind,
} from '../../shared/board/item.ts';
import { itemFrom } from '../../shared/board/template.ts';
import { refusalOfMaking, type Hand } from '../../shared/board/rights.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board, Reshaped } from './board.ts';
import type { Entries } from './entries.svelte.ts';
import type { Intent } from './intent.ts';
import { resized, spanned } from './resized.ts';
import type { Selection } from './selection.svelte.ts';
import { newShape } from './shape.ts';
import { restacked } from './stack.ts';
import type { Writing } from './writing.svelte.ts';

type ItemActs = Pick<
  Board,
  | ('add' | 'addNote' | 'addText' | 'addCopies' | 'mayMake' | 'setWords' | 'edit' | 'endEditing')
  | ('reshape' | 'move' | 'resize' | 'span' | 'restack' | 'remove' | 'erase')
  | ('describe' | 'lay' | 'restyle')
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
  function reshape(changes: readonly Reshaped[]): void {
    if (!mayBegin()) return;
    for (const { id, fields } of changes) {
      const shown = itemOf(id);
      if (!shown || !may('move', id)) continue;
      const item = { ...shown, ...fields };
      if (Object.keys(newShape(item, shown)).length === 0) continue;
      const was = (later.isWaitingFor(id) && written.get(id)) || shown;
      written.set(id, was);
      entries.show(item);
      later.write(id, () => ({ does: 'set', id, fields: newShape(item, was) }));
    }
  }

  function erase(ids: readonly ItemId[]): void {
    const own = ids.filter((id) => may('remove', id));
    if (own.length) act(...own.map((id) => (): Intent => ({ does: 'remove', id })));
  }

  /** Neither a lock nor the mark “edited” comes along, and only a therapist's copy is hidden. */
  function addCopies(items: readonly Item[]): readonly ItemId[] {
    if (!mayBegin()) return [];
    step();
    const z = nextZ();
    const copies = items
      .filter(({ kind }) => mayMake(kind))
      .map((item, at) => ({
        ...item,
        ...{ id: newId(), by: me, z: withinField(stackField, z + at * stackStep), locked: false },
        hidden: item.hidden && hand.standing === 'therapist',
        ...('edited' in item ? { edited: false } : {}),
      }));
    act(...copies.map((item) => (): Intent => ({ does: 'add', id: item.id, item })));
    step();
    return copies.flatMap(({ id }) => (itemOf(id) ? [id] : []));
  }

  function endEditing(): void {
    const item = itemOf(selection.editing);
    selection.editing = null;
    step();
    // A frame without a name is still a frame.
    if (item && growsWithWords(item) && item.text.trim() === '') erase([item.id]);
  }

  /** First, by itself and for good: another's words are changed only under the mark (rule B12). */
  function markEdited(id: ItemId): void {
    const item = itemOf(id);
    if (!item || item.by === me || !('edited' in item) || item.edited) return;
    actForGood(() => ({ does: 'set', id, fields: { edited: true } }));
  }

  return {
    edit(id) {
      if (!mayBegin() || !may('reword', id) || !isWorded(id)) return;
      if (selection.editing === id) return;
      if (selection.editing) endEditing();
      step('typing');
      selection.choose([id]);
      selection.current = selection.editing = id;
    },
    endEditing,
    mayMake,
    add: (kind, given) => add(kind, (id) => bornItem(kind, { ...given, id, by: me, z: nextZ() })),
    lay: (items) => addCopies(items.map((one) => itemFrom(one, newId(), me))),
    addNote: (x, y, text = '') =>
      add('note', (id) => bornItem('note', { id, by: me, x, y, z: nextZ(), text })),
    addText: (x, y) => add('text', (id) => bornItem('text', { id, by: me, x, y, z: nextZ() })),
    addCopies,
    setWords(id, words, seen) {
      if (!may('reword', id)) return;
      markEdited(id);
      act(() => ({ does: 'reword', id, seen, words }));
    },
    reshape,
    describe(id, alt) {
      const item = itemOf(id);
      if (!item || !hasAlt(item) || item.alt === alt || !may('describe', id)) return;
      step();
      act(() => ({ does: 'set', id, fields: { alt: withinUnits(alt, maxAltLength) } }));
      step();
    },
    move(id, x, y) {
      reshape([{ id, fields: { x: withinField(placeField, x), y: withinField(placeField, y) } }]);
    },
    resize(id, w, h) {
      const entry = entries.get(id);
      if (!entry) return;
      const { item, box } = entry;
      reshape([{ id, fields: newShape(resized(item, box, w, h), item) }]);
    },
    span(id, from, to) {
      const item = itemOf(id);
      if (item) reshape([{ id, fields: newShape(spanned(item, from, to), item) }]);
    },
    restyle(changes) {
      if (!mayBegin()) return;
      const those = changes.filter(({ id }) => itemOf(id) && may('move', id));
      step();
      if (those.length)
        act(...those.map(({ id, fields }) => (): Intent => ({ does: 'set', id, fields })));
      step();
    },
    restack(ids, order) {
      if (!mayBegin()) return;
      const own = new Set(ids.filter((id) => may('move', id)));
      const places = [...restacked(entries.list, own, order)];
      step();
      if (places.length)
        act(...places.map(([id, z]) => (): Intent => ({ does: 'set', id, fields: { z } })));
      step();
    },
    remove(ids) {
      step();
      erase(ids);
      step();
    },
    erase: (id) => erase([id]),
  };
}
