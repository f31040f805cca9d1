/** What may happen in an exercise: what is asked for, and what the log keeps of it. */
import * as v from 'valibot';
import { personId } from '../ids.ts';
import { words } from '../session/words.ts';
import { setting } from './exercise.ts';
import { values } from './form.ts';
import { letter, maxLetterLength } from './letter.ts';

/** Names in the registry; one that is not in it is refused where it is asked for. */
const kindName = v.pipe(v.string(), v.maxLength(40));
const stepName = v.pipe(v.string(), v.maxLength(40));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

/** An exercise that a session is to have. */
export const plannedExercise = v.strictObject({ name: kindName, setting });
export type PlannedExercise = v.InferOutput<typeof plannedExercise>;
/** Exercises planned for one session: an hour has room for half as many. */
export const maxPlannedExercises = 8;
export const plannedExercises = v.pipe(
  v.array(plannedExercise),
  v.maxLength(maxPlannedExercises, `At most ${maxPlannedExercises} exercises`),
  v.readonly(),
);

/** Orders of exercises a practice keeps: more can't be found again in a list. */
export const maxExercisePlansOfPractice = 40;

export const exerciseCommands = [
  v.strictObject({ kind: v.literal('plan-exercises'), exercises: plannedExercises }),
  v.strictObject({ kind: v.literal('start-exercise'), name: kindName, setting }),
  v.strictObject({ kind: v.literal('end-exercise'), n: count }),
  /** Leaves the step that is on; named, so that a double press is one. */
  v.strictObject({ kind: v.literal('go-on'), n: count, step: stepName }),
  v.strictObject({ kind: v.literal('step-back'), n: count, step: stepName }),
  v.strictObject({ kind: v.literal('return-answer'), n: count, answer: count, comment: words }),
  v.strictObject({ kind: v.literal('let-through'), n: count, answer: count }),
  v.strictObject({ kind: v.literal('soften-answer'), n: count, answer: count, values }),
  /** Anybody who is asked; `values` null passes. */
  v.strictObject({
    kind: v.literal('give-answer'),
    n: count,
    step: stepName,
    values: v.nullable(values),
  }),
  v.strictObject({ kind: v.literal('take-softer'), n: count, answer: count, take: v.boolean() }),
  /** Half-typed words; empty ones are none. Nothing of it is a decision. */
  v.strictObject({
    kind: v.literal('keep-draft'),
    n: count,
    step: stepName,
    field: v.pipe(v.string(), v.maxLength(40)),
    words: v.pipe(v.string(), v.maxLength(maxLetterLength * 8)),
  }),
] as const;
export const exerciseCommand = v.variant('kind', exerciseCommands);
export type ExerciseCommand = v.InferOutput<typeof exerciseCommand>;

const exerciseCommandKinds: ReadonlySet<string> = new Set<ExerciseCommand['kind']>([
  'plan-exercises',
  'start-exercise',
  'end-exercise',
  'go-on',
  'step-back',
  'return-answer',
  'let-through',
  'soften-answer',
  'give-answer',
  'take-softer',
  'keep-draft',
]);
export const isExerciseCommand = (command: { readonly kind: string }): command is ExerciseCommand =>
  exerciseCommandKinds.has(command.kind);

export const move = v.variant('kind', [
  v.strictObject({
    kind: v.literal('answered'),
    step: stepName,
    values: v.nullable(values),
    waits: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('went-on'), step: stepName }),
  v.strictObject({ kind: v.literal('went-back'), step: stepName }),
  v.strictObject({ kind: v.literal('returned'), answer: count, comment: v.string() }),
  v.strictObject({ kind: v.literal('let-through'), answer: count }),
  v.strictObject({ kind: v.literal('softened'), answer: count, values }),
  v.strictObject({ kind: v.literal('softer-taken'), answer: count, take: v.boolean() }),
]);
export type Move = v.InferOutput<typeof move>;

export const exerciseEvents = [
  v.strictObject({ kind: v.literal('exercises-planned'), exercises: plannedExercises }),
  /** With the age forms of that moment, so that a later change of age band changes no past. */
  v.strictObject({
    kind: v.literal('exercise-started'),
    n: count,
    name: kindName,
    setting,
    letter: v.nullable(letter),
    players: v.pipe(
      v.array(
        v.strictObject({
          id: personId,
          form: v.picklist(['young', 'middle', 'grown']),
          isChild: v.boolean(),
        }),
      ),
      v.readonly(),
    ),
  }),
  /** `by` null: a therapist, or the time. */
  v.strictObject({
    kind: v.literal('exercise-moved'),
    n: count,
    by: v.nullable(personId),
    move,
  }),
  /** `pieces`: how many were laid on the board. */
  v.strictObject({ kind: v.literal('exercise-ended'), n: count, pieces: v.number() }),
] as const;
export const exerciseEvent = v.variant('kind', exerciseEvents);
export type ExerciseEvent = v.InferOutput<typeof exerciseEvent>;
