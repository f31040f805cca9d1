import * as v from 'valibot';
import { expect, test } from 'vitest';
import { usualSetting, type Run } from '../../shared/exercise/exercise.ts';
import { noGoals, type GoalBoard } from '../../shared/goal/goal.ts';
import { personId } from '../../shared/ids.ts';
import { plannedSession, type Session } from '../../shared/session/session.ts';
import { createTherapistFirst } from './therapist-first.ts';

const maya = v.parse(personId, '019c0000-0000-7000-8000-000000000001');
const people = { arriving: [maya], leaving: [maya] };
const session = plannedSession({ kind: 'joint', step: 'board', ...people });
const running: Run = {
  ...{ n: 1, name: 'check-in', setting: usualSetting, players: [], answers: [], over: [] },
  ...{ handedBack: [], since: 0, given: 0, letter: null },
};
const inExercise = (run: Run): Session => ({
  ...session,
  exercises: { ...session.exercises, running: run },
});
const later: GoalBoard = { ...noGoals, startLevel: -1 };

/** A page that answers when it is told to. */
function aPage() {
  const asked: (() => void)[] = [];
  return {
    beat: (then: () => void) => void asked.push(then),
    asked,
    answer: () => asked.shift()?.(),
  };
}

test('[E3][G14] the family is told of exercises and goals as a therapist’s page last had them', () => {
  let seen = 0;
  const first = createTherapistFirst({ onSeen: () => (seen += 1) });
  const page = aPage();
  const now = { session: inExercise(running), goals: later };
  first.told(now, [page]);
  expect(first.forFamily(now).session.exercises.running).toBeNull();
  expect(first.forFamily(now).goals).toBe(noGoals);
  page.answer();
  expect(seen).toBe(1);
  expect(first.forFamily(now)).toEqual(now);

  // What it answers late is of what it had then.
  const next = { session: inExercise({ ...running, over: ['feel'] }), goals: noGoals };
  first.told(next, [page]);
  expect(first.forFamily(next).session.exercises.running).toBe(running);
  expect(first.forFamily(next).goals).toBe(later);
  first.told({ session, goals: noGoals }, [page]);
  expect(first.forFamily({ session, goals: noGoals }).session.exercises.running).toBeNull();
});

test('[E3] a page that comes in place of one that has not answered is asked as well', () => {
  const first = createTherapistFirst({ onSeen: () => undefined });
  const [gone, come] = [aPage(), aPage()];
  const now = { session: inExercise(running), goals: noGoals };
  first.told(now, [gone]);
  first.told(now, []);
  first.told(now, [come]);
  first.told(now, [come]);
  expect(come.asked).toHaveLength(1);
  come.answer();
  expect(first.forFamily(now).session.exercises.running).toBe(running);
});

test('[G14] nothing is asked where nothing has changed', () => {
  const first = createTherapistFirst({ onSeen: () => undefined });
  const page = aPage();
  first.told({ session, goals: noGoals }, [page]);
  expect(page.asked).toHaveLength(0);
});
