/** What can lie on a board. A new kind is a file in `items/` and a line in `itemKinds`. */
import type { Field, FlagField, IntegerField, NameField } from './fields.ts';
import { frame, type Frame } from './items/frame.ts';
import { goal, type GoalCard } from './items/goal.ts';
import { ink } from './items/ink.ts';
import { line } from './items/line.ts';
import { note, type Note } from './items/note.ts';
import { picture } from './items/picture.ts';
import { shape } from './items/shape.ts';
import { stamp } from './items/stamp.ts';
import { text, type BoardText } from './items/text.ts';
import type { AnyKind, MadeBy } from './kind.ts';
import { boardEdge, type Box } from './measures.ts';
import { asRead } from './reading.ts';

export type { ItemBase } from './kind.ts';
export type { Box } from './measures.ts';

/** Where an item's top left corner lies. */
export const placeField: IntegerField = {
  type: 'integer',
  min: -boardEdge,
  max: boardEdge,
  default: 0,
  setBy: 'anyone',
};

/** Stacking: higher lies above; equal ones by id. Below zero lies what was put at the very back. */
export const stackField: IntegerField = {
  type: 'integer',
  min: -500_000_000,
  max: 1_000_000_000,
  default: 0,
  setBy: 'anyone',
};

/**
 * Places left free in the stack beneath something new: room to slip others between, ten times over,
 * without touching anybody else's.
 */
export const stackStep = 1_000;

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

export const itemKinds = { note, text, ink, line, shape, stamp, frame, picture, goal } as const;

export type ItemKind = keyof typeof itemKinds;
/** The item of a kind: what its declaration describes. */
export type ItemOf<Name extends ItemKind> = Parameters<(typeof itemKinds)[Name]['describe']>[0];
export type Item = { [Name in ItemKind]: ItemOf<Name> }[ItemKind];

/** The declaration of a kind, whichever it is. */
export const kinds: Readonly<Record<ItemKind, AnyKind<Item>>> = itemKinds;

/** All kinds, in the order they are declared. `Object.keys` of a record of them. */
export const kindNames = Object.keys(itemKinds) as readonly ItemKind[];

/** All fields of each kind, by the key they are stored under. */
const fieldsByKind: ReadonlyMap<ItemKind, ReadonlyMap<string, Field>> = new Map(
  kindNames.map((name) => [
    name,
    new Map<string, Field>(Object.entries({ ...baseFields, ...kinds[name].fields })),
  ]),
);

const ownFieldsByKind: ReadonlyMap<ItemKind, readonly (readonly [string, Field])[]> = new Map(
  kindNames.map((name) => [name, Object.entries<Field>(kinds[name].fields)]),
);

/** What a kind stores beyond the fields that every item has, in the order it is declared. */
export const ownFieldsOf = (kind: ItemKind): readonly (readonly [string, Field])[] =>
  ownFieldsByKind.get(kind) ?? [];

export const isItemKind = (name: unknown): name is ItemKind =>
  typeof name === 'string' && Object.hasOwn(itemKinds, name);

/** The field stored under `key` in items of `kind`; undefined where there is none. */
export const fieldOf = (kind: ItemKind, key: string): Field | undefined =>
  fieldsByKind.get(kind)?.get(key);

/** Who may make items of a kind (rule B21). */
export const madeByOf = (kind: ItemKind): MadeBy => kinds[kind].madeBy;

/** What holds words that are edited in place. */
export type WithWords = Note | BoardText | Frame | GoalCard;

export const hasWords = (item: Item): item is WithWords => 'text' in item;

/** The words of an item; none where it holds none. */
export const wordsOf = (item: Item): string => (hasWords(item) ? item.text : '');

/** What has no words of its own, and may be given a text alternative (rule B22). */
export type WithAlt = Extract<Item, { readonly alt: string }>;

export const hasAlt = (item: Item): item is WithAlt => 'alt' in item;

/** Whether it becomes as high as its words need. */
export const growsWithWords = (item: Item): item is Note | BoardText =>
  item.kind === 'note' || item.kind === 'text';

/**
 * The sentence a screen reader says for an item; with its author's name "Note by Maya: our
 * treehouse", without "Note: our treehouse".
 */
export const describeItem = (item: Item, author?: string): string =>
  kinds[item.kind].describe(item, author === undefined ? '' : ` by ${author}`);

/** The rectangle an item covers, in board units. */
export const boxOf = (item: Item): Box => kinds[item.kind].box(item);

/** Where an item lies in the stack: frames beneath everything else, else by `z`. */
export const depthOf = ({ kind, z }: Pick<Item, 'kind' | 'z'>): number =>
  kind === 'frame' ? z - (stackField.max - stackField.min) - 1 : z;

type Stacked = Pick<Item, 'id' | 'kind' | 'z'>;

/** Lowest first; equal ones by id, the same on every screen. */
export const liesBelow = (one: Stacked, other: Stacked): number =>
  depthOf(one) - depthOf(other) || (one.id < other.id ? -1 : 1);

/** The items as a reader meets them; see {@link asRead}. */
export const inReadingOrder = (items: readonly Item[]): readonly Item[] =>
  asRead(
    items.map((item) => ({
      id: item.id,
      box: boxOf(item),
      isFrame: item.kind === 'frame',
      item,
    })),
  ).map(({ item }) => item);
