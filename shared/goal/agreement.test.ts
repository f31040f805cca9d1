/** Random acts of random people on a family's goals, against what agreement means in other words. */
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { goalId, personId, therapistId, type GoalId, type PersonId } from '../ids.ts';
import type { Asker } from '../session/session.ts';
import { applyGoal } from './apply.ts';
import type { GoalCommand } from './commands.ts';
import { decideGoal } from './decide.ts';
import { noGoals, type GoalBoard, type GoalPerson } from './goal.ts';
import { goalsForPerson, goalsForTherapist } from './visible-to.ts';

const uuid = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const ids = [1, 2, 3].map((n) => v.parse(personId, uuid(n)));
const people: readonly GoalPerson[] = ids.map((id, at) => ({
  id,
  role: at === 0 ? 'child' : 'parent',
  ageBand: at === 0 ? '10-13' : null,
}));
const okafor: Asker = { as: 'therapist', id: v.parse(therapistId, uuid(9)) };
const goals = ['goal-number-a', 'goal-number-b'].map((id) => v.parse(goalId, id));

const aPerson = fc.constantFrom(...ids);
const aGoal = fc.constantFrom(...goals);
const aWording = fc.constantFrom('one wording', 'another wording');
const aVersion = fc.integer({ min: 1, max: 4 });
const someNames = fc.subarray(ids, { minLength: 0 });
const aWhose = fc.oneof(aPerson, fc.constant('ours' as const));

const anAct: fc.Arbitrary<readonly [Asker, GoalCommand]> = fc.tuple(
  fc.oneof(
    { weight: 2, arbitrary: aPerson.map((id): Asker => ({ as: 'person', id })) },
    { weight: 3, arbitrary: fc.constant(okafor) },
  ),
  fc.oneof<fc.Arbitrary<GoalCommand>[]>(
    fc.record({ kind: fc.constant('propose'), goal: aGoal, wording: aWording }),
    fc.record({
      kind: fc.constant('add'),
      goal: aGoal,
      wording: aWording,
      whose: aWhose,
      names: someNames,
    }),
    fc.record({ kind: fc.constant('offer'), goal: aGoal, on: fc.boolean() }),
    fc.record({ kind: fc.constant('take-idea-back'), goal: aGoal }),
    fc.record({ kind: fc.constant('reword-idea'), goal: aGoal, wording: aWording }),
    fc.record({ kind: fc.constant('mean-for'), goal: aGoal, whose: aWhose, names: someNames }),
    fc.record({ kind: fc.constant('talk-about'), goal: aGoal }),
    fc.record({ kind: fc.constant('word'), goal: aGoal, wording: aWording }),
    fc.record({ kind: fc.constant('put-to-agreement'), goal: aGoal, wording: aWording }),
    fc.record({ kind: fc.constant('reopen'), goal: aGoal }),
    fc.record({ kind: fc.constant('start-working'), goal: aGoal }),
    fc.record({ kind: fc.constant('mark-reached'), goal: aGoal, words: fc.constant('well') }),
    fc.record({ kind: fc.constant('put-aside'), goal: aGoal, words: fc.constant('later') }),
    fc.record({ kind: fc.constant('say-yes'), goal: aGoal, version: aVersion }),
    fc.record({ kind: fc.constant('say-yes'), goal: aGoal, version: fc.constant(1) }),
    fc.record({ kind: fc.constant('take-yes-back'), goal: aGoal, version: aVersion }),
    fc.record({ kind: fc.constant('comment'), goal: aGoal, words: fc.constant('hm') }),
  ),
);
const manyActs = fc.array(anAct, { maxLength: 120, size: 'max' });

/** Both goals stand to be agreed to, so that few of the acts are for nothing. */
const begun = goals.reduce((board, goal, at): GoalBoard => {
  const names = ids.slice(0, at + 1);
  const wording = 'one wording';
  const acts: readonly GoalCommand[] = [
    { kind: 'add', goal, wording, whose: ids[0] ?? 'ours', names },
    { kind: 'talk-about', goal },
    { kind: 'put-to-agreement', goal, wording },
  ];
  return acts.reduce((now, act) => acted(now, okafor, act, 0), board);
}, noGoals);

function acted(board: GoalBoard, by: Asker, command: GoalCommand, at: number): GoalBoard {
  const decision = decideGoal(board, command, { by, people, onBoard: () => null });
  if ('refused' in decision) return board;
  return decision.events.reduce(
    (now, event) => applyGoal(now, { by, session: null, event }, at),
    board,
  );
}

/**
 * The model: of each goal and each wording it ever had, whose last press on it was yes. It knows
 * presses and who pressed, and nothing of how a goal is kept.
 */
class Presses {
  readonly #last = new Map<string, boolean>();
  note(by: Asker, command: GoalCommand): void {
    if (by.as !== 'person') return;
    if (command.kind !== 'say-yes' && command.kind !== 'take-yes-back') return;
    this.#last.set(this.#key(command.goal, command.version, by.id), command.kind === 'say-yes');
  }
  isYes(goal: GoalId, version: number, person: PersonId): boolean {
    return this.#last.get(this.#key(goal, version, person)) ?? false;
  }
  #key(goal: GoalId, version: number, person: PersonId): string {
    return `${goal} ${String(version)} ${person}`;
  }
}

test('[G4] "agreed" is shown only while each named person’s last press on that very wording was yes', () => {
  let seen = 0;
  fc.assert(
    fc.property(manyActs, (acts) => {
      let board = begun;
      const presses = new Presses();
      const wordings = new Map<string, string>();
      acts.forEach(([by, command], at) => {
        const next = acted(board, by, command, at);
        if (next !== board) presses.note(by, command);
        board = next;
        for (const { id, state, version, yeses, wording, versions } of goalsForTherapist(
          board,
          people,
        ).goals) {
          for (const one of versions) {
            // A version's words never change.
            const key = `${id} ${String(one.n)}`;
            expect(wordings.get(key) ?? one.wording).toBe(one.wording);
            wordings.set(key, one.wording);
          }
          if (version === null) continue;
          for (const { person, yes } of yeses) {
            if (yes) expect(presses.isYes(id, version, person)).toBe(true);
          }
          if (!['agreed', 'working', 'reached'].includes(state)) continue;
          seen += 1;
          expect(versions.at(-1)?.wording).toBe(wording);
          expect(yeses.length).toBeGreaterThan(0);
          for (const { person } of yeses) expect(presses.isYes(id, version, person)).toBe(true);
          for (const person of ids) {
            const shown = goalsForPerson(board, person, people).find((one) => one.id === id);
            if (shown?.state === 'agreed') expect(shown.wording).toBe(wording);
          }
        }
      });
    }),
    { numRuns: 400 },
  );
  expect(seen).toBeGreaterThan(50);
});

test('[G4] a yes comes from nobody’s link but that person’s', () => {
  fc.assert(
    fc.property(manyActs, (acts) => {
      let board = begun;
      acts.forEach(([by, command], at) => {
        const before = JSON.stringify(answersOf(board, by));
        board = acted(board, by, command, at);
        expect(JSON.stringify(answersOf(board, by))).toBe(before);
      });
    }),
    { numRuns: 200 },
  );
});

/** Every answer on a goal that was not taken back, of everybody but `by`. */
const answersOf = (board: GoalBoard, by: Asker): unknown =>
  board.goals.flatMap(({ id, versions }) =>
    versions.flatMap(({ n, answers }) =>
      answers.filter(({ person }) => person !== by.id).map((one) => ({ id, n, ...one })),
    ),
  );

test('[G2][G5] what one does about ideas, and a yes that is not the last, changes no byte for another', () => {
  fc.assert(
    fc.property(manyActs, (acts) => {
      let board = begun;
      acts.forEach(([by, command], at) => {
        const views = ids.map((id) => JSON.stringify(goalsForPerson(board, id, people)));
        const next = acted(board, by, command, at);
        if (by.as === 'person' && !isKnownToAll(board, next)) {
          ids.forEach((id, nth) => {
            if (id === by.id) return;
            expect(JSON.stringify(goalsForPerson(next, id, people))).toBe(views[nth]);
          });
        }
        board = next;
      });
    }),
    { numRuns: 300 },
  );
});

/** Whether a goal came to be agreed, or is agreed no more: that is for all whom it names. */
const isKnownToAll = (before: GoalBoard, after: GoalBoard): boolean => {
  const states = ({ goals: all }: GoalBoard) =>
    JSON.stringify(
      goalsForTherapist({ ...noGoals, goals: all }, people)
        .goals.filter(({ state }) => state !== 'idea')
        .map(({ id, state }) => [id, state]),
    );
  return states(before) !== states(after);
};
