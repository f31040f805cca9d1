/**
 * The board that attacks are about: a child, two adults and a therapist have each written and drawn,
 * a note is locked, one hidden, one marked as edited, and one was removed. Built from honest acts
 * only, so that the same board can be made over the wire.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import {
  addInk,
  addWords,
  appendPoints,
  itemsOf,
  markEdited,
  placeItem,
  removeItem,
  setWords,
} from '../../shared/board/board-doc.ts';
import type { Hand } from '../../shared/board/rights.ts';
import {
  itemId,
  personId,
  therapistId,
  type ItemId,
  type ParticipantId,
} from '../../shared/ids.ts';
import type { Id } from './hand-made-update.ts';

export type Who = 'maya' | 'daniel' | 'ruth' | 'tess';

/** Maya is a child, Daniel and Ruth are her parents, Tess is the therapist. */
export const hands: Record<Who, Hand> = {
  maya: { id: v.parse(personId, '019c0000-0000-7000-8000-0000000000a1'), standing: 'child' },
  daniel: { id: v.parse(personId, '019c0000-0000-7000-8000-0000000000b2'), standing: 'adult' },
  ruth: { id: v.parse(personId, '019c0000-0000-7000-8000-0000000000c3'), standing: 'adult' },
  tess: { id: v.parse(therapistId, '019c0000-0000-7000-8000-0000000000d4'), standing: 'therapist' },
};

const id = (name: string): ItemId => v.parse(itemId, name);

export const item = {
  mayasNote: id('mayas-note'),
  mayasStroke: id('mayas-stroke'),
  danielsNote: id('daniels-note'),
  danielsStroke: id('daniels-stroke'),
  ruthsNote: id('ruths-note'),
  ruthsStroke: id('ruths-stroke'),
  tessNote: id('tess-note-1'),
  /** Daniel's, and locked by the server. */
  locked: id('locked-note'),
  /** Ruth's, and hidden by the server. */
  hidden: id('hidden-note'),
  /** Ruth's, with a therapist's words in it. */
  edited: id('edited-note'),
  /** Ruth's, removed again. */
  removed: id('removed-note'),
} as const;

/** What a row of attacks may know: a copy of the board, and who writes under which clientIDs. */
export interface World {
  /** As everybody has it; never changed by a row. */
  readonly board: Y.Doc;
  readonly idOf: (who: Who) => ParticipantId;
  /** Bound to the participant; on this board the first has written and the others have not. */
  readonly clientsOf: (who: Who) => readonly [number, ...number[]];
}

/** What each of them does to make the board; the server sets `locked` and `hidden` then. */
export const acts: readonly (readonly [Who, (doc: Y.Doc, by: ParticipantId) => void])[] = [
  ['maya', (doc, by) => note(doc, item.mayasNote, by, 'Maya 🧡 draws')],
  ['maya', (doc, by) => stroke(doc, item.mayasStroke, by)],
  ['ruth', (doc, by) => note(doc, item.ruthsNote, by, 'Ruth 🧡 says')],
  ['ruth', (doc, by) => stroke(doc, item.ruthsStroke, by)],
  ['ruth', (doc, by) => note(doc, item.hidden, by, 'hidden words')],
  ['ruth', (doc, by) => note(doc, item.edited, by, 'words of Ruth')],
  ['ruth', (doc, by) => note(doc, item.removed, by, 'regretted')],
  ['ruth', (doc) => removeItem(doc, item.removed)],
  ['tess', (doc, by) => note(doc, item.tessNote, by, 'our rules')],
  ['tess', (doc) => reword(doc, item.edited, 'words of Ruth and Tess')],
  ['daniel', (doc, by) => note(doc, item.danielsNote, by, 'Daniel 🧡 asks')],
  ['daniel', (doc, by) => stroke(doc, item.danielsStroke, by)],
  ['daniel', (doc, by) => note(doc, item.locked, by, 'to be locked')],
  ['daniel', (doc) => placeItem(doc, item.danielsNote, 40, 50)],
  ['daniel', (doc) => setWords(doc, item.danielsNote, 'Daniel 🧡 asks twice')],
  ['daniel', (doc) => void appendPoints(doc, item.danielsStroke, [1, 1, 60])],
  ['daniel', (doc) => placeItem(doc, item.ruthsNote, 60, 70)],
];

const note = (doc: Y.Doc, itemId: ItemId, by: ParticipantId, words: string): void =>
  addWords(doc, 'note', { id: itemId, by, x: 1, y: 2, z: 3, words });

const stroke = (doc: Y.Doc, itemId: ItemId, by: ParticipantId): void =>
  addInk(doc, { id: itemId, by, x: 5, y: 6, z: 7, colour: 'lake', width: 5, points: [0, 0, 50] });

const reword = (doc: Y.Doc, itemId: ItemId, words: string): void => {
  markEdited(doc, itemId);
  setWords(doc, itemId, words);
};

/** A page of `who`: the board, and what they do there goes into bytes of theirs. */
export function pageOf({ board, clientsOf }: World, who: Who, nth = 0): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(board));
  doc.clientID = clientsOf(who)[nth] ?? clientsOf(who)[0];
  return doc;
}

/** What `act` changes on `page`, in one update. */
export function changes(page: Y.Doc, act: (doc: Y.Doc) => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array): void => void updates.push(update);
  page.on('update', keep);
  page.transact(() => act(page));
  page.off('update', keep);
  const [update, ...more] = updates;
  if (!update || more.length > 0) throw new Error('the act was to make one update');
  return update;
}

/** One honest act of `who` as their page sends it. */
export const acting = (world: World, who: Who, act: (doc: Y.Doc) => void): Uint8Array =>
  changes(pageOf(world, who), act);

/** The next clock of `who`'s clientID. */
export const next = (world: World, who: Who, nth = 0): Id => {
  const client = world.clientsOf(who)[nth] ?? world.clientsOf(who)[0];
  return [client, Y.getState(world.board.store, client)];
};

/** The entry at a key of an item, or the item itself. */
export function entryOf({ board }: World, itemId: ItemId, key?: string): Y.Item {
  const whole = itemsOf(board)._map.get(itemId);
  const fields = itemsOf(board).get(itemId);
  const entry = key === undefined ? whole : fields?._map.get(key);
  if (!entry) throw new Error(`the world has no ${itemId} ${key ?? ''}`);
  return entry;
}

export const idOf = (entry: Y.Item): Id => [entry.id.client, entry.id.clock];

/** The `at`-th character (or number) of a text or stroke. */
export function unitOf(world: World, itemId: ItemId, key: 'text' | 'points', at: number): Id {
  const type = itemsOf(world.board).get(itemId)?.get(key);
  if (!(type instanceof Y.AbstractType)) throw new Error('the world has no such list');
  let left = at;
  for (let one = type._start; one; one = one.right) {
    if (one.deleted) continue;
    if (left < one.length) return [one.id.client, one.id.clock + left];
    left -= one.length;
  }
  throw new Error('the list is too short');
}
