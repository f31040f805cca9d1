/** What has happened in a room, as its log keeps it. */
import * as v from 'valibot';
import { exerciseEvents, plannedExercises } from '../exercise/moves.ts';
import { goalId, itemId, personId, therapistId } from '../ids.ts';
import { floorMinutes, floorOf } from './floor.ts';
import { sessionKinds } from './plan.ts';
import { holdCauses } from './session.ts';
import { steps } from './step.ts';
import { asks, nearPictures } from './words.ts';

const ofPerson = { person: personId };
/** Which therapist it was. Absent in logs from before it was kept. */
const byTherapist = { by: v.optional(therapistId) };
const ofItem = { person: personId, item: itemId };

export const sessionEvent = v.variant('kind', [
  /** Carries the plan as it was at that moment; later changes to the plan mean nothing. */
  v.strictObject({
    kind: v.literal('opened'),
    session: v.picklist(sessionKinds),
    arriving: v.array(personId),
    leaving: v.array(personId),
    step: v.picklist(steps),
    /** Absent in logs from before there were exercises. */
    exercises: v.optional(plannedExercises),
  }),
  v.strictObject({ kind: v.literal('let-in'), ...ofPerson }),
  v.strictObject({ kind: v.literal('sent-back'), ...ofPerson }),
  v.strictObject({ kind: v.literal('seen-out'), ...ofPerson }),
  v.strictObject({ kind: v.literal('removed'), ...ofPerson }),
  /** `by`: the child who paused. Absent in logs from before there was a pause. */
  v.strictObject({
    kind: v.literal('held'),
    cause: v.picklist(holdCauses),
    by: v.optional(personId),
  }),
  v.strictObject({ kind: v.literal('resumed') }),
  v.strictObject({ kind: v.literal('step-changed'), step: v.picklist(steps) }),
  v.strictObject({
    kind: v.literal('floor-given'),
    to: floorOf,
    minutes: v.nullable(floorMinutes),
  }),
  v.strictObject({ kind: v.literal('looking-changed'), ...ofPerson, on: v.boolean() }),
  v.strictObject({ kind: v.literal('checking-changed'), ...ofPerson, on: v.boolean() }),
  v.strictObject({ kind: v.literal('asked'), ...ofPerson, ask: v.picklist(asks) }),
  v.strictObject({
    kind: v.literal('ask-answered'),
    ...ofPerson,
    ask: v.picklist(asks),
    words: v.nullable(v.string()),
    ...byTherapist,
  }),
  v.strictObject({
    kind: v.literal('picture-chosen'),
    ...ofPerson,
    picture: v.picklist(nearPictures),
  }),
  v.strictObject({
    kind: v.literal('whispered'),
    ...ofPerson,
    from: v.picklist(['therapist', 'person']),
    words: v.string(),
    ...byTherapist,
  }),
  /** The ink of it, a copy under its author's name, is written by the server beside it. */
  v.strictObject({ kind: v.literal('passed-on'), ...ofItem }),
  v.strictObject({
    kind: v.literal('handed-back'),
    ...ofItem,
    comment: v.string(),
    ...byTherapist,
  }),
  v.strictObject({ kind: v.literal('left'), ...ofItem }),
  v.strictObject({ kind: v.literal('offered-again'), ...ofItem }),
  v.strictObject({ kind: v.literal('closing-said'), words: v.nullable(v.string()) }),
  ...exerciseEvents,
  /** What happened to it stands in the family's log of goals. */
  v.strictObject({ kind: v.literal('goal-touched'), goal: goalId }),
  v.strictObject({ kind: v.literal('ended') }),
]);
export type SessionEvent = v.InferOutput<typeof sessionEvent>;
