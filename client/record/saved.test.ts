import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Item } from '../../shared/board/item.ts';
import { ownZone, reviewZone } from '../../shared/board/zone-name.ts';
import { itemId, personId } from '../../shared/ids.ts';
import { authorsOf, looksOf, madeBy, readingOf, zoneName, type Authors } from './saved.ts';

const maya = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');
const daniel = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8058');
const cast: Authors = [
  { id: maya, name: 'Maya', colour: 'lake', shape: 'diamond' },
  { id: daniel, name: 'Daniel', colour: 'plum', shape: 'circle' },
];
const looks = looksOf(cast);

const at = (number: number, by: typeof maya, y: number) => ({
  id: v.parse(itemId, `item-number-${number}`),
  by,
  x: 0,
  y,
  z: number,
  locked: false,
  hidden: false,
});
const note = (number: number, by: typeof maya, y: number, text: string): Item => ({
  ...at(number, by, y),
  kind: 'note',
  w: 200,
  h: 140,
  angle: 0,
  text,
  edited: false,
});
const stroke = (number: number, by: typeof maya, y: number): Item => ({
  ...at(number, by, y),
  kind: 'ink',
  tip: 'pen',
  alt: '',
  colour: 'lake',
  width: 5,
  scale: 1_000,
  points: [0, 0, 50],
});

test('[R2] what is read of a saved board is in reading order, each under its author', () => {
  const read = readingOf([note(2, daniel, 400, 'below'), note(1, maya, 0, 'above')], looks);
  expect(read.map(({ words, look }) => [look?.name, words])).toEqual([
    ['Maya', 'above'],
    ['Daniel', 'below'],
  ]);
});

test('strokes that follow each other by one hand are read as one drawing', () => {
  const items = [stroke(1, maya, 10), stroke(2, maya, 20), stroke(3, daniel, 30)];
  const read = readingOf(items, looks);
  expect(read.map(({ look }) => look?.name)).toEqual(['Maya', 'Daniel']);
  // Whoever tears up a drawing tears up all of it.
  expect(read.map(({ ids }) => ids)).toEqual([
    ['item-number-1', 'item-number-2'],
    ['item-number-3'],
  ]);
});

test('an empty note is read as left empty', () => {
  expect(readingOf([note(1, maya, 0, ' ')], looks)[0]?.words).toBe('Left empty');
});

test('only those who made something can be chosen, and then only theirs is shown', () => {
  const items = [note(1, maya, 0, 'mine')];
  expect(authorsOf(items, cast).map(({ name }) => name)).toEqual(['Maya']);
  expect(madeBy(items, daniel)).toEqual([]);
  expect(madeBy(items, null)).toBe(items);
});

test("a board is named after whose it is, and nobody's is the shared one", () => {
  expect(zoneName('joint', looks)).toBe('Shared board');
  expect(zoneName(ownZone(maya), looks)).toBe('Maya’s own');
  expect(zoneName(reviewZone(maya), looks)).toBe('Maya’s, to check');
});
