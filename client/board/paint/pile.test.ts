import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { bornItem } from '../../../shared/board/board-doc.ts';
import { liesBelow, type Item } from '../../../shared/board/item.ts';
import { itemId, therapistId } from '../../../shared/ids.ts';
import { createPile, type Piled } from './pile.ts';

const by = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8058');
const idOf = (nth: number) => v.parse(itemId, `item-number-${String(nth)}`);
const piled = (nth: number, z: number, isFrame: boolean, x = 0): Piled => {
  const item: Item = bornItem(isFrame ? 'frame' : 'note', { id: idOf(nth), by, x, y: 0, z });
  return { item, box: { x, y: 0, w: 100, h: 100 } };
};

test('[B1] what is painted lies in the order of the stack, whatever comes, goes and moves', () => {
  const act = fc.record({
    nth: fc.nat({ max: 40 }),
    isLookedAt: fc.boolean(),
    z: fc.integer({ min: -3, max: 3 }),
    isFrame: fc.boolean(),
    isGone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
      const pile = createPile();
      const model = new Map<string, Piled>();
      for (const { nth, z, isFrame, isGone, isLookedAt } of acts) {
        const one = piled(nth, z, isFrame);
        if (isGone) {
          pile.take(one.item.id);
          model.delete(one.item.id);
        } else {
          pile.put(one);
          model.set(one.item.id, one);
        }
        if (isLookedAt) pile.isEmpty({ x: 0, y: 0, w: 1, h: 1 });
      }
      const expected = [...model.values()].sort((one, other) => liesBelow(one.item, other.item));
      expect(pile.all()).toEqual(expected);
    }),
  );
});

test('[B1] only what may cover a place is painted there', () => {
  const pile = createPile();
  pile.put(piled(1, 2, false, 0));
  pile.put(piled(2, 1, false, 500));
  const on = (x: number) => pile.on({ x, y: 0, w: 50, h: 50 }).map(({ item }) => item.id);
  expect(on(20)).toEqual([idOf(1)]);
  expect(on(520)).toEqual([idOf(2)]);
  expect(on(250)).toEqual([]);
});

test('[R31] as many as a saved board holds come and go between two looks at their order', () => {
  const all = Array.from({ length: 100 }, (_, nth) => piled(nth, (nth * 37) % 100, nth % 9 === 0));
  const inOrder = (of: readonly Piled[]) =>
    [...of].sort((one, other) => liesBelow(one.item, other.item));
  const pile = createPile();
  for (const one of all) pile.put(one);
  expect(pile.all()).toEqual(inOrder(all));
  for (const { item } of all.slice(20)) pile.take(item.id);
  expect(pile.all()).toEqual(inOrder(all.slice(0, 20)));
  for (const { item } of all.slice(0, 10)) pile.take(item.id);
  for (const one of all) pile.put(one);
  expect(pile.all()).toEqual(inOrder(all));
});
