import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { bornItem } from '../../shared/board/board-doc.ts';
import { boxOf, kindNames, type Item, type ItemKind } from '../../shared/board/item.ts';
import { itemId, personId, pictureId } from '../../shared/ids.ts';
import { resized, scaled, spanned } from './resized.ts';
import { inShapeOf, newShape } from './shape.ts';

const born = {
  id: v.parse(itemId, 'item-number-one'),
  by: v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057'),
};
const picture = v.parse(pictureId, '019c0000-0000-7000-8000-0000000000ee');
const ofSome: object = { picture, points: [0, 0, 50, 90, 40, 50] };
const anItem = (kind: ItemKind): Item => bornItem(kind, { ...born, ...ofSome, x: 10, y: 20 });

describe.each(kindNames)('a %s', (kind) => {
  const item = anItem(kind);
  const larger = scaled(item, boxOf(item), 1.25);

  test('is made larger and smaller, in numbers that its fields take', () => {
    expect(boxOf(larger).w).toBeGreaterThan(boxOf(item).w);
    const smaller = scaled(larger, boxOf(larger), 0.8);
    expect(boxOf(smaller).w).toBeLessThan(boxOf(larger).w);
    expect(Object.values(newShape(larger, item)).every(Number.isInteger)).toBe(true);
  });

  test('shown ahead of the document keeps its new size and what else has changed', () => {
    const hidden = { ...item, hidden: true };
    expect(inShapeOf(larger, hidden)).toEqual({ ...larger, hidden: true });
    expect(newShape(hidden, item)).toEqual({});
  });

  test('however far it is pulled, stays within its bounds', () => {
    for (const [w, h] of [
      [1e6, 1e6],
      [-50, -50],
    ] as const) {
      const pulled = resized(item, boxOf(item), w, h);
      const rewritten = bornItem(kind, { ...pulled });
      expect(pulled).toEqual({ ...rewritten, locked: false, hidden: false });
    }
  });
});

test('a line goes from the one point to the other, whatever their order', () => {
  const line = spanned(anItem('line'), { x: 300, y: 50 }, { x: 100, y: 90 });
  expect(line).toMatchObject({ x: 300, y: 50, dx: -200, dy: 40 });
});

test('a shape fills what lies between two of its corners, whichever they are', () => {
  const shape = spanned(anItem('shape'), { x: 300, y: 50 }, { x: 100, y: 90 });
  expect(shape).toMatchObject({ x: 100, y: 50, w: 200, h: 40 });
});

test('a picture and a stamp keep their proportions', () => {
  const wide = resized(anItem('picture'), boxOf(anItem('picture')), 640, 10);
  expect(wide).toMatchObject({ w: 640, h: 480 });
  const stamp = resized(anItem('stamp'), boxOf(anItem('stamp')), 192, 10);
  expect(stamp).toMatchObject({ size: 192 });
});

test('a size is written whole, and nothing beside it', () => {
  const note = bornItem('note', { ...born, angle: 4 });
  expect(newShape({ ...note, w: 300 }, note)).toEqual({ w: 300, h: note.h });
  expect(newShape({ ...note, angle: -4 }, note)).toEqual({ angle: -4 });
});
