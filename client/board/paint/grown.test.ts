import * as v from 'valibot';
import { expect, test } from 'vitest';
import { bornItem } from '../../../shared/board/board-doc.ts';
import { outlineOf } from '../../../shared/board/draw/outline.ts';
import type { Ink } from '../../../shared/board/items/ink.ts';
import { itemId, therapistId } from '../../../shared/ids.ts';
import { grownBy } from './grown.ts';

const by = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8058');
const id = v.parse(itemId, 'item-number-1');

/** A stroke of so many points along a wave. */
function stroke(points: number, pressure = 50): Ink {
  const numbers = Array.from({ length: points }, (_, at) => [
    at * 40,
    Math.round(Math.sin(at / 4) * 300),
    pressure,
  ]).flat();
  return bornItem('ink', { id, by, x: 10, y: 20, z: 1, width: 16, scale: 250, points: numbers });
}

const numbersOf = (d: string): readonly (readonly [number, number])[] =>
  [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

test.each([50, 80])(
  '[B5] a stroke that grows is painted anew only where it changed (%i)',
  (pressure) => {
    const [before, after] = [stroke(60, pressure), stroke(64, pressure)];
    const box = grownBy(before, after);
    if (!box) throw new Error('nothing is said to have changed');
    const outline = (of: Ink) => numbersOf(outlineOf(of.points, of.width, of.scale, of.tip));
    const old = new Set(outline(before).map(String));
    for (const [x, y] of outline(after).filter((point) => !old.has(String(point)))) {
      expect(x + after.x).toBeGreaterThanOrEqual(box.x);
      expect(x + after.x).toBeLessThanOrEqual(box.x + box.w);
      expect(y + after.y).toBeGreaterThanOrEqual(box.y);
      expect(y + after.y).toBeLessThanOrEqual(box.y + box.h);
    }
    expect(box.w).toBeLessThan(60 * 10 * 0.5);
  },
);

test('[B5] a stroke that is short, moved or another one is painted anew whole', () => {
  expect(grownBy(stroke(6), stroke(9))).toBeNull();
  expect(grownBy(stroke(60), { ...stroke(64), x: 11 })).toBeNull();
  expect(grownBy(stroke(60), stroke(40))).toBeNull();
  expect(grownBy(stroke(60), stroke(64, 80))).toBeNull();
});
