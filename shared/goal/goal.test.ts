import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { goalId, personId, therapistId, type GoalId, type PersonId } from '../ids.ts';
import type { Asker } from '../session/session.ts';
import { applyGoal, ImpossibleGoalDeed } from './apply.ts';
import { goalCommand, type GoalCommand } from './commands.ts';
import { decideGoal, type GoalAsking } from './decide.ts';
import {
  childsFirst,
  concernsOnly,
  goalOf,
  noGoals,
  stateOf,
  type GoalBoard,
  type GoalPerson,
} from './goal.ts';
import { maxGoalsOfFamily, maxIdeasOfPerson, maxWordingLength } from './limits.ts';
import { goalsForPerson, goalsForTherapist } from './visible-to.ts';

const uuid = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const personNo = (n: number): PersonId => v.parse(personId, uuid(n));
const [maya, daniel, elena] = [personNo(1), personNo(2), personNo(3)];
const okafor: Asker = { as: 'therapist', id: v.parse(therapistId, uuid(9)) };
const as = (id: PersonId): Asker => ({ as: 'person', id });
const people: readonly GoalPerson[] = [
  { id: daniel, role: 'parent', ageBand: null },
  { id: maya, role: 'child', ageBand: '10-13' },
  { id: elena, role: 'parent', ageBand: null },
];
const goal = v.parse(goalId, 'goal-number-one');
const idNo = (n: number): GoalId => v.parse(goalId, `goal-number-${String(n)}`);

/** A family's goals as one acts on them; a refusal is the answer. */
function aFamily(begun: GoalBoard = noGoals) {
  let board = begun;
  let at = 1_000;
  return {
    board: () => board,
    act(by: Asker, command: GoalCommand, more: Partial<GoalAsking> = {}): string | null {
      const decision = decideGoal(board, command, { by, people, onBoard: () => null, ...more });
      if ('refused' in decision) return decision.refused;
      for (const event of decision.events) {
        at += 1_000;
        board = applyGoal(board, { by, session: null, event }, at);
      }
      return null;
    },
    state: () => {
      const one = goalOf(board, goal);
      return one ? stateOf(one) : null;
    },
    seenBy: (who: PersonId, among?: readonly PersonId[]) =>
      goalsForPerson(board, who, people, among),
  };
}

const wording = 'We bake a cake together';
/** Maya's idea, talked about, meant for her and Daniel, and put to agreement. */
function put() {
  const family = aFamily();
  expect(family.act(as(maya), { kind: 'propose', goal, wording })).toBeNull();
  expect(family.act(as(maya), { kind: 'offer', goal, on: true })).toBeNull();
  expect(family.act(okafor, { kind: 'talk-about', goal })).toBeNull();
  const names = [maya, daniel];
  expect(family.act(okafor, { kind: 'mean-for', goal, whose: 'ours', names })).toBeNull();
  expect(family.act(okafor, { kind: 'put-to-agreement', goal, wording })).toBeNull();
  return family;
}
const yes = (version = 1): GoalCommand => ({ kind: 'say-yes', goal, version });
const noYes = (version = 1): GoalCommand => ({ kind: 'take-yes-back', goal, version });
function agreed() {
  const family = put();
  expect(family.act(as(daniel), yes())).toBeNull();
  expect(family.act(as(maya), yes())).toBeNull();
  return family;
}

describe('the life of a goal', () => {
  test('[G1] goes from idea to reached, and nothing of it is lost', () => {
    const family = agreed();
    expect(family.state()).toBe('agreed');
    expect(family.act(okafor, { kind: 'start-working', goal })).toBeNull();
    expect(family.act(okafor, { kind: 'mark-reached', goal, words: 'Twice already' })).toBeNull();
    expect(family.state()).toBe('reached');
    expect(goalOf(family.board(), goal)?.versions[0]).toMatchObject({
      n: 1,
      wording,
      answers: [
        { person: daniel, said: 'yes' },
        { person: maya, said: 'yes' },
      ],
    });
  });

  test('[G1] is put aside with words from anywhere after idea, and taken up again', () => {
    const family = agreed();
    expect(family.act(okafor, { kind: 'put-aside', goal, words: 'After the holidays' })).toBeNull();
    expect(family.state()).toBe('aside');
    expect(family.act(okafor, { kind: 'reopen', goal })).toBeNull();
    expect(family.state()).toBe('talking');
  });

  test('[G1] a deed that does not fit is not folded', () => {
    const event = { kind: 'said-yes', goal, version: 2 } as const;
    const deed = { by: as(maya), session: null, event };
    expect(() => applyGoal(put().board(), deed, 1)).toThrow(ImpossibleGoalDeed);
    expect(() => applyGoal(noGoals, deed, 1)).toThrow(ImpossibleGoalDeed);
  });

  test('[G1] what does not fit how the goal stands is refused and changes nothing', () => {
    const family = put();
    const before = family.board();
    expect(family.act(okafor, { kind: 'start-working', goal })).toBe('goal-not-now');
    expect(family.act(okafor, { kind: 'mark-reached', goal, words: 'no' })).toBe('goal-not-now');
    expect(family.act(okafor, { kind: 'talk-about', goal })).toBe('goal-not-now');
    expect(family.act(okafor, { kind: 'word', goal, wording: 'other' })).toBe('goal-not-now');
    expect(family.act(okafor, { kind: 'rate', goal, level: 0, together: true })).toBe(
      'goal-not-now',
    );
    expect(family.board()).toBe(before);
  });

  test('[S4] a double press changes nothing and is not refused', () => {
    const family = agreed();
    const before = family.board();
    expect(family.act(as(maya), yes())).toBeNull();
    expect(family.act(as(maya), { kind: 'propose', goal, wording })).toBeNull();
    expect(family.board()).toBe(before);
  });
});

describe('an idea', () => {
  test('[G2] is seen by its author and the therapists alone', () => {
    const family = aFamily();
    family.act(as(maya), { kind: 'propose', goal, wording });
    expect(family.seenBy(maya)).toHaveLength(1);
    expect(family.seenBy(daniel)).toEqual([]);
    expect(goalsForTherapist(family.board(), people).goals).toHaveLength(1);
  });

  test('[G2] is talked about only once its author has said that it may be', () => {
    const family = aFamily();
    family.act(as(maya), { kind: 'propose', goal, wording });
    expect(family.act(okafor, { kind: 'talk-about', goal })).toBe('goal-not-offered');
    family.act(as(maya), { kind: 'offer', goal, on: true });
    family.act(as(maya), { kind: 'offer', goal, on: false });
    expect(family.act(okafor, { kind: 'talk-about', goal })).toBe('goal-not-offered');
    family.act(as(maya), { kind: 'offer', goal, on: true });
    expect(family.act(okafor, { kind: 'talk-about', goal })).toBeNull();
  });

  test('[G2] is reworded, commented on and taken back by its author, and by nobody else of the family', () => {
    const family = aFamily();
    family.act(as(maya), { kind: 'propose', goal, wording });
    const acts: readonly GoalCommand[] = [
      { kind: 'reword-idea', goal, wording: 'other' },
      { kind: 'comment', goal, words: 'why' },
      { kind: 'offer', goal, on: true },
      { kind: 'propose', goal, wording },
      { kind: 'take-idea-back', goal },
    ];
    for (const act of acts) expect(family.act(as(daniel), act)).toBe('goal-not-there');
    expect(family.act(okafor, { kind: 'comment', goal, words: 'What would that look like?' })).toBe(
      null,
    );
    expect(family.seenBy(maya)[0]).toMatchObject({ comments: [{ from: 'therapist' }] });
    for (const act of acts) expect(family.act(as(maya), act)).toBeNull();
    expect(family.board().goals).toEqual([]);
  });

  test('[G2] once it is talked about its author can take it back no more', () => {
    expect(put().act(as(maya), { kind: 'take-idea-back', goal })).toBe('goal-not-there');
  });
});

describe('a yes', () => {
  test('[G4] counts on exactly the version that stood there, from a person it names', () => {
    const family = put();
    expect(family.act(as(maya), yes(2))).toBe('goal-other-wording');
    expect(family.act(as(elena), yes())).toBe('goal-not-there');
    expect(family.act(okafor, yes())).toBe('goal-own-yes');
    expect(family.act(as(maya), yes())).toBeNull();
    expect(family.state()).toBe('put');
    expect(family.act(as(daniel), yes())).toBeNull();
    expect(family.state()).toBe('agreed');
  });

  test('[G4] is taken back at any time, also while the goal is worked on', () => {
    const family = agreed();
    family.act(okafor, { kind: 'start-working', goal });
    expect(family.act(as(maya), noYes())).toBeNull();
    expect(family.state()).toBe('put');
    expect(family.act(as(maya), yes())).toBeNull();
    expect(family.state()).toBe('agreed');
  });

  test('[G3] changing the words makes a new version, takes the yeses back visibly, keeps the old one', () => {
    const family = agreed();
    family.act(okafor, { kind: 'reopen', goal });
    expect(family.seenBy(daniel)[0]).toMatchObject({ takenBack: true, yourYes: false, wording });
    const next = 'We bake two cakes';
    expect(family.act(okafor, { kind: 'word', goal, wording: next })).toBeNull();
    expect(family.act(okafor, { kind: 'put-to-agreement', goal, wording: next })).toBeNull();
    expect(family.state()).toBe('put');
    expect(family.act(as(maya), yes(1))).toBe('goal-other-wording');
    expect(family.act(as(maya), yes(2))).toBeNull();
    const [first, second] = goalOf(family.board(), goal)?.versions ?? [];
    expect(first).toMatchObject({ n: 1, wording, answers: [{}, {}] });
    expect(second).toMatchObject({ n: 2, wording: next, answers: [{ person: maya }] });
  });

  test('[G3] only the wording that the therapist read is put to agreement', () => {
    const family = agreed();
    family.act(okafor, { kind: 'reopen', goal });
    const onBoard = { onBoard: () => 'We bake a cake together on Sunday' };
    const read: GoalCommand = { kind: 'put-to-agreement', goal, wording };
    expect(family.act(okafor, read, onBoard)).toBe('goal-changed');
    expect(family.act(okafor, { kind: 'word', goal, wording: 'other' }, onBoard)).toBe(
      'goal-on-board',
    );
    expect(
      family.act(okafor, { ...read, wording: 'We bake a cake together on Sunday' }, onBoard),
    ).toBeNull();
  });

  test('[G5] whose yes is missing is told to the therapists alone', () => {
    const family = put();
    const before = [family.seenBy(maya), family.seenBy(daniel)].map((one) => JSON.stringify(one));
    family.act(as(daniel), yes());
    expect(JSON.stringify(family.seenBy(maya))).toBe(before[0]);
    expect(goalsForTherapist(family.board(), people).goals[0]?.yeses).toEqual([
      { person: maya, yes: false },
      { person: daniel, yes: true },
    ]);
  });
});

describe('whose it is', () => {
  const names = (...ids: readonly PersonId[]) => ids;
  const add = (whose: PersonId | 'ours', ...whom: readonly PersonId[]): GoalCommand => ({
    kind: 'add',
    goal,
    wording,
    whose,
    names: names(...whom),
  });

  test('[G6] "ours" names a child and one more, and is called so only with all their yes', () => {
    expect(aFamily().act(okafor, add('ours', daniel, elena))).toBe('goal-ours-with-child');
    expect(aFamily().act(okafor, add('ours', maya))).toBe('goal-ours-with-child');
    const family = put();
    expect(family.seenBy(daniel)[0]).toMatchObject({ whose: 'others' });
    family.act(as(daniel), yes());
    expect(family.seenBy(daniel)[0]).toMatchObject({ whose: 'others' });
    family.act(as(maya), yes());
    expect(family.seenBy(daniel)[0]).toMatchObject({ whose: 'ours' });
  });

  test('[G6] a child’s goals come first', () => {
    const family = aFamily();
    family.act(as(daniel), { kind: 'propose', goal: idNo(1), wording });
    family.act(okafor, {
      kind: 'add',
      goal: idNo(2),
      wording,
      whose: 'ours',
      names: [maya, daniel],
    });
    family.act(as(maya), { kind: 'propose', goal: idNo(3), wording });
    expect(childsFirst(family.board().goals, people).map(({ id }) => id)).toEqual(
      [3, 2, 1].map(idNo),
    );
  });

  test('[G8] in a room without everyone it names a goal is on nobody’s page', () => {
    const family = agreed();
    expect(family.seenBy(maya, [maya, elena])).toEqual([]);
    expect(family.seenBy(maya, [maya, daniel])).toHaveLength(1);
    expect(family.seenBy(elena)).toEqual([]);
  });

  test('[G8] a card that would carry the name of somebody who is not invited is on no board', () => {
    const family = aFamily();
    family.act(as(elena), { kind: 'propose', goal, wording });
    family.act(as(elena), { kind: 'offer', goal, on: true });
    family.act(okafor, { kind: 'mean-for', goal, whose: maya, names: [maya] });
    family.act(okafor, { kind: 'talk-about', goal });
    const shown = (...among: readonly PersonId[]): boolean =>
      family.board().goals.some((one) => concernsOnly(one, among));
    expect(shown(maya, daniel)).toBe(false);
    expect(shown(maya, elena)).toBe(true);
  });

  test('[G10] a goal names at least one person, each once, of the family', () => {
    expect(aFamily().act(okafor, add(maya))).toBe('goal-names-nobody');
    expect(aFamily().act(okafor, add(maya, maya, maya))).toBe('goal-not-in-family');
    expect(aFamily().act(okafor, add(maya, personNo(77)))).toBe('goal-not-in-family');
  });
});

describe('levels', () => {
  const levels = ['not at all', 'now and then', 'every week', 'twice a week', 'most days'];

  test('[G7] numbers go to the therapists alone, the words of what was found together to all', () => {
    const family = agreed();
    expect(family.act(okafor, { kind: 'rate', goal, level: 0, together: true })).toBe(
      'goal-no-levels',
    );
    expect(family.act(okafor, { kind: 'set-levels', goal, levels })).toBeNull();
    expect(family.act(okafor, { kind: 'rate', goal, level: -2, together: true })).toBeNull();
    const before = JSON.stringify(family.seenBy(maya));
    expect(family.act(okafor, { kind: 'rate', goal, level: 2, together: false })).toBeNull();
    expect(JSON.stringify(family.seenBy(maya))).toBe(before);
    expect(family.seenBy(maya)[0]).toMatchObject({ found: { words: 'not at all' } });
    expect(before).not.toContain('-2');
    expect(goalsForTherapist(family.board(), people).goals[0]?.ratings).toMatchObject([
      { level: -2, words: 'not at all', together: true },
      { level: 2, words: 'most days', together: false },
    ]);
  });

  test('[G7] a young child’s goal has three levels', () => {
    const young = people.map((one) =>
      one.id === maya ? { ...one, ageBand: '6-9' as const } : one,
    );
    const family = agreed();
    const three = ['not yet', 'a bit', 'yes'];
    expect(family.act(okafor, { kind: 'set-levels', goal, levels }, { people: young })).toBe(
      'goal-levels',
    );
    expect(
      family.act(okafor, { kind: 'set-levels', goal, levels: three }, { people: young }),
    ).toBeNull();
    expect(family.act(okafor, { kind: 'rate', goal, level: 2, together: true })).toBe(
      'goal-levels',
    );
    expect(family.act(okafor, { kind: 'rate', goal, level: 1, together: true })).toBeNull();
  });

  test('[G7] the level a family begins at is a setting', () => {
    const family = aFamily();
    expect(family.act(okafor, { kind: 'start-level', level: -1 })).toBeNull();
    expect(goalsForTherapist(family.board(), people).startLevel).toBe(-1);
  });
});

describe('limits', () => {
  test('[G10] a wording has at most its units, and is not empty', () => {
    const read = (words: string) =>
      v.safeParse(goalCommand, { kind: 'propose', goal, wording: words }).success;
    expect(read('x'.repeat(maxWordingLength))).toBe(true);
    expect(read('x'.repeat(maxWordingLength + 1))).toBe(false);
    expect(read('  \n ')).toBe(false);
  });

  test('[G10] ideas of one person are limited, which tells nothing of the others', () => {
    const family = aFamily();
    for (let n = 0; n < maxIdeasOfPerson; n += 1) {
      expect(family.act(as(maya), { kind: 'propose', goal: idNo(n), wording })).toBeNull();
    }
    expect(family.act(as(maya), { kind: 'propose', goal, wording })).toBe('ideas-full');
    expect(family.act(as(daniel), { kind: 'propose', goal, wording })).toBeNull();
  });

  test('[G10] goals of one family are limited', () => {
    const family = aFamily();
    const add = (id: GoalId): string | null =>
      family.act(okafor, { kind: 'add', goal: id, wording, whose: maya, names: [maya] });
    for (let n = 0; n < maxGoalsOfFamily; n += 1) expect(add(idNo(n))).toBeNull();
    expect(add(goal)).toBe('goals-full');
  });

  test('[G10] a fourth goal that is worked on is not refused', () => {
    const family = aFamily();
    for (let n = 1; n <= 4; n += 1) {
      const id = idNo(n);
      family.act(okafor, { kind: 'add', goal: id, wording, whose: maya, names: [maya] });
      family.act(okafor, { kind: 'talk-about', goal: id });
      family.act(okafor, { kind: 'put-to-agreement', goal: id, wording });
      family.act(as(maya), { kind: 'say-yes', goal: id, version: 1 });
      expect(family.act(okafor, { kind: 'start-working', goal: id })).toBeNull();
    }
  });
});
