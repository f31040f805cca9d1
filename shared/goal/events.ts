/** What has happened to a family's goals, as their log keeps it. Who did it stands beside it. */
import * as v from 'valibot';
import { goalId, personId, sessionId, therapistId } from '../ids.ts';
import { levelNumbers, startLevels } from './goal.ts';

const ofGoal = { goal: goalId };
const whose = v.union([v.literal('ours'), personId]);
const names = v.pipe(v.array(personId), v.readonly());

export const goalEvent = v.variant('kind', [
  v.strictObject({ kind: v.literal('proposed'), ...ofGoal, wording: v.string(), whose, names }),
  v.strictObject({ kind: v.literal('worded'), ...ofGoal, wording: v.string() }),
  v.strictObject({ kind: v.literal('offered'), ...ofGoal, on: v.boolean() }),
  v.strictObject({ kind: v.literal('idea-taken-back'), ...ofGoal }),
  v.strictObject({ kind: v.literal('commented'), ...ofGoal, words: v.string() }),
  v.strictObject({ kind: v.literal('meant-for'), ...ofGoal, whose, names }),
  v.strictObject({ kind: v.literal('talked-about'), ...ofGoal }),
  v.strictObject({ kind: v.literal('put-to-agreement'), ...ofGoal, wording: v.string() }),
  v.strictObject({ kind: v.literal('said-yes'), ...ofGoal, version: v.number() }),
  v.strictObject({ kind: v.literal('took-yes-back'), ...ofGoal, version: v.number() }),
  v.strictObject({ kind: v.literal('reopened'), ...ofGoal }),
  v.strictObject({ kind: v.literal('started-working'), ...ofGoal }),
  v.strictObject({ kind: v.literal('reached'), ...ofGoal, words: v.string() }),
  v.strictObject({ kind: v.literal('put-aside'), ...ofGoal, words: v.string() }),
  v.strictObject({
    kind: v.literal('levels-set'),
    ...ofGoal,
    levels: v.pipe(v.array(v.string()), v.readonly()),
  }),
  v.strictObject({
    kind: v.literal('rated'),
    ...ofGoal,
    level: v.picklist(levelNumbers),
    together: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('looked-at'), ...ofGoal }),
  v.strictObject({ kind: v.literal('start-level-set'), level: v.picklist(startLevels) }),
]);
export type GoalEvent = v.InferOutput<typeof goalEvent>;

/** An event and who did it; null: the server, which keeps what a board's words have come to. */
export const goalDeed = v.strictObject({
  by: v.nullable(
    v.variant('as', [
      v.strictObject({ as: v.literal('therapist'), id: therapistId }),
      v.strictObject({ as: v.literal('person'), id: personId }),
    ]),
  ),
  /** The room it happened in; null outside of one. */
  session: v.nullable(sessionId),
  event: goalEvent,
});
export type GoalDeed = v.InferOutput<typeof goalDeed>;
