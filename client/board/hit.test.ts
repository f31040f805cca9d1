import { expect, test } from 'vitest';
import * as v from 'valibot';
import { bornItem } from '../../shared/board/board-doc.ts';
import type { Item } from '../../shared/board/item.ts';
import { itemId, personId } from '../../shared/ids.ts';
import { BoardEntry } from './entry.svelte.ts';
import { entryAt } from './hit.ts';

const by = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');
const id = (name: string) => v.parse(itemId, `item-${name}`);

const frame = bornItem('frame', { id: id('frame'), by, x: 0, y: 0, z: 900, w: 400, h: 300 });
const note = bornItem('note', { id: id('a-note'), by, x: 100, y: 100, z: 1, w: 120, h: 80 });
const arrow = bornItem('line', { id: id('arrow'), by, x: 500, y: 0, z: 2, dx: 100, dy: 100 });
const heart = bornItem('shape', { id: id('heart'), by, x: 700, y: 0, z: 3, w: 100, h: 100 });

const at = (x: number, y: number, items: readonly Item[] = [frame, note, arrow, heart]) =>
  entryAt(
    items.map((item) => new BoardEntry(item)),
    { x, y },
    6,
  )?.item.kind;

test('a frame is hit at its edge and its name, and nowhere else within it', () => {
  expect(at(2, 200)).toBe('frame');
  expect(at(-5, 200)).toBe('frame');
  expect(at(200, 302)).toBe('frame');
  expect(at(200, 20)).toBe('frame');
  expect(at(60, 200)).toBeUndefined();
});

test('a frame lies beneath everything, however high it is stacked', () => {
  const across = { ...note, x: -50, y: 150 };
  expect(at(0, 200, [across, frame])).toBe('note');
  expect(at(0, 200, [frame, across])).toBe('note');
});

test('a line is hit along its way and not in the rest of its box', () => {
  expect(at(550, 50)).toBe('line');
  expect(at(600, 104)).toBe('line');
  expect(at(590, 20)).toBeUndefined();
});

test('a shape is hit anywhere in its box', () => {
  expect(at(750, 50)).toBe('shape');
  expect(at(804, 50)).toBeUndefined();
});
