/** What has happened in a room, as its log keeps it. */
import * as v from 'valibot';
import { personId } from '../ids.ts';
import { sessionKinds } from './plan.ts';
import { steps } from './step.ts';

export const sessionEvent = v.variant('kind', [
  /** Carries the plan as it was at that moment; later changes to the plan mean nothing. */
  v.strictObject({
    kind: v.literal('opened'),
    session: v.picklist(sessionKinds),
    arriving: v.array(personId),
    leaving: v.array(personId),
    step: v.picklist(steps),
  }),
  v.strictObject({ kind: v.literal('let-in'), person: personId }),
  v.strictObject({ kind: v.literal('sent-back'), person: personId }),
  v.strictObject({
    kind: v.literal('held'),
    cause: v.picklist(['therapist', 'supervision-lost', 'restart']),
  }),
  v.strictObject({ kind: v.literal('resumed') }),
  v.strictObject({ kind: v.literal('step-changed'), step: v.picklist(steps) }),
  v.strictObject({ kind: v.literal('ended') }),
]);
export type SessionEvent = v.InferOutput<typeof sessionEvent>;
