import { expect, test } from 'vitest';
import { initialOf } from './initial.ts';

test('an initial is what a reader sees as the first letter', () => {
  expect(['maya', ' éva', '👩‍👧 us', ''].map(initialOf)).toEqual(['M', 'É', '👩‍👧', '']);
});
