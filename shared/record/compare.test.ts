import { expect, test } from 'vitest';
import { aNote } from '../../tests/support/records.ts';
import { compare } from './compare.ts';

test('[R32] what came, what went and what changed is told by id', () => {
  const before = [aNote(1, 'stays'), aNote(2, 'goes'), aNote(3, 'is rewritten')];
  const after = [aNote(1, 'stays'), aNote(3, 'was rewritten'), aNote(4, 'comes')];
  const { came, went, changed, same } = compare(before, after);
  expect(came).toEqual([aNote(4, 'comes')]);
  expect(went).toEqual([aNote(2, 'goes')]);
  expect(changed.map(({ after: { id }, what }) => [id, what])).toEqual([
    [aNote(3, '').id, ['words']],
  ]);
  expect(same).toBe(1);
});

test.each([
  ['words', { text: 'other' }],
  ['place', { x: 5_000 }],
  ['look', { w: 300 }],
  ['look', { angle: 4 }],
  ['locked', { locked: true }],
  ['hidden', { hidden: true }],
] as const)('[R32] a difference of %s is called so', (what, more) => {
  const { changed } = compare([aNote(1, 'note')], [aNote(1, 'note', more)]);
  expect(changed.map((one) => one.what)).toEqual([[what]]);
});

test('[R32] what only lies higher in the stack is as it was', () => {
  expect(compare([aNote(1, 'note')], [aNote(1, 'note', { z: 900 })]).same).toBe(1);
});

test('[R32] of two empty boards nothing came and nothing went', () => {
  expect(compare([], [])).toEqual({ came: [], went: [], changed: [], same: 0 });
});
