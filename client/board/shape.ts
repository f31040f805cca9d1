/** Place, size and turn of an item, as the fields they are written in. */
import type { Item } from '../../shared/board/item.ts';
import type { Fields } from './intent.ts';

/** Each group is written whole: a place is one thing, and so is a size. */
const groups = [['x', 'y'], ['w', 'h'], ['dx', 'dy'], ['scale'], ['size'], ['angle']] as const;

/** What of an item's place, size and turn is another than it was. */
export function newShape(item: Item, was: Item): Fields {
  const [now, before] = [numbersOf(item), numbersOf(was)];
  const changed: Record<string, number> = {};
  for (const keys of groups) {
    if (keys.every((key) => now[key] === before[key])) continue;
    for (const key of keys) if (now[key] !== undefined) changed[key] = now[key];
  }
  return changed;
}

/** `item` in the place, size and turn of another of its kind. */
export const inShapeOf = (shown: Item, item: Item): Item =>
  shown.kind === item.kind ? { ...item, ...numbersOf(shown) } : item;

function numbersOf(item: Item): Readonly<Record<string, number>> {
  const all: Readonly<Record<string, unknown>> = { ...item };
  const numbers: Record<string, number> = {};
  for (const key of groups.flat()) {
    const value = all[key];
    if (typeof value === 'number') numbers[key] = value;
  }
  return numbers;
}
