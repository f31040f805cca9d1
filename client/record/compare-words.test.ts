import { expect, test } from 'vitest';
import { compare } from '../../shared/record/compare.ts';
import { aHead, aNote } from '../../tests/support/records.ts';
import { changeWords, itemWords } from './compare-words.ts';
import { castOf, looksOf } from './saved.ts';

const looks = looksOf(castOf(aHead()));
const changed = (before: string, after: string, more: Parameters<typeof aNote>[2] = {}) =>
  compare([aNote(1, before)], [aNote(1, after, more)]).changed.map(changeWords);

test('[R32] what came is called by its kind, its author and its words', () => {
  expect(itemWords(aNote(1, 'our treehouse'), looks)).toBe('Note by Maya: our treehouse');
});

test('[R32] what changed says what it said before, and what else became of it', () => {
  expect(changed('cold', 'warm')).toEqual(['said before: “cold”']);
  expect(changed('cold', 'warm', { x: 900, locked: true })).toEqual([
    'said before: “cold”; moved; locked',
  ]);
  expect(changed('cold', '')).toEqual(['its words are gone']);
  expect(changed('cold', 'cold', { hidden: true })).toEqual(['hidden from the family']);
});
