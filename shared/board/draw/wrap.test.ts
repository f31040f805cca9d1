import { expect, test } from 'vitest';
import { shortened, wrapped } from './wrap.ts';

/** Every letter is one wide. */
const letters = (line: string): number => [...line].length;
const lines = (words: string, width: number): readonly string[] =>
  wrapped(words, width, letters).map((line) => line.words);

test('words break at blanks, and the blank at a line’s end hangs over', () => {
  expect(lines('the old tree house', 9)).toEqual(['the old', 'tree', 'house']);
  expect(lines('tree house', 4)).toEqual(['tree', 'hous', 'e']);
});

test('lines end where they were ended, empty ones too, but not once more at the very end', () => {
  expect(lines('one\n\ntwo\r\nthree\n', 20)).toEqual(['one', '', 'two', 'three']);
  expect(lines('', 20)).toEqual([]);
});

test('what is longer than a line is broken wherever it must be, between whole characters', () => {
  expect(lines('ab👋👋👋cd', 4)).toEqual(['ab👋👋', '👋cd']);
  // A family is five code points, a waving hand of some colour two, and so is a flag.
  expect(lines('👨‍👩‍👧👨‍👩‍👧', 7)).toEqual(['👨‍👩‍👧', '👨‍👩‍👧']);
  expect(lines('👋🏽👋🏽🇫🇷🇩🇪', 3)).toEqual(['👋🏽', '👋🏽', '🇫🇷', '🇩🇪']);
  expect(shortened('👨‍👩‍👧👨‍👩‍👧', 8, letters)).toBe('👨‍👩‍👧…');
});

test('words break after a hyphen, and a script without blanks between any two letters', () => {
  expect(lines('step-mother', 6)).toEqual(['step-', 'mother']);
  expect(lines('木の家', 2)).toEqual(['木の', '家']);
});

test('blanks at the beginning stay, and a letter with its accent is one', () => {
  expect(lines('  so', 10)).toEqual(['  so']);
  expect(lines('Zoe\u0308', 3)).toEqual(['Zo\u00eb']);
});

test('[B65] each paragraph is read from the side where its first letter begins, in all its lines', () => {
  const read = (words: string) => wrapped(words, 9, letters).map(({ direction }) => direction);
  expect(read('our house')).toEqual(['ltr']);
  expect(read('שלום Maya and')).toEqual(['rtl', 'rtl']);
  expect(read('Maya: שלום\n«12» مرحبا\n123…\n')).toEqual(['ltr', 'ltr', 'rtl', 'rtl', 'ltr']);
  expect(read('\u200f12')).toEqual(['rtl']);
  expect(read('👋 𞤀')).toEqual(['rtl']);
});

test('one line is shortened with an ellipsis that fits as well', () => {
  expect(shortened('Good things', 20, letters)).toBe('Good things');
  expect(shortened('Good  things\nhere', 6, letters)).toBe('Good…');
});
