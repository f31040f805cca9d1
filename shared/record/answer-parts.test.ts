import { expect, test } from 'vitest';
import { aRecord, daniel, maya } from '../../tests/support/records.ts';
import { answerParts } from './answer-parts.ts';

test('[R30] an answer is read in the words its author tapped, with what was theirs alone', () => {
  const record = aRecord()
    .answered({ by: maya, values: { press: 'give', feel: ['worried'], big: ['lot'] } })
    .answered({ by: daniel, values: { press: 'give', feel: ['nervous', 'hopeful'], big: 4 } })
    .record();
  const words = record.answers.map((answer) =>
    answerParts(record, answer).map((part) => part.words),
  );
  expect(words).toEqual([
    ['Worried', 'A lot'],
    ['Hopeful, Nervous', '4'],
  ]);
});

test('a pass says nothing', () => {
  const record = aRecord().answered({ by: maya, values: null }).record();
  expect(record.answers.map((answer) => answerParts(record, answer))).toEqual([[]]);
});

test('an answer of an exercise that this version does not know is told by what was given', () => {
  const values = { press: 'give', one: 'a sentence', two: ['a', 'b'] };
  const record = aRecord().answered({ by: maya, exercise: 'of-tomorrow', values }).record();
  expect(record.answers.flatMap((answer) => answerParts(record, answer))).toEqual([
    { label: '', words: 'a sentence · a, b', stamps: [] },
  ]);
});
