/** What someone in a room may ask for. */
import * as v from 'valibot';
import { personId } from '../ids.ts';
import { steps } from './step.ts';

export const command = v.variant('kind', [
  v.strictObject({ kind: v.literal('open') }),
  v.strictObject({ kind: v.literal('let-in'), person: personId }),
  v.strictObject({ kind: v.literal('send-back'), person: personId }),
  v.strictObject({ kind: v.literal('hold') }),
  v.strictObject({ kind: v.literal('resume') }),
  v.strictObject({ kind: v.literal('change-step'), step: v.picklist(steps) }),
  v.strictObject({ kind: v.literal('end') }),
]);
export type Command = v.InferOutput<typeof command>;
