/** A letter from an adult to a child of the family: approved by a therapist, opened by the child alone. */
import * as v from 'valibot';
import { personId, sessionId } from '../ids.ts';

/** Code points: a page by hand. */
export const maxLetterLength = 1_500;

/** The exercise it was written in names it. */
export const letterKey = v.strictObject({
  session: sessionId,
  n: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type LetterKey = v.InferOutput<typeof letterKey>;

/**
 * What the child has chosen. `waiting`: has not been told of it yet. What is `never` stays closed until a
 * child asks for it.
 */
export const letterStates = ['waiting', 'later', 'never', 'read'] as const;
export type LetterState = (typeof letterStates)[number];

/** An envelope as therapists see it; what is in it is told to the child alone. */
export const envelope = v.strictObject({
  key: letterKey,
  from: personId,
  to: personId,
  state: v.picklist(letterStates),
  /** Whether its writer may know that it was read. */
  mayTell: v.boolean(),
});
export type Envelope = v.InferOutput<typeof envelope>;

/** A letter as it comes into the exercise in which it may be opened. */
export const letter = v.strictObject({
  from: personId,
  /** As the child calls them, at that time. */
  fromName: v.string(),
  words: v.string(),
});
export type Letter = v.InferOutput<typeof letter>;
