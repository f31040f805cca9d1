import { expect, test } from 'vitest';
import * as v from 'valibot';
import { itemId, personId } from '../ids.ts';
import { describeItem, inReadingOrder, type Item } from './item.ts';

const maya = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');

const aNote = (name: string, x: number, y: number, text = name): Item => ({
  id: v.parse(itemId, `note-called-${name}`),
  by: maya,
  kind: 'note',
  x,
  y,
  z: 0,
  w: 200,
  h: 140,
  angle: 0,
  text,
  edited: false,
  locked: false,
  hidden: false,
});

test('items are read by rows and from the left, notes a little askew in one row', () => {
  const items = [aNote('c', 20, 400), aNote('b', 300, 10), aNote('a', 10, 60), aNote('d', 20, 700)];
  expect(inReadingOrder(items).map((item) => item.kind === 'note' && item.text)).toEqual([
    ...['a', 'b', 'c', 'd'],
  ]);
});

test('an item is named with its author or without', () => {
  const treehouse = aNote('a', 0, 0, ' our treehouse ');
  expect(describeItem(treehouse, 'Maya')).toBe('Note by Maya: our treehouse');
  expect(describeItem(treehouse)).toBe('Note: our treehouse');
  expect(describeItem(aNote('a', 0, 0, ' '), 'you')).toBe('Empty note by you');
  const drawing: Item = {
    ...{ id: treehouse.id, by: maya, x: 0, y: 0, z: 0, locked: false, hidden: false },
    ...{ kind: 'ink', colour: 'lake', width: 5, scale: 250, points: [], alt: '' },
    tip: 'pen',
  };
  expect(describeItem(drawing, 'Maya')).toBe('Drawing by Maya');
});
