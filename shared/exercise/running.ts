/** Where an exercise stands. Pure. */
import type { ParticipantId, PersonId } from '../ids.ts';
import type { Answer, Names, Player, Run, Step } from './exercise.ts';
import { chosen } from './form.ts';
import { kindOf } from './kinds.ts';

const anyName: Names = (id: ParticipantId) => id;

export const stepsOf = (run: Run, nameOf: Names = anyName): readonly Step[] =>
  kindOf(run.name).steps(run, nameOf);

/** The step that is on; undefined when all are over. */
export const stepNow = (run: Run, steps: readonly Step[] = stepsOf(run)): Step | undefined =>
  steps.find(({ name }) => !run.over.includes(name));

export const isAsked = ({ who }: Step, person: PersonId): boolean =>
  who !== 'therapist' && who.includes(person);

/** Answers and passes of one person, or of the therapists. */
const givenIn = (run: Run, step: Step, by: PersonId | null): readonly Answer[] =>
  run.answers.filter((one) => one.step === step.name && one.by === by);

const isHandedBack = (run: Run, step: Step, person: PersonId): boolean =>
  run.handedBack.some((one) => one.person === person && one.step === step.name);

/** Whether `by` has nothing more to answer in a step. */
export function hasAnswered(run: Run, step: Step, by: PersonId | null): boolean {
  if (by !== null && isHandedBack(run, step, by)) return false;
  const given = givenIn(run, step, by);
  return given.some(({ values }) => values === null) || given.length >= step.times;
}

/** What `by` is asked now: what came back to them, else the step that is on. */
export function askedOf(
  run: Run,
  by: PersonId | null,
  steps: readonly Step[] = stepsOf(run),
): Step | null {
  const back =
    by !== null &&
    steps.find((step) => isAsked(step, by) && isHandedBack(run, step, by) && isBehind(run, step));
  if (back) return back;
  const now = stepNow(run, steps);
  if (!now) return null;
  const isTheirs = by === null ? now.who === 'therapist' : isAsked(now, by);
  return isTheirs && !hasAnswered(run, now, by) ? now : null;
}
const isBehind = (run: Run, step: Step): boolean => run.over.includes(step.name);

/** Whether a step that ends by itself has: all who are here have answered, and nothing of it waits. */
export function isOver(run: Run, step: Step, here: readonly PersonId[]): boolean {
  if (step.ends !== 'answered' || step.who === 'therapist') return false;
  const theirs = step.who.filter((id) => here.includes(id));
  const waits = run.answers.some((one) => one.step === step.name && one.waits);
  return !waits && theirs.every((id) => hasAnswered(run, step, id));
}

/** Whether its author has shown it, or the step has. A therapist's own is for everybody. */
export function isShown(run: Run, answer: Answer, steps: readonly Step[] = stepsOf(run)): boolean {
  const step = steps.find(({ name }) => name === answer.step);
  if (!step || answer.values === null || answer.waits) return false;
  if (kindOf(run.name).shownAsPart?.(run, answer)) return true;
  switch (step.seen) {
    case 'at-once':
      return true;
    case 'together':
      return run.over.includes(step.name);
    case 'sealed':
      return run.answers.some((one) => {
        const shows = steps.find(({ name }) => name === one.step)?.shows;
        if (shows !== step.name || one.by !== answer.by || one.waits) return false;
        if (one.values?.['press'] !== 'show') return false;
        return !('which' in one.values) || chosen(one.values, 'which').includes(String(answer.id));
      });
    default:
      return step.seen satisfies never;
  }
}

export const playerOf = ({ players }: Run, id: PersonId | null): Player | null =>
  players.find((one) => one.id === id) ?? null;
