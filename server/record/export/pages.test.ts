import { expect, test } from 'vitest';
import { mostExportSheets } from '../../../shared/wire/http.ts';
import { overlap, pageMargin, sheetsFor } from './pages.ts';

const wide = { x: -40, y: 10, w: 1_600, h: 900 };
const high = { x: 0, y: 0, w: 900, h: 1_600 };

test('a wide board lies across on A4, a high one stands on Letter', () => {
  expect(sheetsFor(wide, 'a4', false).paper).toEqual({ w: 841.89, h: 595.28 });
  expect(sheetsFor(high, 'letter', false).paper).toEqual({ w: 612, h: 792 });
});

test.each([wide, high])('on one sheet all of it lies within the margins', (box) => {
  const { sheets, scale, paper } = sheetsFor(box, 'a4', false);
  expect(sheets).toHaveLength(1);
  const [sheet] = sheets;
  expect(sheet?.part).toEqual(box);
  expect(sheet?.at.x).toBeGreaterThanOrEqual(pageMargin - 0.01);
  expect(sheet?.at.y).toBeGreaterThanOrEqual(pageMargin - 0.01);
  expect(box.w * scale).toBeLessThanOrEqual(paper.w - 2 * pageMargin + 0.01);
  expect(box.h * scale).toBeLessThanOrEqual(paper.h - 2 * pageMargin + 0.01);
});

test('a small board is not blown up, and is not split', () => {
  const { scale, sheets } = sheetsFor({ x: 0, y: 0, w: 200, h: 100 }, 'a4', true);
  expect(scale).toBe(0.75);
  expect(sheets).toHaveLength(1);
});

test('split sheets cover all of it, and neighbours have the overlap in common', () => {
  const box = { x: -100, y: -100, w: 4_000, h: 2_500 };
  const { sheets, rows, columns, scale } = sheetsFor(box, 'a4', true);
  expect(sheets).toHaveLength(rows * columns);
  expect(Math.min(rows, columns)).toBeGreaterThan(1);
  const [first, second] = sheets;
  if (!first || !second) throw new Error('it was not split');
  expect((first.part.x + first.part.w - second.part.x) * scale).toBeCloseTo(overlap);
  expect(Math.max(...sheets.map(({ part }) => part.x + part.w))).toBeCloseTo(box.x + box.w);
  expect(Math.max(...sheets.map(({ part }) => part.y + part.h))).toBeCloseTo(box.y + box.h);
});

test('[R6] a board as large as there can be takes no more sheets than the limit', () => {
  const box = { x: -100_000, y: -100_000, w: 200_000, h: 200_000 };
  expect(sheetsFor(box, 'letter', true).sheets.length).toBeLessThanOrEqual(mostExportSheets);
});
