/** The engine: one move in an exercise. Pure. */
import type { Instant, PersonId } from '../ids.ts';
import type { Answer, HandedBack, Run } from './exercise.ts';
import { answerTo } from './form.ts';
import type { Move } from './moves.ts';
import { askedOf, isOver, isShown, playerOf, stepNow, stepsOf } from './running.ts';

/**
 * The exercise after this move; null when it can't be made as things stand. `by` null: a therapist, or
 * the time. Deciding and folding both ask here, so that what was decided always folds.
 */
export function moved(run: Run, by: PersonId | null, move: Move, at: Instant): Run | null {
  switch (move.kind) {
    case 'answered':
      return answered(run, by, move);
    case 'went-on': {
      const now = stepNow(run);
      if (by !== null || now?.name !== move.step) return null;
      return { ...run, over: [...run.over, now.name], since: at };
    }
    case 'went-back':
      return by === null ? wentBack(run, move.step, at) : null;
    case 'returned':
      return by === null ? returned(run, move, at) : null;
    case 'let-through':
      if (by !== null || !answerOf(run, move.answer)?.waits) return null;
      return withAnswer(run, move.answer, (one) => ({ ...one, waits: false }));
    case 'softened': {
      const answer = answerOf(run, move.answer);
      const step = stepsOf(run).find(({ name }) => name === answer?.step);
      const person = playerOf(run, answer?.by ?? null);
      if (by !== null || !answer?.values || !step?.softens || !person) return null;
      if (isShown(run, answer)) return null;
      const softer = answerTo(step.form(person), move.values);
      return softer && withAnswer(run, answer.id, (one) => ({ ...one, softer }));
    }
    case 'softer-taken': {
      const answer = answerOf(run, move.answer);
      if (by === null || answer?.by !== by || answer.softer === null) return null;
      const { softer } = answer;
      return withAnswer(run, answer.id, (one) => ({
        ...one,
        values: move.take ? softer : one.values,
        softer: null,
      }));
    }
    default:
      return move satisfies never;
  }
}

function answered(
  run: Run,
  by: PersonId | null,
  { step: name, values: given, waits }: Extract<Move, { kind: 'answered' }>,
): Run | null {
  const step = askedOf(run, by);
  if (step?.name !== name) return null;
  const values = given && answerTo(step.form(playerOf(run, by)), given);
  if (given !== null && values === null) return null;
  const id = run.given + 1;
  return {
    ...run,
    given: id,
    answers: [...run.answers, { id, step: name, by, values, waits, softer: null }],
    handedBack: run.handedBack.filter((one) => one.person !== by || one.step !== name),
  };
}

/** The step before is done again: what was given in it, and since, is in its authors' hands. */
function wentBack(run: Run, step: string, at: Instant): Run | null {
  const last = run.over.at(-1);
  if (last === undefined || last !== step) return null;
  const now = stepNow(run)?.name;
  return inHands(
    { ...run, over: run.over.slice(0, -1), since: at },
    (one) => one.step === last || one.step === now,
    null,
  );
}

/** A shared answer comes back only while it is the last that happened. */
function returned(
  run: Run,
  { answer: id, comment }: Extract<Move, { kind: 'returned' }>,
  at: Instant,
): Run | null {
  const answer = answerOf(run, id);
  if (!answer?.values || answer.by === null) return null;
  const isLast = run.over.at(-1) === answer.step;
  if (isShown(run, answer) && !isLast && stepNow(run)?.name !== answer.step) return null;
  const reopens = isLast && isShown(run, answer);
  const over = reopens ? run.over.slice(0, -1) : run.over;
  const since = reopens ? at : run.since;
  return inHands({ ...run, over, since }, (one) => one.id === id, comment);
}

/** Takes answers out of the exercise; what a person wrote is kept for them to change. */
function inHands(run: Run, isMeant: (one: Answer) => boolean, comment: string | null): Run {
  const taken = run.answers.filter(isMeant);
  const back = taken.flatMap(({ by, step, values }): readonly HandedBack[] =>
    by === null || values === null ? [] : [{ person: by, step, values, comment }],
  );
  const isRenewed = (old: HandedBack): boolean =>
    back.some((one) => one.person === old.person && one.step === old.step);
  return {
    ...run,
    answers: run.answers.filter((one) => !isMeant(one)),
    handedBack: [...run.handedBack.filter((one) => !isRenewed(one)), ...back],
  };
}

/** Steps that end by themselves are over once they are: after each event, and when somebody leaves. */
export function settled(run: Run, here: readonly PersonId[], at: Instant): Run {
  let next = run;
  for (;;) {
    const now = stepNow(next);
    if (!now || !isOver(next, now, here)) return next;
    next = { ...next, over: [...next.over, now.name], since: at };
  }
}

const answerOf = (run: Run, id: number): Answer | undefined =>
  run.answers.find((one) => one.id === id);

const withAnswer = (run: Run, id: number, change: (one: Answer) => Answer): Run => ({
  ...run,
  answers: run.answers.map((one) => (one.id === id ? change(one) : one)),
});
