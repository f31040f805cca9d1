/**
 * Branded identifiers. Each is a UUIDv7 in lower-case text, made by the server; a client never
 * invents one, except {@link ItemId}s on the board and {@link PrivateNoteId}s.
 */
import * as v from 'valibot';

const id = <const Brand extends string>(brand: Brand) =>
  v.pipe(v.string(), v.uuid(`not a ${brand}`), v.brand(brand));

export const practiceId = id('PracticeId');
export type PracticeId = v.InferOutput<typeof practiceId>;

export const therapistId = id('TherapistId');
export type TherapistId = v.InferOutput<typeof therapistId>;

export const familyId = id('FamilyId');
export type FamilyId = v.InferOutput<typeof familyId>;

export const personId = id('PersonId');
export type PersonId = v.InferOutput<typeof personId>;

export const sessionId = id('SessionId');
export type SessionId = v.InferOutput<typeof sessionId>;

/** Names a personal link; it is no secret. The secret is the token the link carries. */
export const invitationId = id('InvitationId');
export type InvitationId = v.InferOutput<typeof invitationId>;

/** Names a picture on a board, as the server keeps it. */
export const pictureId = id('PictureId');
export type PictureId = v.InferOutput<typeof pictureId>;

export const templateId = id('TemplateId');
export type TemplateId = v.InferOutput<typeof templateId>;

/** An order of exercises that a practice keeps. */
export const exercisePlanId = id('ExercisePlanId');
export type ExercisePlanId = v.InferOutput<typeof exercisePlanId>;

/** A therapist or a member of the family: whoever can be in a room. */
export type ParticipantId = TherapistId | PersonId;

/** Made by the client that draws the item: 10 to 24 characters of a–z, A–Z, 0–9, `_`, `-`. */
export const itemIdPattern = /^[A-Za-z0-9_-]{10,24}$/;
export const itemId = v.pipe(
  v.string(),
  v.regex(itemIdPattern, 'not an ItemId'),
  v.brand('ItemId'),
);
export type ItemId = v.InferOutput<typeof itemId>;

/** Made by the page that a therapist writes the note on, so that sending it twice keeps it once. */
export const privateNoteId = v.pipe(
  v.string(),
  v.regex(itemIdPattern, 'not a PrivateNoteId'),
  v.brand('PrivateNoteId'),
);
export type PrivateNoteId = v.InferOutput<typeof privateNoteId>;

/**
 * Made by the page that proposes the goal, so that proposing it twice keeps it once; its card on a
 * board has the same id.
 */
export const goalId = v.pipe(v.string(), v.regex(itemIdPattern, 'not a GoalId'), v.brand('GoalId'));
export type GoalId = v.InferOutput<typeof goalId>;

/** Milliseconds since 1970-01-01T00:00Z by the server's clock. */
export type Instant = number;
export const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
