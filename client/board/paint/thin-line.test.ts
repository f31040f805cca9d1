import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bornItem } from '../../../shared/board/board-doc.ts';
import type { Ink } from '../../../shared/board/items/ink.ts';
import { itemId, therapistId } from '../../../shared/ids.ts';
import { createThinLines, isThin } from './thin-line.ts';

const by = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8058');
const stroke = (more: Partial<Ink> = {}): Ink => {
  const id = v.parse(itemId, 'item-number-1');
  const points = [0, 0, 50, 1, 1, 50, 40, 0, 50, 80, 40, 50];
  const born = bornItem('ink', { id, by, x: 10, y: 20, z: 1, points });
  return { ...born, width: 4, scale: 1_000, ...more };
};

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  const says =
    (what: string) =>
    (...at: readonly number[]): number =>
      said.push([what, ...at].join(' '));
  vi.stubGlobal(
    'Path2D',
    class {
      readonly moveTo = says('from');
      readonly lineTo = says('to');
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

const context = {
  setTransform: () => undefined,
  stroke: () => undefined,
} as unknown as CanvasRenderingContext2D;
const at = (scale: number) => ({ a: scale, b: 0, c: 0, d: scale, e: 0, f: 0 });

test('[B64] only a stroke that looks like a plain line is painted as one', () => {
  expect(isThin(stroke(), 0.25)).toBe(true);
  expect(isThin(stroke(), 1)).toBe(false);
  expect(isThin(stroke({ width: 30 }), 0.25)).toBe(false);
  expect(isThin(stroke({ tip: 'highlighter' }), 0.25)).toBe(false);
  // What is said about it stands beside it, at any size.
  expect(isThin(stroke({ hidden: true }), 0.25)).toBe(false);
  expect(isThin(stroke({ locked: true }), 0.25)).toBe(false);
});

test('[R31] from afar a stroke has no more points than can be seen, its ends among them', () => {
  const paint = createThinLines();
  const item = stroke();
  paint(item, context, at(0.25), 'black');
  expect(said).toEqual(['from 0 0', 'to 40 0', 'to 80 40']);
  paint(item, context, at(0.25), 'black');
  expect(said).toHaveLength(3);
  paint(item, context, at(1), 'black');
  expect(said.slice(3)).toEqual(['from 0 0', 'to 1 1', 'to 40 0', 'to 80 40']);
});

test('[B64] a dot from afar is a dot', () => {
  createThinLines()(stroke({ points: [3, 4, 50] }), context, at(0.25), 'black');
  expect(said).toEqual(['from 3 4', 'to 3 4']);
});
