/** Where intents become ink: whether the rights allow one, and how it is written. */
import * as Y from 'yjs';
import {
  addItem,
  appendPoints,
  itemsOf,
  readItem,
  removeItem,
  setWords,
} from '../../shared/board/board-doc.ts';
import { hasWords, madeByOf, maxItemsPerBoard, type Item } from '../../shared/board/item.ts';
import type { ItemId } from '../../shared/ids.ts';
import { refusalOfMaking } from '../../shared/board/rights.ts';
import type { Done, Intent, TakeBack } from './intent.ts';
import type { LostReason } from './lost-reason.ts';
import { refusalOfAct, refusalOfField, type Rights } from './may.ts';
import { takeBackOf } from './take-back.ts';

/** An intent decided in the document as it is at that moment; null when there is nothing to do. */
export type Wanted = (doc: Y.Doc) => Intent | null;

export interface Written {
  /** What was really changed, in order. */
  readonly done: readonly Done[];
  /** How to undo it, in the same order. */
  readonly takeBacks: readonly TakeBack[];
  /** What did not fit into this transaction. */
  readonly rest: readonly Wanted[];
}

export const itemIn = (doc: Y.Doc, id: ItemId): Item | null => readItem(id, itemsOf(doc).get(id));

/** The words of a note or text; null where there are none. */
export function wordsIn(doc: Y.Doc, id: ItemId): string | null {
  const item = itemIn(doc, id);
  return item && hasWords(item) ? item.text : null;
}

/**
 * Bytes, by a generous guess, that go into one transaction, which is one frame: well below the
 * `maxUpdateBytes` of the wire. An act on many may take several.
 */
const maxTransactionBytes = 96 * 1_024;

/**
 * Writes what the rights allow, in the caller's transaction; what changes nothing is not done.
 * @returns with `rest`, what is for the next transaction.
 */
export function writeAll(doc: Y.Doc, wanted: readonly Wanted[], rights: Rights): Written {
  const done: Done[] = [];
  const takeBacks: TakeBack[] = [];
  let bytes = 0;
  for (const [at, want] of wanted.entries()) {
    if (bytes > maxTransactionBytes) return { done, takeBacks, rest: wanted.slice(at) };
    const intent = want(doc);
    if (!intent || refusalIn(doc, intent, rights)) continue;
    const item = intent.does === 'add' ? intent.item : itemIn(doc, intent.id);
    const written = item && write(doc, intent);
    if (!written) continue;
    bytes += bytesOf(written);
    done.push({ intent: written, about: { kind: item.kind, by: item.by } });
    const takeBack = takeBackOf(written, item);
    if (takeBack) takeBacks.push(takeBack);
  }
  return { done, takeBacks, rest: [] };
}

/** A number of a stroke takes up to four bytes, a character three; the rest of an item about 400. */
function bytesOf(intent: Intent): number {
  const itself = 400;
  switch (intent.does) {
    case 'add': {
      const { item } = intent;
      const words = hasWords(item) ? item.text.length * 3 : 0;
      return itself + (item.kind === 'ink' ? item.points.length * 4 : words);
    }
    case 'append':
      return itself + intent.points.length * 4;
    case 'reword':
      return itself + intent.words.length * 3;
    case 'set':
    case 'remove':
      return itself;
    default:
      return intent satisfies never;
  }
}

/** Null when `intent` may be written into `doc` as it is. */
export function refusalIn(doc: Y.Doc, intent: Intent, rights: Rights): LostReason | null {
  if (intent.does === 'add') {
    const { kind } = intent.item;
    if (itemsOf(doc).size >= maxItemsPerBoard) return 'items';
    return refusalOfMaking(rights.me, madeByOf(kind));
  }
  const item = itemIn(doc, intent.id);
  if (!item) return 'gone';
  switch (intent.does) {
    case 'set':
      for (const key of Object.keys(intent.fields)) {
        const refusal = refusalOfField(key, item, rights);
        if (refusal) return refusal;
      }
      return null;
    case 'reword':
      return refusalOfAct('reword', item, rights);
    case 'append':
      return refusalOfField('points', item, rights);
    case 'remove':
      return refusalOfAct('remove', item, rights);
    default:
      return intent satisfies never;
  }
}

/** @returns what was really written; null when it already is so, or can't be. */
function write(doc: Y.Doc, intent: Intent): Intent | null {
  const { id } = intent;
  const fields = itemsOf(doc).get(id);
  if (intent.does === 'add') {
    if (fields) return null;
    addItem(doc, intent.item);
    return intent;
  }
  if (!fields) return null;
  switch (intent.does) {
    case 'set': {
      const wanted = Object.entries(intent.fields);
      if (wanted.every(([key, value]) => fields.get(key) === value)) return null;
      // All of them: where two move an item at once, one of the two has put it, not half of each.
      for (const [key, value] of wanted) fields.set(key, value);
      return intent;
    }
    case 'reword': {
      const seen = wordsIn(doc, id) ?? '';
      setWords(doc, id, intent.words, intent.seen);
      const words = wordsIn(doc, id) ?? '';
      return words === seen ? null : { ...intent, seen, words };
    }
    case 'append': {
      const stored = fields.get('points');
      const there = stored instanceof Y.Array ? stored.length : 0;
      const points = intent.points.slice(Math.max(0, there - intent.from));
      if (points.length === 0 || !appendPoints(doc, id, points)) return null;
      return { ...intent, from: there, points };
    }
    case 'remove':
      removeItem(doc, id);
      return intent;
    default:
      return intent satisfies never;
  }
}
