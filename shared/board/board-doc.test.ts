import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import * as Y from 'yjs';
import { itemId, personId } from '../ids.ts';
import {
  addInk,
  addWords,
  appendPoints,
  bornItem,
  completed,
  itemsOf,
  placeItem,
  readBoard,
  readItem,
  setWords,
} from './board-doc.ts';
import { boxOf, describeItem, kindNames, type Item } from './item.ts';
import { ink } from './items/ink.ts';

const maya = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');
const id = v.parse(itemId, 'item-number-one');

function aBoardWith(words: string): Y.Doc {
  const doc = new Y.Doc();
  addWords(doc, 'note', { id, by: maya, x: 0, y: 0, z: 1, words });
  return doc;
}

function wordsOn(doc: Y.Doc): string {
  const item = readItem(id, itemsOf(doc).get(id));
  return item?.kind === 'note' ? item.text : '';
}

/** Everything that Yjs can hold in a field, wrong kinds and wrong shapes included. */
const anything = fc.oneof(
  fc.constantFrom(...kindNames, maya, 'lake', 'star', '019c0000-0000-7000-8000-0000000000ee'),
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(fc.integer(), fc.double(), fc.string())),
  fc.constant('Y.Text'),
  fc.constant('Y.Map'),
  fc.array(fc.oneof(fc.integer(), fc.double(), fc.string()), { maxLength: 20 }).map((points) => ({
    points,
  })),
);

function asStored(value: unknown): unknown {
  if (value === 'Y.Text') return new Y.Text('words');
  if (value === 'Y.Map') return new Y.Map();
  if (value instanceof Object && 'points' in value && Array.isArray(value.points))
    return Y.Array.from(value.points as number[]);
  return value;
}

describe('reading', () => {
  const often = (...values: string[]) =>
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...values) }, anything);
  const damaged = fc.record(
    {
      ...{ kind: often(...kindNames), by: often(maya) },
      ...{ x: anything, y: anything, z: anything, w: anything, h: anything, text: anything },
      ...{ colour: anything, width: anything, scale: anything, points: anything },
      ...{ dx: anything, dy: anything, heads: anything, form: anything, fill: anything },
      ...{ stamp: anything, size: anything, angle: anything, tip: anything, alt: anything },
      ...{ picture: often('019c0000-0000-7000-8000-0000000000ee'), edited: anything },
    },
    { requiredKeys: [] },
  );

  test('[B1] an item that is damaged or unknown is left out, whatever its fields hold', () => {
    fc.assert(
      fc.property(damaged, fc.oneof(fc.constant(id as string), fc.string()), (stored, key) => {
        const doc = new Y.Doc();
        const item = new Y.Map<unknown>();
        for (const [field, value] of Object.entries(stored)) item.set(field, asStored(value));
        itemsOf(doc).set(key, item);
        for (const read of readBoard(doc)) {
          expect(read).toMatchObject({ id: key, kind: stored['kind'], by: stored['by'] });
          expect(describeItem(read)).not.toBe('');
          expect(Object.values(boxOf(read)).every(Number.isFinite)).toBe(true);
          if (read.kind === 'ink') expect(read.points.length % 3).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[B1] what is no item at all is left out', () => {
    const doc = new Y.Doc();
    for (const [key, value] of Object.entries({ 'a-plain-text-1': 'x', 'a-number-here': 7 }))
      doc.getMap<unknown>('items').set(key, value);
    expect(readBoard(doc)).toEqual([]);
    expect(readItem('short', new Y.Map())).toBeNull();
  });

  test('[B1] a missing field reads as its default', () => {
    const doc = new Y.Doc();
    const item = new Y.Map<unknown>([
      ['kind', 'note'],
      ['by', maya],
    ]);
    itemsOf(doc).set(id, item);
    expect(readBoard(doc)).toEqual([
      {
        id,
        by: maya,
        kind: 'note',
        x: 0,
        y: 0,
        z: 0,
        locked: false,
        hidden: false,
        edited: false,
        w: 200,
        h: 140,
        angle: 0,
        text: '',
      },
    ]);
  });
});

test('[R2] an item that was kept before its kind had all its fields has their defaults', () => {
  const whole = { ...bornItem('note', { id, by: maya, text: 'kept' }), locked: true };
  const { angle: _, ...kept } = whole;
  expect(completed(JSON.parse(JSON.stringify(kept)) as Item)).toEqual(whole);
});

describe('words', () => {
  test('[B4] a change keeps what another typed elsewhere at the same time', () => {
    const doc = aBoardWith('our treehouse');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    setWords(doc, id, 'our old treehouse');
    setWords(other, id, 'our treehouse, before it got cold');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(wordsOn(doc)).toBe('our old treehouse, before it got cold');
    expect(wordsOn(other)).toBe(wordsOn(doc));
  });

  test('[B4] a change made on an older text carries over only what the writer changed', () => {
    const doc = aBoardWith('treehouse, and cold');
    setWords(doc, id, 'treehouse at dusk', 'treehouse');
    expect(wordsOn(doc)).toBe('treehouse at dusk, and cold');
    setWords(doc, id, 'treehouse at dusk, and warm', 'treehouse at dusk, and cold');
    setWords(doc, id, ', and very warm', ', and warm');
    expect(wordsOn(doc)).toBe('treehouse at dusk, and very warm');
  });

  test('[B4] an emoji is replaced whole and never split, at the limit neither', () => {
    const doc = aBoardWith('a 😀 b');
    setWords(doc, id, 'a 😁 b');
    expect(wordsOn(doc)).toBe('a 😁 b');
    setWords(doc, id, `${'x'.repeat(999)}😀`);
    expect(wordsOn(doc)).toBe('x'.repeat(999));
    expect(wordsOn(aBoardWith(`${'x'.repeat(999)}😀`))).toBe('x'.repeat(999));
  });

  test('[B4] any text becomes any other in one replacement of whole characters', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', 'é'), maxLength: 12 });
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const doc = aBoardWith(before);
        let steps = 0;
        itemsOf(doc).observeDeep(([event]) => {
          steps += 1;
          const inserted = event?.changes.delta.find((part) => part.insert !== undefined)?.insert;
          if (typeof inserted === 'string') expect(inserted).not.toMatch(/\p{Surrogate}/u);
        });
        doc.transact(() => setWords(doc, id, after));
        expect(wordsOn(doc)).toBe(after);
        expect(steps).toBe(before === after ? 0 : 1);
      }),
    );
  });
});

describe('ink', () => {
  const aStroke = (doc: Y.Doc, points: readonly number[]): void =>
    addInk(doc, {
      id,
      by: maya,
      x: 10,
      y: 10,
      z: 1,
      colour: 'lake',
      width: 16,
      scale: 250,
      points,
    });
  const pointsOn = (doc: Y.Doc): readonly number[] => {
    const [item] = readBoard(doc);
    return item?.kind === 'ink' ? item.points : [];
  };

  test('[B5] points are kept as whole numbers within bounds', () => {
    const doc = new Y.Doc();
    aStroke(doc, [0.4, -0.6, 50, 1e9, -1e9, 50]);
    expect(pointsOn(doc)).toEqual([0, -1, 50, 50_000, -50_000, 50]);
  });

  test('[B5] appending leaves every earlier point as it was written', () => {
    const doc = new Y.Doc();
    aStroke(doc, [0, 0, 50]);
    const deleted: unknown[] = [];
    itemsOf(doc).observeDeep((events) => {
      for (const event of events) deleted.push(...event.changes.deleted);
    });
    appendPoints(doc, id, [4, 4, 50]);
    appendPoints(doc, id, [8.2, 8, 50]);
    expect(pointsOn(doc)).toEqual([0, 0, 50, 4, 4, 50, 8, 8, 50]);
    expect(deleted).toEqual([]);
  });

  test('[B5] a full stroke takes no more points', () => {
    const doc = new Y.Doc();
    aStroke(doc, new Array<number>(ink.fields.points.maxLength).fill(1));
    expect(appendPoints(doc, id, [1, 1, 50])).toBe(false);
    expect(pointsOn(doc)).toHaveLength(ink.fields.points.maxLength);
  });

  test('[B5] a stroke that is gone takes no points', () => {
    expect(appendPoints(new Y.Doc(), id, [1, 1, 50])).toBe(false);
  });

  test('a stroke’s box holds all of it in board units and moves with it', () => {
    const doc = new Y.Doc();
    aStroke(doc, [0, 0, 50, 400, -40, 50]);
    const [item] = readBoard(doc);
    expect(item && boxOf(item)).toEqual({ x: 6, y: -4, w: 108, h: 18 });
    placeItem(doc, id, 110, 10);
    const [moved] = readBoard(doc);
    expect(moved && boxOf(moved)).toEqual({ x: 106, y: -4, w: 108, h: 18 });
  });
});
