/** Tearing something up in a record, as it is asked for and answered; and legal holds, which forbid it. */
import * as v from 'valibot';
import { itemId, personId, type Instant } from '../ids.ts';
import { optionalLine } from '../text.ts';

/** Why; the trail keeps this and no words, so that nothing of what was torn up comes into it. */
export const tearUpReasons = [
  'its-author-asked',
  'a-guardian-asked',
  'the-law',
  'a-mistake',
] as const;
export type TearUpReason = (typeof tearUpReasons)[number];

/** `POST /api/sessions/:session/tear-up` → {@link TearUpAnswer}. By a therapist of the family. */
export const tearUpBody = v.strictObject({
  what: v.variant('is', [
    v.strictObject({ is: v.literal('item'), item: itemId }),
    v.strictObject({
      is: v.literal('leaf'),
      leaf: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
    }),
  ]),
  /** Who asked for it; null: the therapist. */
  asked: v.nullable(personId),
  reason: v.picklist(tearUpReasons),
});
export type TearUp = v.InferOutput<typeof tearUpBody>['what'];

export interface TearUpAnswer {
  /** How many things are gone: with it went its copies and answers with the same words. */
  readonly things: number;
}

/** Code points of why there is a hold: "Order of 3 March, case 41". */
export const maxHoldReasonLength = 200;

/** `PUT /api/families/:family/legal-hold` → {@link LegalHold}. Also `GET`. */
export const legalHoldBody = v.strictObject({
  on: v.boolean(),
  reason: optionalLine('The reason', maxHoldReasonLength),
});
export interface LegalHold {
  readonly on: boolean;
  readonly since: Instant | null;
  readonly reason: string;
}
