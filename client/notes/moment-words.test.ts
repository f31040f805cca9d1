import { expect, test } from 'vitest';
import { momentWords, noteMoment } from './moment-words.ts';

const openedAt = 1_000_000;
const span = { openedAt, endedAt: openedAt + 7_200_000 };

test.each([
  [0, '0:00 into the session'],
  [59_999, '0:59 into the session'],
  [760_000, '12:40 into the session'],
  [3_760_000, '1:02:40 into the session'],
  [-1, 'Before the session'],
  [7_200_001, 'After the session'],
])('[N3] a note %i ms after the opening stands at "%s"', (ms, words) => {
  expect(momentWords(openedAt + ms, span)).toBe(words);
});

test('[N3] a note of a session that was not opened yet stands before it', () => {
  expect(momentWords(5, { openedAt: null, endedAt: null })).toBe('Before the session');
});

test('[N9] a note that is about a moment or the whole session says so, whenever it was written', () => {
  const span = { openedAt: 1_000_000, endedAt: 2_000_000 };
  const at = 9_000_000;
  expect(noteMoment({ at, pin: 1_062_000 }, span)).toBe('1:02 into the session');
  expect(noteMoment({ at, pin: 'whole' }, span)).toBe('The whole session');
  expect(noteMoment({ at, pin: null }, span)).toBe('After the session');
});
