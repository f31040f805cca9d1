/** What came, went and changed between two boards; things are the same by their ids. */
import { ownFieldsOf, wordsOf, type Item } from '../board/item.ts';
import type { RecordItem } from './record.ts';

/** `look`: size, colour, turn, what was drawn. */
export type Difference = 'words' | 'place' | 'look' | 'locked' | 'hidden';

export interface Changed {
  readonly before: RecordItem;
  readonly after: RecordItem;
  readonly what: readonly Difference[];
}

export interface Comparison {
  readonly came: readonly RecordItem[];
  readonly went: readonly RecordItem[];
  readonly changed: readonly Changed[];
  /** How many things are as they were. */
  readonly same: number;
}

export function compare(before: readonly RecordItem[], after: readonly RecordItem[]): Comparison {
  const were = new Map(before.map((item) => [item.id, item]));
  const are = new Set(after.map(({ id }) => id));
  const kept = after.flatMap((item): Changed[] => {
    const was = were.get(item.id);
    return was ? [{ before: was, after: item, what: differences(was, item) }] : [];
  });
  const changed = kept.filter(({ what }) => what.length > 0);
  return {
    came: after.filter(({ id }) => !were.has(id)),
    went: before.filter(({ id }) => !are.has(id)),
    changed,
    same: kept.length - changed.length,
  };
}

/** Where it lies in the stack is no difference: that changes with every touch. */
function differences(one: Item, other: Item): readonly Difference[] {
  if (one === other) return [];
  const differ: readonly (readonly [Difference, boolean])[] = [
    ['words', wordsOf(one) !== wordsOf(other)],
    ['place', one.x !== other.x || one.y !== other.y],
    ['look', looksOf(one) !== looksOf(other)],
    ['locked', one.locked !== other.locked],
    ['hidden', one.hidden !== other.hidden],
  ];
  return differ.flatMap(([what, is]) => (is ? [what] : []));
}

/** All that is seen of an item but its words and its place. */
function looksOf(item: Item): string {
  const stored = new Map<string, unknown>(Object.entries(item));
  const looks = ownFieldsOf(item.kind).filter(([key]) => key !== 'text' && key !== 'edited');
  return JSON.stringify([item.kind, ...looks.map(([key]) => stored.get(key))]);
}
