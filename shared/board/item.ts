/** What can lie on a board. A new kind is a file in `items/` and a line here. */
import type { ItemId, ParticipantId } from '../ids.ts';
import type { Field, FlagField, IntegerField, NameField } from './fields.ts';
import { ink, type Ink } from './items/ink.ts';
import { note, type Note } from './items/note.ts';
import { text, type BoardText } from './items/text.ts';

/** Board units: one is a CSS pixel at 100 %. Far beyond what anyone scrolls to. */
export const boardEdge = 100_000;

/** Where an item's top left corner lies. */
export const placeField: IntegerField = {
  type: 'integer',
  min: -boardEdge,
  max: boardEdge,
  default: 0,
  setBy: 'anyone',
};

/** Stacking: higher lies above; equal ones by id. */
export const stackField: IntegerField = {
  type: 'integer',
  min: 0,
  max: 1_000_000_000,
  default: 0,
  setBy: 'anyone',
};

/** A therapist locked it: it stays as and where it is until unlocked. */
export const lockedField: FlagField = { type: 'flag', setBy: 'server', atBirth: 'no' };
/** A therapist hid it: family pages don't show it, nothing of it is lost. */
export const hiddenField: FlagField = { type: 'flag', setBy: 'server', atBirth: 'either' };

const authorField: NameField = { type: 'author', setBy: 'birth' };
const kindField: NameField = { type: 'kind', setBy: 'birth' };

/** The fields every item has, whatever its kind. */
export const baseFields = {
  kind: kindField,
  by: authorField,
  x: placeField,
  y: placeField,
  z: stackField,
  locked: lockedField,
  hidden: hiddenField,
} as const satisfies Record<string, Field>;

/** Items on one board: about ten times the fullest board of a real session. */
export const maxItemsPerBoard = 5_000;

export interface ItemBase {
  readonly id: ItemId;
  /** Who made it; fixed at birth. */
  readonly by: ParticipantId;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly locked: boolean;
  readonly hidden: boolean;
}

export type Item = Note | BoardText | Ink;
export type ItemKind = Item['kind'];

export const itemKinds = { note, text, ink } as const;

const fieldsOf = (own: Readonly<Record<string, Field>>): ReadonlyMap<string, Field> =>
  new Map(Object.entries({ ...baseFields, ...own }));

/** All fields of a kind, by the key they are stored under. */
const fieldsByKind: Readonly<Record<ItemKind, ReadonlyMap<string, Field>>> = {
  note: fieldsOf(note.fields),
  text: fieldsOf(text.fields),
  ink: fieldsOf(ink.fields),
};

export const isItemKind = (name: unknown): name is ItemKind =>
  typeof name === 'string' && Object.hasOwn(itemKinds, name);

/** The field stored under `key` in items of `kind`; undefined where there is none. */
export const fieldOf = (kind: ItemKind, key: string): Field | undefined =>
  fieldsByKind[kind].get(key);

/**
 * The sentence a screen reader says for an item; with its author's name "Note by Maya: our
 * treehouse", without "Note: our treehouse".
 */
export function describeItem(item: Item, author?: string): string {
  const by = author === undefined ? '' : ` by ${author}`;
  switch (item.kind) {
    case 'note':
      return note.describe(item, by);
    case 'text':
      return text.describe(item, by);
    case 'ink':
      return ink.describe(item, by);
    default:
      return item satisfies never;
  }
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The rectangle an item covers, in board units. */
export function boxOf(item: Item): Box {
  switch (item.kind) {
    case 'note':
    case 'text':
      return { x: item.x, y: item.y, w: item.w, h: item.h };
    case 'ink':
      return ink.box(item);
    default:
      return item satisfies never;
  }
}

/** What reading order needs of an item. */
export interface Placed {
  readonly id: string;
  readonly box: Box;
}

/** Reading order: by rows of about a note's height from the top, each from the left. */
export function readsBefore(one: Placed, other: Placed): number {
  const rowHeight = 120;
  const rows = Math.floor(one.box.y / rowHeight) - Math.floor(other.box.y / rowHeight);
  return rows || one.box.x - other.box.x || (one.id < other.id ? -1 : 1);
}

/** The items as a reader meets them; see {@link readsBefore}. */
export const inReadingOrder = (items: readonly Item[]): readonly Item[] =>
  items
    .map((item) => ({ id: item.id, box: boxOf(item), item }))
    .sort(readsBefore)
    .map(({ item }) => item);
