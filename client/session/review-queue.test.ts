import * as v from 'valibot';
import { expect, test } from 'vitest';
import { addWords, readBoard } from '../../shared/board/board-doc.ts';
import { fingerprintOf } from '../../shared/board/fingerprint.ts';
import { itemId, personId, therapistId } from '../../shared/ids.ts';
import type { PersonInView } from '../../shared/session/visible-to.ts';
import * as Y from 'yjs';
import { inReview } from './review-queue.ts';

const maya = v.parse(personId, '00000000-0000-7000-8000-000000000001');
const okafor = v.parse(therapistId, '00000000-0000-7000-8000-0000000000aa');
const person: PersonInView = {
  id: maya,
  firstName: 'Maya',
  role: 'child',
  ageBand: '6-9',
  colour: 'lake',
  shape: 'diamond',
  place: 'in',
  connected: true,
  lookOnly: false,
  checked: true,
};
const doc = new Y.Doc();
for (const [at, words] of ['first', 'second', 'third'].entries()) {
  const id = v.parse(itemId, `note-number-${String(at)}`);
  addWords(doc, 'note', { id, by: maya, x: 0, y: 0, z: at, words });
}
const items = readBoard(doc);

test('[S8] what is in review waits until it is handed back or left', () => {
  const reviewed = [
    { person: maya, item: v.parse(itemId, 'note-number-1'), comment: 'shorter?', by: okafor },
    { person: maya, item: v.parse(itemId, 'note-number-2'), comment: null, by: null },
  ];
  const queue = inReview(new Map([[maya, items]]), { people: [person], reviewed });
  expect(queue.map((one) => one.state)).toEqual(['waiting', 'back', 'left']);
  expect(inReview(new Map(), { people: [person], reviewed })).toEqual([]);
});

test('[S8] what a therapist drew beside it is not taken for theirs', () => {
  const of = new Y.Doc();
  const id = v.parse(itemId, 'note-by-therapist');
  addWords(of, 'note', { id, by: okafor, x: 0, y: 0, z: 0, words: 'lovely' });
  const queue = inReview(new Map([[maya, [...items, ...readBoard(of)]]]), {
    people: [person],
    reviewed: [],
  });
  expect(queue.map((one) => one.item.id)).toEqual(items.map((one) => one.id));
});

test('[S10] what was read is told by its words and its author, not by its place', () => {
  const [first, second] = items;
  if (first?.kind !== 'note' || !second) throw new Error('no notes');
  const read = fingerprintOf(first);
  expect(fingerprintOf({ ...first, x: 500, z: 9 })).toBe(read);
  expect(fingerprintOf({ ...first, text: 'first!' })).not.toBe(read);
  expect(fingerprintOf(second)).not.toBe(read);
});
