import { expect, test } from 'vitest';
import { nextInGrid } from './grid-keys.ts';

/** Three in a row, two in the next, and a row further down. */
const places = [
  ...[0, 1, 2].map((x) => ({ x, y: 0 })),
  ...[0, 1].map((x) => ({ x, y: 10 })),
  ...[0, 1, 2].map((x) => ({ x, y: 40 })),
];

test('left and right go on from row to row, and stop at the ends', () => {
  expect(nextInGrid(places, 2, 'ArrowRight')).toBe(3);
  expect(nextInGrid(places, 3, 'ArrowLeft')).toBe(2);
  expect(nextInGrid(places, 0, 'ArrowLeft')).toBeNull();
  expect(nextInGrid(places, 7, 'ArrowRight')).toBeNull();
});

test('up and down go to the nearest in the next row, also where that is shorter', () => {
  expect(nextInGrid(places, 2, 'ArrowDown')).toBe(4);
  expect(nextInGrid(places, 4, 'ArrowDown')).toBe(6);
  expect(nextInGrid(places, 6, 'ArrowUp')).toBe(4);
  expect(nextInGrid(places, 1, 'ArrowUp')).toBeNull();
});

test('any other key leads nowhere', () => {
  expect(nextInGrid(places, 1, 'a')).toBeNull();
  expect(nextInGrid(places, 1, 'Home')).toBe(0);
  expect(nextInGrid(places, 1, 'End')).toBe(7);
});
