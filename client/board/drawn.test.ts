import { expect, test } from 'vitest';
import * as v from 'valibot';
import { bornItem } from '../../shared/board/board-doc.ts';
import { itemId, personId } from '../../shared/ids.ts';
import { createDrawn, mostKept } from './drawn.ts';
import { BoardEntry } from './entry.svelte.ts';

const by = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');

/** Where the nth note lies: 1,000 from the next, fifty in a row. */
const placeOf = (at: number) => ({ x: (at % 50) * 1_000, y: Math.floor(at / 50) * 1_000 });

const notes = (count: number): readonly BoardEntry[] =>
  Array.from({ length: count }, (_, at) => {
    const id = v.parse(itemId, `note-${String(at).padStart(6, '0')}`);
    return new BoardEntry(bornItem('note', { id, by, ...placeOf(at), z: at }));
  });
const around = (at: number) => {
  const { x, y } = placeOf(at);
  return { x: x - 100, y: y - 100, w: 400, h: 400 };
};
const drawnOf = (entries: readonly BoardEntry[]) => entries.filter((one) => one.isDrawn).length;

test('what is near is drawn and stays so, and what comes near is drawn at once', () => {
  const entries = notes(3);
  const [first, second, third] = entries;
  const drawn = createDrawn();
  drawn.near(around(0), entries);
  expect([first?.isDrawn, second?.isDrawn]).toEqual([true, false]);
  drawn.near(around(1), entries);
  expect([first?.isDrawn, second?.isDrawn]).toEqual([true, true]);
  if (!third) throw new Error('no third');
  third.item = { ...third.item, x: 1_100 };
  drawn.placed(third);
  expect(third.isDrawn).toBe(true);
});

test('on a long way what was near the longest ago goes first, and no more than the limit stays', () => {
  const entries = notes(mostKept + 50);
  const drawn = createDrawn();
  for (let at = 0; at < entries.length; at += 1) drawn.near(around(at), entries);
  expect(drawnOf(entries)).toBe(mostKept + 1);
  expect(drawnOf(entries.slice(0, 49))).toBe(0);
});

test('what was taken away counts no more', () => {
  const entries = notes(mostKept + 2);
  const drawn = createDrawn();
  entries.forEach((entry, at) => {
    drawn.near(around(at), [entry]);
    if (at < 10) drawn.gone(entry);
  });
  expect(drawnOf(entries)).toBe(entries.length);
});
