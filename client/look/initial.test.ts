import { expect, test } from 'vitest';
import { initialOf } from './initial.ts';

test('an initial is what a reader sees as the first letter', () => {
  const names = ['maya', ' éva', 'e\u0301va', 'ゆき', '👩‍👧 us', '', '  ', '7 of us', 'नि'];
  const initials = ['M', 'É', 'E\u0301', 'ゆ', '👩‍👧', '', '', '7', 'नि'];
  expect(names.map(initialOf)).toEqual(initials);
});
