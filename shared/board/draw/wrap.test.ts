import { expect, test } from 'vitest';
import { shortened, wrapped } from './wrap.ts';

/** Every letter is one wide. */
const letters = (line: string): number => [...line].length;

test('words break at blanks, and the blank at a line’s end hangs over', () => {
  expect(wrapped('the old tree house', 9, letters)).toEqual(['the old', 'tree', 'house']);
  expect(wrapped('tree house', 4, letters)).toEqual(['tree', 'hous', 'e']);
});

test('lines end where they were ended, empty ones too, but not once more at the very end', () => {
  expect(wrapped('one\n\ntwo\r\nthree\n', 20, letters)).toEqual(['one', '', 'two', 'three']);
  expect(wrapped('', 20, letters)).toEqual([]);
});

test('what is longer than a line is broken wherever it must be, between whole characters', () => {
  expect(wrapped('ab👋👋👋cd', 4, letters)).toEqual(['ab👋👋', '👋cd']);
});

test('words break after a hyphen, and a script without blanks between any two letters', () => {
  expect(wrapped('step-mother', 6, letters)).toEqual(['step-', 'mother']);
  expect(wrapped('木の家', 2, letters)).toEqual(['木の', '家']);
});

test('blanks at the beginning stay, and a letter with its accent is one', () => {
  expect(wrapped('  so', 10, letters)).toEqual(['  so']);
  expect(wrapped('Zoe\u0308', 3, letters)).toEqual(['Zo\u00eb']);
});

test('one line is shortened with an ellipsis that fits as well', () => {
  expect(shortened('Good things', 20, letters)).toBe('Good things');
  expect(shortened('Good  things\nhere', 6, letters)).toBe('Good…');
});
