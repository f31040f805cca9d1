/** What can lie on a board. A new kind is a file in `items/` and a line here. */
import type { ItemId, ParticipantId } from '../ids.ts';
import type { IntegerField } from './fields.ts';
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

/** Items on one board: about ten times the fullest board of a real session. */
export const maxItemsPerBoard = 5_000;

export interface ItemBase {
  readonly id: ItemId;
  /** Who made it; fixed at birth. */
  readonly by: ParticipantId;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export type Item = Note | BoardText | Ink;
export type ItemKind = Item['kind'];

export const itemKinds = { note, text, ink } as const;

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
