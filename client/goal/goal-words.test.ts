import { expect, test } from 'vitest';
import { goalStates } from '../../shared/goal/goal.ts';
import { goalsWritten } from './goals-written.ts';
import { sharedWords, stateWords } from './goal-words.ts';
import { levelHints } from './level-hints.ts';
import { bornItem } from '../../shared/board/board-doc.ts';
import { itemId, personId } from '../../shared/ids.ts';
import * as v from 'valibot';

test('[G5] what the family reads of a goal says of nobody that a yes is missing', () => {
  for (const state of goalStates) {
    if (state === 'idea') continue;
    for (const takenBack of [false, true]) {
      expect(sharedWords({ state, takenBack })).not.toMatch(/wait|not yet|missing|still/i);
    }
  }
});

test('[G3] that the yeses were taken back is said while the words are changed', () => {
  expect(sharedWords({ state: 'talking', takenBack: true })).toContain('every yes was taken back');
  expect(sharedWords({ state: 'put', takenBack: false })).toBe('Do you agree to these words?');
});

test('[G1] reached and put aside have words of their own, and neither is a failure', () => {
  expect([stateWords.reached, stateWords.aside]).toEqual(['Reached', 'Put aside']);
});

test('[G7] a young child’s three levels are asked for in three words', () => {
  expect(levelHints(3)).toEqual(['Not yet', 'A bit', 'Yes']);
  expect(levelHints(5)).toHaveLength(5);
});

test('[G3] of the goals on a board only those that are talked about are read as being written', () => {
  const by = v.parse(personId, '019c0000-0000-7000-8000-000000000001');
  const card = (id: string, state: 'talking' | 'put') =>
    bornItem('goal', { id: v.parse(itemId, id), by, text: 'We bake', state });
  const written = goalsWritten([card('goal-number-a', 'talking'), card('goal-number-b', 'put')]);
  expect([...written]).toEqual([['goal-number-a', 'We bake']]);
});
