import { expect, test } from 'vitest';
import * as v from 'valibot';
import { itemId, personId } from '../../shared/ids.ts';
import type { ChangeByOther } from './board.ts';
import { summaryOf } from './others-changes.ts';

const maya = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');
const daniel = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8058');
const nameOf = (id: string): string => (id === maya ? 'Maya' : 'Daniel');

const change = (
  what: ChangeByOther['what'],
  kind: ChangeByOther['kind'],
  by: ChangeByOther['by'],
  number: number,
): ChangeByOther => ({ what, kind, by, id: v.parse(itemId, `item-number-${String(number)}`) });

test('many changes are one short sentence a person', () => {
  const changes = [
    change('added', 'note', maya, 1),
    change('reworded', 'note', maya, 1),
    change('added', 'ink', maya, 2),
    change('added', 'ink', maya, 3),
    change('reworded', 'text', daniel, 4),
    change('removed', 'note', daniel, 5),
    change('moved', 'note', maya, 6),
    change('moved', 'note', maya, 6),
  ];
  expect(summaryOf(changes, nameOf)).toBe(
    'Maya added a note and 2 drawings. A text by Daniel was changed. A note by Daniel was taken off. One item was moved.',
  );
});

test('[B48] that something was described is told, unless it came with its description', () => {
  const changes = [
    change('described', 'ink', maya, 1),
    change('added', 'picture', daniel, 2),
    change('described', 'picture', daniel, 2),
  ];
  expect(summaryOf(changes, nameOf)).toBe(
    'Daniel added a picture. A drawing by Maya was described.',
  );
});

test('[B62] every kind is told by its own word, and words put beside a picture are told as such', () => {
  const changes = [
    ...(['line', 'shape', 'stamp', 'frame', 'picture'] as const).map((kind, number) =>
      change('added', kind, maya, number),
    ),
    change('described', 'picture', maya, 4),
    change('described', 'ink', daniel, 9),
  ];
  expect(summaryOf(changes, nameOf)).toBe(
    'Maya added a line, a shape, a stamp, a frame and a picture. A drawing by Daniel was described.',
  );
});
