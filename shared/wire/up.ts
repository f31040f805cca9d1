/** What a page may send over Socket.IO as `up`; answered with null or a refusal. */
import * as v from 'valibot';
import { command } from '../session/commands.ts';

export const up = v.variant('kind', [
  v.strictObject({ kind: v.literal('command'), command }),
  /** Asks for nothing but the answer: the waiting room measures its line with it. */
  v.strictObject({ kind: v.literal('echo') }),
  /** A therapist's page is there and awake: the answer to a `beat`. */
  v.strictObject({ kind: v.literal('here') }),
]);
export type Up = v.InferOutput<typeof up>;

/** A refusal as it crosses the wire. */
export const refusalMessage = v.strictObject({ reason: v.string(), sentence: v.string() });
export type RefusalMessage = v.InferOutput<typeof refusalMessage>;

/** What an `up` is answered with. */
export const answer = v.nullable(refusalMessage);
