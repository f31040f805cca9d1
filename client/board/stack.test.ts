import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { stackStep, type ItemKind } from '../../shared/board/item.ts';
import { itemId, type ItemId } from '../../shared/ids.ts';
import { restacked, type Order } from './stack.ts';

const idOf = (name: string): ItemId => v.parse(itemId, `item-${name}-item`);
const everywhere = { x: 0, y: 0, w: 100, h: 100 };
const one = (name: string, z: number, box = everywhere, kind: ItemKind = 'note') => {
  const id = idOf(name);
  return { id, item: { id, kind, z }, box };
};

/** The names from the lowest to the highest once `moving` have gone there. */
function after(all: readonly ReturnType<typeof one>[], moving: string, order: Order): string {
  const ids = new Set([...moving].map(idOf));
  const places = restacked(all, ids, order);
  expect([...places.keys()].every((id) => ids.has(id))).toBe(true);
  return all
    .map(({ id, item }) => ({ id, z: places.get(id) ?? item.z }))
    .sort((a, b) => a.z - b.z || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id.slice(5, 6))
    .join('');
}

describe('[B34] above and beneath', () => {
  const stack = ['a', 'b', 'c', 'd'].map((name, at) => one(name, (at + 1) * stackStep));

  test.each([
    ['b', 'front', 'acdb'],
    ['ab', 'front', 'cdab'],
    ['c', 'back', 'cabd'],
    ['bd', 'back', 'bdac'],
    ['a', 'up', 'bacd'],
    ['ab', 'up', 'cabd'],
    ['ac', 'up', 'bacd'],
    ['d', 'down', 'abdc'],
    ['cd', 'down', 'acdb'],
    ['d', 'up', 'abcd'],
    ['a', 'down', 'abcd'],
  ] as const)(
    '[B34] %s %s, keeping their order, and nothing else is touched',
    (ids, order, left) => {
      expect(after(stack, ids, order)).toBe(left);
    },
  );

  test('[B34] one up is past what it overlaps, not past what lies elsewhere', () => {
    const elsewhere = { x: 900, y: 900, w: 10, h: 10 };
    const all = [one('a', 1_000), one('b', 2_000, elsewhere), one('c', 3_000), one('d', 4_000)];
    expect(after(all, 'a', 'up')).toBe('bcad');
  });

  test('[B34] where no place is left between two, it goes past the next', () => {
    const all = [one('a', 1), one('b', 2), one('c', 3), one('d', 4)];
    expect(after(all, 'a', 'up')).toBe('bcda');
    expect(after(all, 'd', 'down')).toBe('dabc');
  });

  test('[B34] frames are stacked among themselves, beneath everything else', () => {
    const frames = ['a', 'b'].map((name, at) => one(name, at * stackStep, everywhere, 'frame'));
    const all = [...frames, one('c', 5), one('d', 9)];
    const places = restacked(all, new Set([idOf('a'), idOf('c')]), 'front');
    expect(places.get(idOf('a'))).toBe(2 * stackStep);
    expect(places.get(idOf('c'))).toBe(9 + stackStep);
  });

  test('[B34] up and down many times stays in order', () => {
    let all = stack;
    for (let round = 0; round < 40; round += 1) {
      const places = restacked(all, new Set([idOf('a')]), round % 2 ? 'down' : 'up');
      all = all.map((each) => ({
        ...each,
        item: { ...each.item, z: places.get(each.id) ?? each.item.z },
      }));
    }
    const zs = all.map(({ item }) => item.z);
    expect(new Set(zs).size).toBe(4);
  });
});
