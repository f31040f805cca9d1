import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daniel, maya } from '../../tests/support/records.ts';
import { id } from '../../tests/support/item-id.ts';
import { bar, hiding, nothingHidden, standingOf, type Redaction } from './redaction.ts';

const people = [
  { id: maya, firstName: 'Maya' },
  { id: daniel, firstName: 'Daniel' },
];
const hide = (words: string, redaction: Partial<Redaction>): string =>
  hiding({ ...nothingHidden, ...redaction }, people)(words);

test('[R52] a phrase is a bar of one length, however it is written and broken over lines', () => {
  const phrases = ['our treehouse'];
  for (const words of [
    'our treehouse',
    'Our  TREEHOUSE',
    'our\ntreehouse',
    'our tree\u00adhouse',
    'our\u200b \u200btreehouse',
  ]) {
    expect(hide(`about ${words}!`, { phrases })).toBe(`about ${bar}!`);
  }
  expect(hide('it isn’t so', { phrases: ["isn't"] })).toBe(`it ${bar} so`);
});

test('[R52] a hidden name is another one wherever it stands, and no longer word is touched', () => {
  const names = [maya];
  expect(hide('Maya, MAYA and Maya’s dog', { names })).toBe(
    'Person A, Person A and Person A’s dog',
  );
  expect(hide('Mayas Hund', { names })).toBe('Person A Hund');
  expect(hide('Mayabelle met Daniel', { names })).toBe('Mayabelle met Daniel');
  expect(hide('Daniel', { names: [daniel] })).toBe('Person B');
});

test('[R52] phrases that overlap each other or a name leave nothing of either', () => {
  expect(hide('one two three four', { phrases: ['one two', 'two three'] })).toBe(`${bar} four`);
  expect(hide('to Maya at home', { names: [maya], phrases: ['Maya at'] })).toBe(`to ${bar} home`);
  expect(hide('Maya at home', { names: [maya], phrases: ['at home'] })).toBe(`Person A ${bar}`);
});

test('[R52] whatever is hidden is nowhere in what is left', () => {
  const words = fc.array(
    fc.constantFrom('ab', 'Maya', 'c', ' ', '\n', 'treehouse', '.', '(', '’'),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(
      words,
      fc.constantFrom('ab', 'c treehouse', 'a', 'treehouse.', '('),
      (some, one) => {
        const phrase = one.length < 2 ? `${one}${one}` : one;
        const left = hide(some.join(''), { phrases: [phrase], names: [maya] });
        expect(left.replace(/\s+/g, ' ').toLowerCase()).not.toContain(phrase);
        expect(left).not.toMatch(/(?<!\p{L})maya(?!\p{L})/iu);
      },
    ),
  );
});

test('[R53] a child’s words are shown only when they are marked as released, a parent’s unless blacked out', () => {
  const one = { id: id('item-number-1'), by: maya };
  const standing = (redaction: Partial<Redaction>, isChilds = true, hasWords = true) =>
    standingOf({ ...nothingHidden, ...redaction }, one, isChilds, hasWords);
  expect(standing({})).toBe('not-released');
  expect(standing({ released: [one.id] })).toBe('shown');
  expect(standing({ released: [one.id], items: [one.id] })).toBe('blacked-out');
  expect(standing({ drawings: [maya] })).toBe('not-released');
  expect(standing({ drawings: [maya] }, true, false)).toBe('shown');
  expect(standing({ released: [one.id] }, true, false)).toBe('not-released');
  expect(standing({}, false)).toBe('shown');
  expect(standing({ items: [one.id] }, false)).toBe('blacked-out');
});
