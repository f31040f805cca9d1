/** A board as a Y.Doc: `items: Y.Map<ItemId, Y.Map<field>>`. Reads with defaults, writes in bounds. */
import * as v from 'valibot';
import * as Y from 'yjs';
import {
  itemId,
  personId,
  pictureId,
  therapistId,
  type ItemId,
  type ParticipantId,
  type PictureId,
} from '../ids.ts';
import type { BoardColour } from './colour.ts';
import {
  readChoice,
  readFlag,
  readInteger,
  readLabel,
  withinField,
  withinUnits,
  type Field,
  type PointsField,
} from './fields.ts';
import {
  fieldOf,
  isItemKind,
  liesBelow,
  ownFieldsOf,
  placeField,
  stackField,
  type Item,
  type ItemKind,
  type ItemOf,
} from './item.ts';
import { ink, numbersPerPoint } from './items/ink.ts';

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
  const kind: unknown = fields.get('kind');
  if (!by.success || !isItemKind(kind)) return null;
  const item: Record<string, unknown> = {
    id: read.output,
    by: by.output,
    kind,
    x: readInteger(placeField, fields.get('x')),
    y: readInteger(placeField, fields.get('y')),
    z: readInteger(stackField, fields.get('z')),
    locked: readFlag(fields.get('locked')),
    hidden: readFlag(fields.get('hidden')),
  };
  for (const [key, field] of ownFieldsOf(kind)) {
    const value = readField(field, fields.get(key));
    if (value === null) return null;
    item[key] = value;
  }
  return itemFrom(item);
}

/** Read field by field as its kind declares them, it is an item of that kind. */
const itemFrom = (read: Readonly<Record<string, unknown>>): Item => read as unknown as Item;

/** The stored value, or what stands for it where that is no such value; null: there is no item without. */
function readField(field: Field, stored: unknown): unknown {
  switch (field.type) {
    case 'integer':
      return readInteger(field, stored);
    case 'choice':
      return readChoice(field, stored);
    case 'flag':
      return readFlag(stored);
    case 'text':
      return stored instanceof Y.Text ? stored.toString() : '';
    case 'label':
      return readLabel(field, stored);
    case 'points':
      return readPoints(field, stored);
    case 'picture':
      return v.is(pictureId, stored) ? stored : null;
    case 'author':
    case 'kind':
      return null; // Of every item, and read before.
    default:
      return field satisfies never;
  }
}

function readPoints({ min, max, maxLength }: PointsField, stored: unknown): readonly number[] {
  if (!(stored instanceof Y.Array)) return [];
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

/** Whether a picture lies on the board; without `evenHidden` as the family's pages have it. */
export function hasPicture(doc: Y.Doc, picture: PictureId, evenHidden: boolean): boolean {
  for (const fields of itemsOf(doc).values()) {
    if (fields.get('picture') !== picture || fields.get('kind') !== 'picture') continue;
    if (evenHidden || !readFlag(fields.get('hidden'))) return true;
  }
  return false;
}

/** Lowest first, the same on every screen. */
export const inStackingOrder = (items: readonly Item[]): readonly Item[] =>
  [...items].sort(liesBelow);

export interface NewItem {
  readonly id: ItemId;
  readonly by: ParticipantId;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** What a new item is given beyond its place; what is left out is as its kind declares it. */
export type Given<One extends Item> = Partial<
  Omit<One, 'id' | 'by' | 'kind' | 'locked' | 'hidden'>
>;

/** A new item as it is written: `given` within bounds, defaults where nothing is given. */
export function bornItem<Name extends ItemKind>(
  kind: Name,
  { id, by, ...given }: Pick<NewItem, 'id' | 'by'> & Given<ItemOf<Name>>,
): ItemOf<Name> {
  const wanted: Readonly<Record<string, unknown>> = given;
  const item: Record<string, unknown> = { id, by, kind, locked: false, hidden: false };
  for (const key of ['x', 'y', 'z']) item[key] = bornValue(fieldOf(kind, key), wanted[key]);
  for (const [key, field] of ownFieldsOf(kind)) item[key] = bornValue(field, wanted[key]);
  return itemFrom(item);
}

/** An item as it was kept, with defaults for what its kind did not declare at that time. */
export const completed = (kept: Item): Item => {
  const { kind, locked, hidden } = kept;
  return { ...bornItem(kind, kept), locked, hidden };
};

function bornValue(field: Field | undefined, given: unknown): unknown {
  switch (field?.type) {
    case 'integer':
      return typeof given === 'number' ? withinField(field, given) : field.default;
    case 'choice':
      return readChoice(field, given);
    case 'flag':
      return readFlag(given);
    case 'text':
    case 'label':
      return typeof given === 'string' ? withinUnits(given, field.maxLength) : '';
    case 'points':
      return Array.isArray(given) ? given.map(quantised) : [];
    default:
      return given;
  }
}

/**
 * Adds an item with all that it has; one transaction of the caller's. Locked it is never: that is the
 * server's (rule B13). What is as a missing field reads is left out.
 */
export function addItem(doc: Y.Doc, item: Item): void {
  const values: Readonly<Record<string, unknown>> = { ...item };
  const fields: Fields = new Y.Map<unknown>();
  fields.set('kind', item.kind);
  fields.set('by', item.by);
  fields.set('x', withinField(placeField, item.x));
  fields.set('y', withinField(placeField, item.y));
  fields.set('z', withinField(stackField, item.z));
  if (item.hidden) fields.set('hidden', true);
  for (const [key, field] of ownFieldsOf(item.kind)) {
    const value = storedValue(field, values[key]);
    if (value !== null) fields.set(key, value);
  }
  itemsOf(doc).set(item.id, fields);
}

/** A value as it is stored; null where it reads the same when nothing is. */
function storedValue(field: Field, value: unknown): unknown {
  const born = bornValue(field, value);
  switch (field.type) {
    case 'text':
      return new Y.Text(String(born));
    case 'points':
      return Y.Array.from(born as readonly number[] as number[]);
    case 'integer':
    case 'choice':
      return born === field.default ? null : born;
    case 'flag':
      return born === true ? true : null;
    case 'label':
      return born === '' ? null : born;
    case 'picture':
    case 'author':
    case 'kind':
      return born;
    default:
      return field satisfies never;
  }
}

/** Adds an empty note or text, with `words` if given; one transaction of the caller's. */
export function addWords(
  doc: Y.Doc,
  kind: 'note' | 'text',
  {
    words = '',
    ...item
  }: NewItem & { readonly w?: number; readonly h?: number; readonly words?: string },
): void {
  addItem(doc, bornItem(kind, { ...item, text: words }));
}

/** Begins a stroke with its first points; `width` and `points` in its own units (see {@link Ink}). */
export function addInk(
  doc: Y.Doc,
  item: NewItem & {
    readonly colour: BoardColour;
    readonly width: number;
    readonly points: readonly number[];
    /** Thousandths of a board unit an own unit takes; the field's default if left out. */
    readonly scale?: number;
  },
): void {
  addItem(doc, bornItem('ink', item));
}

/**
 * Puts a copy of an item under its author's name on another board, at the same place and above what
 * lies there: its final content, nothing of how it came about.
 */
export const copyItem = (doc: Y.Doc, item: Item, z: number): void =>
  addItem(doc, { ...item, z, hidden: false });

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

/** Sets numbers of an item, each within its field's bounds; what its kind has no field for is left out. */
export function setNumbers(
  doc: Y.Doc,
  id: ItemId,
  numbers: Readonly<Record<string, number>>,
): void {
  const fields = itemsOf(doc).get(id);
  const kind: unknown = fields?.get('kind');
  if (!fields || !isItemKind(kind)) return;
  for (const [key, number] of Object.entries(numbers)) {
    const field = fieldOf(kind, key);
    if (field?.type === 'integer') fields.set(key, withinField(field, number));
  }
}

/** Sets width and height in board units. */
export const resizeWords = (doc: Y.Doc, id: ItemId, w: number, h: number): void =>
  setNumbers(doc, id, { w, h });

/** Sets how many thousandths of a board unit one of a stroke's own units takes. */
export const scaleInk = (doc: Y.Doc, id: ItemId, scale: number): void =>
  setNumbers(doc, id, { scale });

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
  const kind: unknown = fields?.get('kind');
  const field = isItemKind(kind) ? fieldOf(kind, 'text') : undefined;
  if (field?.type !== 'text') return;
  const now = stored.toString();
  const target = seen === undefined || seen === now ? wanted : carriedOver(seen, wanted, now);
  const { at, gone, come } = replacement(now, withinUnits(target, field.maxLength));
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
