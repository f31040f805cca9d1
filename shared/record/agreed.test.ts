import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aNote, daniel, maya, okafor } from '../../tests/support/records.ts';
import { id } from '../../tests/support/item-id.ts';
import { bornItem } from '../board/board-doc.ts';
import { noGoals, type Goal } from '../goal/goal.ts';
import { goalId } from '../ids.ts';
import { agreedGoals, agreementsOn, groundRulesOn } from './agreed.ts';

const frame = (text: string, more = {}) => ({
  ...bornItem('frame', {
    id: id('item-number-99'),
    by: okafor,
    x: 0,
    y: 0,
    z: 0,
    w: 2_000,
    h: 2_000,
    text,
  }),
  ...more,
});
const goal = (answers: Goal['versions'][number]['answers'], more: Partial<Goal> = {}): Goal => ({
  ...{ id: v.parse(goalId, 'goal-number-one'), by: { as: 'therapist', id: okafor }, at: 1 },
  ...{ stage: 'put', wording: 'We bake', offered: true, whose: 'ours', names: [maya, daniel] },
  versions: [
    {
      ...{ n: 1, wording: 'We bake', whose: 'ours', names: [maya, daniel], at: 1 },
      ...{ answers, reopenedAt: null },
    },
  ],
  ...{ comments: [], levels: [], ratings: [], closing: null, isNews: false },
  ...more,
});
const yes = (person: typeof maya, at: number) => ({ person, said: 'yes', at }) as const;
const agreedOf = (one: Goal, among?: number) => agreedGoals({ ...noGoals, goals: [one] }, among);

test('[R50] a goal is in an export only while everybody it names has said yes, with the day of the last', () => {
  expect(agreedOf(goal([yes(maya, 5)]))).toEqual([]);
  expect(agreedOf(goal([yes(maya, 5), yes(daniel, 9)]))).toMatchObject([
    { wording: 'We bake', agreedAt: 9, stands: 'agreed' },
  ]);
  const takenBack = { person: maya, said: 'taken-back', at: 10 } as const;
  expect(agreedOf(goal([yes(maya, 5), yes(daniel, 9), takenBack]))).toEqual([]);
});

test('[R50] what one person agreed on alone is in no export but their own copy', () => {
  const own = goal([yes(maya, 5)]);
  const version = { ...own.versions[0], names: [maya], whose: maya };
  const alone = { ...own, versions: [version] } as Goal;
  expect(agreedOf(alone)).toEqual([]);
  expect(agreedOf(alone, 1)).toHaveLength(1);
});

test('[R50] the rules of a card count as agreed while they lie there as they were laid down', () => {
  const rules = [
    aNote(1, 'One speaks', { locked: true }),
    aNote(2, 'Nobody has to', { locked: true }),
  ];
  const card = frame('Our ground rules', { locked: true });
  expect(groundRulesOn([card, ...rules])).toEqual(['One speaks', 'Nobody has to']);
  expect(groundRulesOn([card, aNote(1, 'changed since'), ...rules.slice(1)])).toEqual([
    'Nobody has to',
  ]);
  expect(groundRulesOn([frame('Our ground rules'), ...rules])).toEqual([]);
  expect(groundRulesOn(rules)).toEqual([]);
});

test('[R50] of needs and offers what both said yes to counts, in the therapist’s hand alone', () => {
  const fits = aNote(1, 'a call on Sundays\nfor a month', { by: okafor, w: 800 });
  const isTherapist = (one: string) => one === okafor;
  expect(agreementsOn([frame('Needs and offers'), fits], isTherapist)).toEqual([
    'a call on Sundays, for a month',
  ]);
  expect(agreementsOn([frame('Needs and offers'), { ...fits, by: daniel }], isTherapist)).toEqual(
    [],
  );
});
