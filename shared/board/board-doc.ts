/** A board as a Y.Doc: `items: Y.Map<ItemId, Y.Map<field>>`. Reads with defaults, writes in bounds. */
import * as v from 'valibot';
import * as Y from 'yjs';
import { itemId, personId, therapistId, type ItemId, type ParticipantId } from '../ids.ts';
import { readChoice, readFlag, readInteger, withinField } from './fields.ts';
import { placeField, stackField, type Item, type ItemBase } from './item.ts';
import { ink, numbersPerPoint, type InkColour } from './items/ink.ts';
import { note } from './items/note.ts';
import { text } from './items/text.ts';

/** The one root a board document has. */
export const itemsRoot = 'items';

type Fields = Y.Map<unknown>;

export const itemsOf = (doc: Y.Doc): Y.Map<Fields> => doc.getMap<Fields>(itemsRoot);

const participant = v.union([personId, therapistId]);

/** A plain item, or null where what is stored is no item that this version knows. */
export function readItem(id: string, fields: unknown): Item | null {
  const read = v.safeParse(itemId, id);
  if (!read.success || !(fields instanceof Y.Map)) return null;
  const by = v.safeParse(participant, fields.get('by'));
  if (!by.success) return null;
  const base: ItemBase = {
    id: read.output,
    by: by.output,
    x: readInteger(placeField, fields.get('x')),
    y: readInteger(placeField, fields.get('y')),
    z: readInteger(stackField, fields.get('z')),
    locked: readFlag(fields.get('locked')),
    hidden: readFlag(fields.get('hidden')),
  };
  switch (fields.get('kind')) {
    case 'note':
      return {
        ...base,
        kind: 'note',
        w: readInteger(note.fields.w, fields.get('w')),
        h: readInteger(note.fields.h, fields.get('h')),
        text: readWords(fields.get('text')),
        edited: readFlag(fields.get('edited')),
      };
    case 'text':
      return {
        ...base,
        kind: 'text',
        w: readInteger(text.fields.w, fields.get('w')),
        h: readInteger(text.fields.h, fields.get('h')),
        text: readWords(fields.get('text')),
        edited: readFlag(fields.get('edited')),
      };
    case 'ink':
      return {
        ...base,
        kind: 'ink',
        colour: readChoice(ink.fields.colour, fields.get('colour')),
        width: readInteger(ink.fields.width, fields.get('width')),
        scale: readInteger(ink.fields.scale, fields.get('scale')),
        points: readPoints(fields.get('points')),
      };
    default:
      return null;
  }
}

const readWords = (stored: unknown): string => (stored instanceof Y.Text ? stored.toString() : '');

function readPoints(stored: unknown): readonly number[] {
  if (!(stored instanceof Y.Array)) return [];
  const { min, max, maxLength } = ink.fields.points;
  const numbers = stored
    .toArray()
    .slice(0, maxLength)
    .map((one: unknown) => (typeof one === 'number' && one >= min && one <= max ? one : 0));
  return numbers.slice(0, numbers.length - (numbers.length % numbersPerPoint));
}

/** All items, lowest first. */
export function readBoard(doc: Y.Doc): readonly Item[] {
  const items: Item[] = [];
  itemsOf(doc).forEach((fields, id) => {
    const item = readItem(id, fields);
    if (item) items.push(item);
  });
  return inStackingOrder(items);
}

/** Lowest first; equal ones by id, the same on every screen. */
export const inStackingOrder = (items: readonly Item[]): readonly Item[] =>
  [...items].sort((one, other) => one.z - other.z || (one.id < other.id ? -1 : 1));

export interface NewItem {
  readonly id: ItemId;
  readonly by: ParticipantId;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Adds an empty note or text, with `words` if given; one transaction of the caller's. */
export function addWords(
  doc: Y.Doc,
  kind: 'note' | 'text',
  item: NewItem & { readonly w?: number; readonly h?: number; readonly words?: string },
): void {
  const { w, h, text: limit } = kind === 'note' ? note.fields : text.fields;
  const fields = bornFields(kind, item);
  fields.set('w', withinField(w, item.w ?? w.default));
  fields.set('h', withinField(h, item.h ?? h.default));
  fields.set('text', new Y.Text(withinUnits(item.words ?? '', limit.maxLength)));
  itemsOf(doc).set(item.id, fields);
}

/** Begins a stroke with its first points; `width` and `points` in its own units (see {@link Ink}). */
export function addInk(
  doc: Y.Doc,
  item: NewItem & {
    readonly colour: InkColour;
    readonly width: number;
    readonly points: readonly number[];
    /** Thousandths of a board unit an own unit takes; the field's default if left out. */
    readonly scale?: number;
  },
): void {
  const fields = bornFields('ink', item);
  fields.set('colour', item.colour);
  if (item.scale !== undefined) fields.set('scale', withinField(ink.fields.scale, item.scale));
  fields.set('width', withinField(ink.fields.width, item.width));
  const points = new Y.Array<number>();
  points.push(item.points.map(quantised));
  fields.set('points', points);
  itemsOf(doc).set(item.id, fields);
}

/**
 * Puts a copy of an item under its author's name on another board, at the same place and above what
 * lies there: its final content, nothing of how it came about.
 */
export function copyItem(doc: Y.Doc, item: Item, z: number): void {
  if (item.kind === 'ink') addInk(doc, { ...item, z });
  else {
    addWords(doc, item.kind, { ...item, z, words: item.text });
    if (item.edited) markEdited(doc, item.id);
  }
}

function bornFields(kind: Item['kind'], item: NewItem): Fields {
  const fields: Fields = new Y.Map<unknown>();
  fields.set('kind', kind);
  fields.set('by', item.by);
  fields.set('x', withinField(placeField, item.x));
  fields.set('y', withinField(placeField, item.y));
  fields.set('z', withinField(stackField, item.z));
  return fields;
}

/** A stroke's number as it is kept: whole and within bounds. */
export const quantised = (number: number): number =>
  Math.min(ink.fields.points.max, Math.max(ink.fields.points.min, Math.round(number)));

/**
 * Appends points to a stroke; false when it is full (begin another) or is no longer there.
 */
export function appendPoints(doc: Y.Doc, id: ItemId, points: readonly number[]): boolean {
  const stored = itemsOf(doc).get(id)?.get('points');
  if (!(stored instanceof Y.Array)) return false;
  if (stored.length + points.length > ink.fields.points.maxLength) return false;
  stored.push(points.map(quantised));
  return true;
}

/** Moves an item's top left corner; nothing happens when it is no longer there. */
export function placeItem(doc: Y.Doc, id: ItemId, x: number, y: number): void {
  const fields = itemsOf(doc).get(id);
  fields?.set('x', withinField(placeField, x));
  fields?.set('y', withinField(placeField, y));
}

/** Sets width and height (notes, text) in board units. */
export function resizeWords(doc: Y.Doc, id: ItemId, w: number, h: number): void {
  const fields = itemsOf(doc).get(id);
  const kind = fields?.get('kind');
  if (!fields || (kind !== 'note' && kind !== 'text')) return;
  const limits = kind === 'note' ? note.fields : text.fields;
  fields.set('w', withinField(limits.w, w));
  fields.set('h', withinField(limits.h, h));
}

/** Sets how many thousandths of a board unit one of a stroke's own units takes. */
export function scaleInk(doc: Y.Doc, id: ItemId, scale: number): void {
  const fields = itemsOf(doc).get(id);
  if (fields?.get('kind') === 'ink') fields.set('scale', withinField(ink.fields.scale, scale));
}

/** Puts an item above all others. */
export function raiseItem(doc: Y.Doc, id: ItemId, z: number): void {
  itemsOf(doc).get(id)?.set('z', withinField(stackField, z));
}

/**
 * Changes an item's words to `wanted` by the smallest single replacement, so that what others type
 * elsewhere in it stays. `seen` is the text the writer started from when that is older than what is
 * stored (an input method was composing); then only the writer's own change is carried over. Longer
 * text is cut at the kind's limit; a surrogate pair is never split.
 */
export function setWords(doc: Y.Doc, id: ItemId, wanted: string, seen?: string): void {
  const fields = itemsOf(doc).get(id);
  const stored = fields?.get('text');
  if (!(stored instanceof Y.Text)) return;
  const limit = (fields?.get('kind') === 'note' ? note : text).fields.text.maxLength;
  const now = stored.toString();
  const target = seen === undefined || seen === now ? wanted : carriedOver(seen, wanted, now);
  const { at, gone, come } = replacement(now, withinUnits(target, limit));
  if (gone > 0) stored.delete(at, gone);
  if (come) stored.insert(at, come);
}

/** `gone` UTF-16 units from `at` on make place for `come`. */
interface Replacement {
  readonly at: number;
  readonly gone: number;
  readonly come: string;
}

/** The smallest single replacement that makes `after` of `before`, in whole code points. */
export function replacement(before: string, after: string): Replacement {
  const old = [...before];
  const wanted = [...after];
  const most = Math.min(old.length, wanted.length);
  let head = 0;
  while (head < most && old[head] === wanted[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === wanted.at(-1 - tail)) tail += 1;
  return {
    at: old.slice(0, head).join('').length,
    gone: old.slice(head, old.length - tail).join('').length,
    come: wanted.slice(head, wanted.length - tail).join(''),
  };
}

/** `now` with the change from `seen` to `wanted`; where both changed one place, `wanted`. */
function carriedOver(seen: string, wanted: string, now: string): string {
  const own = replacement(seen, wanted);
  const others = replacement(seen, now);
  const applied = (at: number): string => now.slice(0, at) + own.come + now.slice(at + own.gone);
  if (own.at + own.gone <= others.at) return applied(own.at);
  if (own.at >= others.at + others.gone) return applied(own.at + others.come.length - others.gone);
  return wanted;
}

/** The longest start of `text` of at most `limit` UTF-16 units that splits no character. */
function withinUnits(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Takes an item off the board. */
export function removeItem(doc: Y.Doc, id: ItemId): void {
  itemsOf(doc).delete(id);
}

/** Marks an adult's words as changed by a therapist; to be done before they are (rule B12). */
export function markEdited(doc: Y.Doc, id: ItemId): void {
  const fields = itemsOf(doc).get(id);
  if (fields && fields.get('edited') !== true) fields.set('edited', true);
}

/** Sets one of the flags that only the server sets. */
export function setServerFlag(
  doc: Y.Doc,
  id: ItemId,
  flag: 'locked' | 'hidden',
  isSet: boolean,
): void {
  const fields = itemsOf(doc).get(id);
  if (fields && readFlag(fields.get(flag)) !== isSet) fields.set(flag, isSet);
}
