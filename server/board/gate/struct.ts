/** A struct of an update as the gate reads it: one element of a text, a list or a map. */
import type * as Y from 'yjs';
import type { Home, NewItem } from './home.ts';
import type { Denial } from './verdict.ts';

/** What the low five bits of a struct's info say it carries (yjs/src/structs/Item.js). */
export const contentRef = {
  gc: 0,
  deleted: 1,
  string: 4,
  type: 7,
  any: 8,
  skip: 10,
} as const;

export const infoBit = { content: 0x1f, key: 0x20, rightOrigin: 0x40, origin: 0x80 } as const;

/** Yjs's numbers for the types a board has. */
export const typeRef = { array: 0, map: 1, text: 2 } as const;

/** What a struct can refer to: something in the document, or another struct of the same update. */
export type Referred = Y.Item | Y.GC | Struct;

/**
 * Ids are two numbers each, -1 where there is none: a struct is read for every edit of everybody, and
 * an object for each id would double what that costs.
 */
export interface Struct {
  readonly client: number;
  clock: number;
  /** Clocks it takes: UTF-16 units of a text, numbers of a list, else 1 (or what a deletion spans). */
  length: number;
  readonly info: number;
  /** Its beginning was known: it no longer is what its bytes say. */
  isCut: boolean;
  /** Where its bytes begin and end. */
  readonly at: number;
  end: number;
  originClient: number;
  originClock: number;
  rightClient: number;
  rightClock: number;
  /** The root it names as its parent, when it has neither neighbour. */
  parentRoot: string | null;
  parentClient: number;
  parentClock: number;
  /** Only where the parent is named: else the neighbour's key counts. */
  key: string | null;
  /** A text, the values of an `any`, the number of a type, or null. */
  content: string | readonly unknown[] | number | null;
  /** What the ids stand for, once it is linked. */
  origin: Referred | null;
  right: Referred | null;
  parent: Referred | null;
  /** Where it lies, once that is known. */
  home: Home | null;
  /** The item it is the beginning of. */
  born: NewItem | null;
  /** The first struct of the update to follow it at its end. */
  follower: Struct | null;
  refused: Denial | null;
  /** It lies in what was taken away meanwhile: it becomes a gap of its length and harms nobody. */
  isDead: boolean;
}

export const isContent = (struct: Struct, ref: number): boolean =>
  (struct.info & infoBit.content) === ref;
