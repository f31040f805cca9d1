import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { Item } from '../../shared/board/item.ts';
import { aNewId, daniel, maya } from '../../tests/support/board-page.ts';
import { clipOf, itemsInClip, maxClippedItems } from './clip.ts';

const aNote: Item = {
  ...{ id: aNewId(), by: maya, kind: 'note', text: 'our treehouse 🌳' },
  ...{ x: 12, y: -30, z: 5, w: 200, h: 140, angle: 3 },
  ...{ locked: true, hidden: false, edited: true },
};

const written = (items: unknown, kinbridge: unknown = 1): string =>
  JSON.stringify({ kinbridge, items });
const pasted = (text: string) => itemsInClip(text, daniel, aNewId);

test('[B33] what is copied comes out whole, as its paster’s, without a lock or another’s mark', () => {
  const [copy] = pasted(clipOf([aNote]) ?? '') ?? [];
  expect(copy).toMatchObject({
    ...{ kind: 'note', text: 'our treehouse 🌳', x: 12, y: -30, w: 200, h: 140, angle: 3 },
    ...{ by: daniel, locked: false, edited: false },
  });
  expect(copy?.id).not.toBe(aNote.id);
  expect(clipOf([aNote])).not.toContain(maya);
});

test.each([
  ['no JSON', 'note'],
  ['another program’s', written([{ kind: 'note' }], 2)],
  ['nothing', written([])],
  ['too many', written(Array.from({ length: maxClippedItems + 1 }, () => ({ kind: 'note' })))],
  ['a kind that is not known', written([{ kind: 'script', text: 'x' }])],
  ['words beyond a note', written([{ kind: 'note', text: 'x'.repeat(1_001) }])],
  [
    'a stroke beyond a stroke',
    written([{ kind: 'ink', points: Array.from({ length: 10_801 }, () => 1) }]),
  ],
  ['things inside things', written([{ kind: 'note', text: { toString: 'x' } }])],
  ['one bad among good', written([{ kind: 'note', text: 'good' }, { kind: 'constructor' }])],
])('[B33] a clip of %s is refused whole', (_what, text) => {
  expect(pasted(text)).toBeNull();
});

test('[B33] a made-up author, lock or place out of bounds does not get in', () => {
  const forged = {
    kind: 'note',
    by: maya,
    id: aNote.id,
    locked: true,
    edited: true,
    x: 1e9,
    evil: 1,
  };
  const [item] = pasted(written([forged])) ?? [];
  expect(item).toMatchObject({ by: daniel, locked: false, edited: false, x: 0, text: '' });
  expect(item).not.toHaveProperty('evil');
  expect(item?.id).not.toBe(aNote.id);
});

test('[B16] more than a clip holds is not copied', () => {
  const many = Array.from({ length: maxClippedItems + 1 }, () => aNote);
  expect(clipOf(many)).toBeNull();
  expect(v.is(v.string(), clipOf(many.slice(1)))).toBe(true);
});
