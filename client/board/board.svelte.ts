/**
 * A board as the views know it: plain items, acts, undo, who is pointing where. The one place where
 * Yjs meets runes; nothing outside sees a Y type.
 */
import { SvelteMap } from 'svelte/reactivity';
import * as Y from 'yjs';
import {
  addWords,
  itemsOf,
  placeItem,
  raiseItem,
  readItem,
  removeItem,
  resizeWords,
  scaleInk,
  setWords,
} from '../../shared/board/board-doc.ts';
import { withinField } from '../../shared/board/fields.ts';
import { placeField, readsBefore, stackField, type Item } from '../../shared/board/item.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import type { BoardLink } from './board-link.ts';
import type { Board, ChangeByOther } from './board.ts';
import { BoardEntry } from './entry.svelte.ts';
import { createOwnUndo } from './own-undo.ts';
import { createLater } from './later.ts';
import { createPointing, type Pointing, type PointingOther } from './pointing.ts';
import { resized } from './resized.ts';
import { createStroke } from './stroke.ts';

/** How long others wait at most for the next piece of a stroke or a move. */
const flushAfterMs = 50;
/** Quiet time after which the list is put back into reading order. */
const settleAfterMs = 400;

export function createBoard({
  link,
  me,
  newId,
  mayEdit,
}: {
  link: BoardLink;
  me: ParticipantId;
  newId: () => ItemId;
  mayEdit: () => boolean;
}): Board {
  const doc = link.doc;
  const stored = itemsOf(doc);
  const byId = new SvelteMap<string, BoardEntry>();
  let listeners: readonly ((changes: readonly ChangeByOther[]) => void)[] = [];
  let entries = $state.raw<readonly BoardEntry[]>([]);
  let selected = $state.raw<ItemId | null>(null);
  let editing = $state.raw<ItemId | null>(null);
  let current = $state.raw<ItemId | null>(null);
  let lineState = $state.raw(link.state());
  let isSaved = $state.raw(link.isSaved());
  let canUndo = $state.raw(false);
  let canRedo = $state.raw(false);
  let pointing = $state.raw<readonly PointingOther[]>([]);
  let ownPointing: Pointing | null = null;
  let isStopped = false;
  let top = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const undo = createOwnUndo(doc, () => {
    canUndo = undo.canUndo();
    canRedo = undo.canRedo();
  });
  const allowed = (): boolean => lineState !== 'closed' && lineState !== 'loading' && mayEdit();
  const isOwn = (id: ItemId | null): boolean => id !== null && byId.get(id)?.item.by === me;
  const nextZ = (): number => withinField(stackField, top + 1);

  // ---- what the document says -------------------------------------------------------------------

  function read(ids: Iterable<string>): void {
    const come: BoardEntry[] = [];
    const gone: string[] = [];
    for (const id of ids) {
      const entry = byId.get(id);
      const item = readItem(id, stored.get(id));
      if (entry && item && later.isWaitingFor(id)) {
        entry.item = keepingPlace(entry.item, item);
        continue;
      }
      if (!item) {
        if (entry) gone.push(id);
        continue;
      }
      top = Math.max(top, item.z);
      if (!entry) {
        const born = new BoardEntry(item);
        byId.set(id, born);
        come.push(born);
      } else {
        entry.item = keepingPoints(entry.item, item);
        settleSoon();
      }
    }
    if (gone.length) take(gone);
    if (come.length) put(come);
  }

  /** Puts new entries where they are read, without moving those that are there. */
  function put(come: readonly BoardEntry[]): void {
    if (come.length > 8) {
      entries = [...entries, ...come].sort(readsBefore);
      return;
    }
    const list = [...entries];
    for (const entry of come) {
      const at = list.findIndex((other) => readsBefore(entry, other) < 0);
      list.splice(at < 0 ? list.length : at, 0, entry);
    }
    entries = list;
  }

  function take(gone: readonly string[]): void {
    const at = entries.findIndex(({ id }) => id === current);
    for (const id of gone) {
      byId.delete(id);
      later.forget(id);
    }
    if (current && !byId.has(current)) {
      // The place in the list is kept: the next one, at the end the one before.
      const near = [...entries.slice(at), ...entries.slice(0, at).reverse()];
      current = near.find(({ id }) => byId.has(id))?.id ?? null;
    }
    if (selected && !byId.has(selected)) selected = null;
    if (editing && !byId.has(editing)) editing = null;
    entries = entries.filter(({ id }) => byId.has(id));
  }

  /** Moving elements in the page costs a reader their place, so it waits for a quiet moment. */
  function settleSoon(): void {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (editing || later.isWaiting) {
        settleSoon();
        return;
      }
      const sorted = [...entries].sort(readsBefore);
      if (sorted.some((entry, at) => entry !== entries[at])) entries = sorted;
    }, settleAfterMs);
  }

  const onDocument = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
    const changes: ChangeByOther[] = [];
    const paths: string[] = [];
    const noteChange = (what: ChangeByOther['what'], item: Item | undefined): void => {
      if (item && !transaction.local)
        changes.push({ what, kind: item.kind, by: item.by, id: item.id });
    };
    for (const event of events) {
      if (event.path.length === 0) {
        paths.push(...event.keys.keys());
        continue;
      }
      const id = String(event.path[0]);
      paths.push(id);
      const reworded = event.target instanceof Y.Text;
      if (reworded || event.keys.has('x'))
        noteChange(reworded ? 'reworded' : 'moved', byId.get(id)?.item);
    }
    const touched = paths.filter((id, at) => paths.indexOf(id) === at);
    const before = touched.map((id) => [id, byId.get(id)?.item] as const);
    read(touched);
    for (const [id, was] of before) {
      const is = byId.get(id)?.item;
      if (!was !== !is) noteChange(is ? 'added' : 'removed', is ?? was);
    }
    if (changes.length) for (const tell of listeners) tell(changes);
  };

  const stopLink = link.subscribe(() => {
    lineState = link.state();
    isSaved = link.isSaved();
  });

  // ---- what is done here ------------------------------------------------------------------------

  function act(change: () => void): boolean {
    if (!allowed()) return false;
    undo.act(change);
    return true;
  }

  const later = createLater(flushAfterMs, (ids, changes) => {
    // What could not be written is not shown either.
    if (!act(changes)) read(ids);
  });

  function step(typing?: 'typing'): void {
    later.flush();
    undo.step(typing);
  }

  const stroke = createStroke({
    newId,
    me,
    nextZ,
    show(item) {
      const entry = byId.get(item.id);
      if (entry) entry.item = item;
      else {
        const born = new BoardEntry(item);
        byId.set(item.id, born);
        put([born]);
        top = Math.max(top, item.z);
      }
    },
    write: (id, change) => later.write(id, () => change(doc)),
    flush: later.flush,
  });

  function add(kind: 'note' | 'text', x: number, y: number): ItemId | null {
    if (!allowed()) return null;
    const id = newId();
    step();
    act(() => addWords(doc, kind, { id, by: me, x, y, z: nextZ() }));
    return id;
  }

  function resize(id: ItemId, w: number, h: number): void {
    const entry = byId.get(id);
    if (!entry || !allowed()) return;
    const item = resized(entry.item, entry.box, w, h);
    entry.item = item;
    later.write(id, () => writeShape(doc, item));
  }

  function move(id: ItemId, x: number, y: number): void {
    const entry = byId.get(id);
    if (!entry || !allowed()) return;
    const item = { ...entry.item, x: withinField(placeField, x), y: withinField(placeField, y) };
    if (item.x === entry.item.x && item.y === entry.item.y) return;
    const isResizing = later.isWaitingFor(id);
    entry.item = item;
    later.write(id, () => {
      if (isResizing) writeShape(doc, item);
      else placeItem(doc, id, item.x, item.y);
    });
  }

  function erase(id: ItemId): void {
    if (isOwn(id)) act(() => removeItem(doc, id));
  }

  function endEditing(): void {
    const item = editing ? byId.get(editing)?.item : undefined;
    editing = null;
    step();
    if (item && item.kind !== 'ink' && item.text.trim() === '') erase(item.id);
  }

  stored.observeDeep(onDocument);
  read(stored.keys());

  return {
    me,
    get entries() {
      return entries;
    },
    get selected() {
      return selected;
    },
    get editing() {
      return editing;
    },
    get current() {
      return current && byId.has(current) ? current : (entries[0]?.id ?? null);
    },
    get canUndo() {
      return canUndo;
    },
    get canRedo() {
      return canRedo;
    },
    get lineState() {
      return lineState;
    },
    get isSaved() {
      return isSaved;
    },
    get mayEdit() {
      return allowed();
    },
    get pointing() {
      return pointing;
    },
    entry: (id) => (id === null ? undefined : byId.get(id)),
    isOwn,
    select(id) {
      if (editing && editing !== id) endEditing();
      selected = id !== null && byId.has(id) ? id : null;
      if (selected) current = selected;
    },
    visit(id) {
      if (!byId.has(id)) return;
      current = id;
      if (selected !== id) selected = null;
    },
    edit(id) {
      if (!isOwn(id) || byId.get(id)?.item.kind === 'ink' || !allowed() || editing === id) return;
      if (editing) endEditing();
      step('typing');
      selected = current = editing = id;
    },
    endEditing,
    addNote: (x, y) => add('note', x, y),
    addText: (x, y) => add('text', x, y),
    setWords(id, words, seen) {
      if (isOwn(id)) act(() => setWords(doc, id, words, seen));
    },
    move,
    resize,
    raise(id) {
      if (byId.get(id)?.item.z === top) return;
      step();
      act(() => raiseItem(doc, id, nextZ()));
    },
    remove(id) {
      step();
      erase(id);
    },
    erase,
    beginStroke(at, look) {
      if (!allowed()) return;
      step();
      stroke.begin(at, look);
    },
    extendStroke: stroke.extend,
    endStroke: stroke.end,
    cancelStroke() {
      const begun = stroke.cancel();
      if (!begun) return;
      later.forget(begun);
      if (stored.has(begun)) {
        doc.transact(() => removeItem(doc, begun));
        undo.forgetStep();
      } else take([begun]);
    },
    step: () => step(),
    undo() {
      later.flush();
      undo.undo();
    },
    redo() {
      later.flush();
      undo.redo();
    },
    startPointing() {
      const begun = createPointing(link.awareness, (others) => (pointing = others));
      ownPointing = begun;
      return () => {
        begun.stop();
        pointing = [];
        if (ownPointing === begun) ownPointing = null;
      };
    },
    pointAt: (at) => ownPointing?.pointAt(at),
    onChangesByOthers(tell) {
      listeners = [...listeners, tell];
      return () => {
        listeners = listeners.filter((one) => one !== tell);
      };
    },
    stop() {
      if (isStopped) return;
      isStopped = true;
      later.flush();
      clearTimeout(settling);
      stored.unobserveDeep(onDocument);
      stopLink();
      ownPointing?.stop();
      undo.stop();
      listeners = [];
      byId.clear();
      entries = [];
      selected = editing = current = null;
    },
  };
}

/** Where an item lies and how large it is; nothing that has not changed is written. */
function writeShape(doc: Y.Doc, item: Item): void {
  const now = readItem(item.id, itemsOf(doc).get(item.id));
  if (now && (now.x !== item.x || now.y !== item.y)) placeItem(doc, item.id, item.x, item.y);
  if (item.kind === 'ink') scaleInk(doc, item.id, item.scale);
  else resizeWords(doc, item.id, item.w, item.h);
}

/**
 * `item` where it is shown while its place and size still wait to be written. Its words are the
 * document's at once: the next key is worked into them.
 */
function keepingPlace(before: Item, item: Item): Item {
  if (before.kind === 'ink' || item.kind === 'ink') return before;
  const { x, y, w, h } = before;
  return { ...item, x, y, w, h };
}

/** `item`, with the very list of points shown before if they are the same: its outline is kept. */
function keepingPoints(before: Item, item: Item): Item {
  if (before.kind !== 'ink' || item.kind !== 'ink') return item;
  const same =
    before.points.length === item.points.length &&
    before.points.every((number, at) => number === item.points[at]);
  return same ? { ...item, points: before.points } : item;
}
