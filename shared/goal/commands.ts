/** What someone may ask for on a family's goals. */
import * as v from 'valibot';
import { goalId, personId } from '../ids.ts';
import { words } from '../session/words.ts';
import { tidyLines } from '../text.ts';
import { levelNumbers, startLevels } from './goal.ts';
import { maxLevelLength, maxWordingLength } from './limits.ts';

const text = (what: string, max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max * 8, `${what}: at most ${max} characters`),
    v.transform(tidyLines),
    v.nonEmpty('Write something first'),
    v.maxLength(max, `${what}: at most ${max} characters`),
  );

export const wording = text('The wording of a goal', maxWordingLength);
const level = text('The words of a level', maxLevelLength);

/** Whose a goal is. */
export const whose = v.union([v.literal('ours'), personId]);
/** Whose yes it needs; that there is anybody is for `decide` to say (rule G10). */
export const names = v.pipe(v.array(personId), v.maxLength(12), v.readonly());

const ofGoal = { goal: goalId };

/** What a member of the family may do, about own ideas and with own answers. */
const familyGoalCommands = [
  v.strictObject({ kind: v.literal('propose'), ...ofGoal, wording }),
  v.strictObject({ kind: v.literal('reword-idea'), ...ofGoal, wording }),
  /** Whether the own idea may be talked about with others. */
  v.strictObject({ kind: v.literal('offer'), ...ofGoal, on: v.boolean() }),
  v.strictObject({ kind: v.literal('take-idea-back'), ...ofGoal }),
  /** `version`: the one that stood on the page; no other is agreed to. */
  v.strictObject({ kind: v.literal('say-yes'), ...ofGoal, version: v.number() }),
  v.strictObject({ kind: v.literal('take-yes-back'), ...ofGoal, version: v.number() }),
] as const;

/** Of whoever had the idea, and of therapists. */
const comment = v.strictObject({ kind: v.literal('comment'), ...ofGoal, words });

const therapistGoalCommands = [
  v.strictObject({ kind: v.literal('add'), ...ofGoal, wording, whose, names }),
  v.strictObject({ kind: v.literal('mean-for'), ...ofGoal, whose, names }),
  v.strictObject({ kind: v.literal('talk-about'), ...ofGoal }),
  /** The words while they are talked about, where no board shows them. */
  v.strictObject({ kind: v.literal('word'), ...ofGoal, wording }),
  /** `wording`: what the therapist read; nothing else is put to agreement. */
  v.strictObject({ kind: v.literal('put-to-agreement'), ...ofGoal, wording }),
  v.strictObject({ kind: v.literal('reopen'), ...ofGoal }),
  v.strictObject({ kind: v.literal('start-working'), ...ofGoal }),
  v.strictObject({ kind: v.literal('mark-reached'), ...ofGoal, words }),
  v.strictObject({ kind: v.literal('put-aside'), ...ofGoal, words }),
  v.strictObject({
    kind: v.literal('set-levels'),
    ...ofGoal,
    levels: v.pipe(v.array(level), v.maxLength(levelNumbers.length), v.readonly()),
  }),
  v.strictObject({
    kind: v.literal('rate'),
    ...ofGoal,
    level: v.picklist(levelNumbers),
    together: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('look-at'), ...ofGoal }),
  v.strictObject({ kind: v.literal('start-level'), level: v.picklist(startLevels) }),
] as const;

export const familyGoalCommand = v.variant('kind', [...familyGoalCommands, comment]);
export type FamilyGoalCommand = v.InferOutput<typeof familyGoalCommand>;

export const goalCommand = v.variant('kind', [
  ...familyGoalCommands,
  comment,
  ...therapistGoalCommands,
]);
export type GoalCommand = v.InferOutput<typeof goalCommand>;
