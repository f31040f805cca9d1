/**
 * The HTTP interface: bodies are schemas, parsed once at the server's edge; answers are types.
 * Every answer other than 2xx is a {@link Trouble}. All writes need the `Origin` of `PUBLIC_URL`.
 */
import * as v from 'valibot';
import {
  appearance,
  personEntry,
  type AgeBand,
  type Appearance,
  type Person,
  type Role,
} from '../family/person.ts';
import type { MeetingRule } from '../family/meeting.ts';
import { plannedExercises, type PlannedExercise } from '../exercise/moves.ts';
import {
  exercisePlanId,
  familyId,
  invitationId,
  personId,
  pictureId,
  privateNoteId,
  sessionId,
  templateId,
  therapistId,
  type ExercisePlanId,
  type FamilyId,
  type Instant,
  type InvitationId,
  type ParticipantId,
  type PersonId,
  type PictureId,
  type PrivateNoteId,
  type SessionId,
  type TemplateId,
  type TherapistId,
} from '../ids.ts';
import { familyGoalCommand, goalCommand } from '../goal/commands.ts';
import type { GoalForPerson, GoalsForTherapist } from '../goal/visible-to.ts';
import type { Item } from '../board/item.ts';
import { maxTemplateTitleLength, type Template } from '../board/template.ts';
import { zoneName } from '../board/zone-name.ts';
import type { Zone } from '../board/zone.ts';
import { privateNotePin, privateNoteText, type PrivateNotePin } from '../notes/private-note.ts';
import type { SessionPlan } from '../session/plan.ts';
import { sessionPlan } from '../session/plan.ts';
import { maxRemarkLength, nameField, optionalLine, lengthOf } from '../text.ts';

/** Bytes of one request body; the longest honest one is a family with its remark. */
export const maxBodyBytes = 64 * 1_024;

/** Why a request was not done: `sentence` can be shown as it is. */
export interface Trouble {
  readonly reason: TroubleReason;
  readonly sentence: string;
  /** For `slow-down`: when another try makes sense, milliseconds from now. */
  readonly retryAfterMs?: number;
}
export type TroubleReason =
  | 'bad-input' // 400
  | 'sign-in-needed' // 401
  | 'sign-in-wrong' // 401: name or password, never which
  | 'password-wrong' // 400: the current password, when changing it
  | 'wrong-origin' // 403
  | 'not-allowed' // 403
  | 'not-found' // 404: also for what exists but isn't yours
  | 'link-not-usable' // 404: unknown, expired, revoked or used elsewhere, never which
  | 'already-there' // 409: first start done, e-mail taken, appearance taken
  | 'refused' // 409: the domain says no, the sentence says why
  | 'too-big' // 413
  | 'slow-down' // 429
  | 'failed'; // 500: our fault; logged under an id that the sentence names

/** Characters. Long enough to hold against guessing with Argon2id behind it (NIST SP 800-63B). */
export const minPasswordLength = 12;
/** Characters; bounds the work of hashing. */
export const maxPasswordLength = 200;

/** Characters; the practical limit of an address (RFC 5321). */
const maxEmailLength = 254;

const email = v.pipe(
  v.string('The e-mail address is missing'),
  v.trim(),
  v.toLowerCase(),
  v.nonEmpty('Write your e-mail address'),
  v.maxLength(maxEmailLength, 'The e-mail address is too long'),
  v.email('This does not look like an e-mail address'),
);
const newPassword = v.pipe(
  v.string('The password is missing'),
  v.maxLength(maxPasswordLength * 4, `At most ${maxPasswordLength} characters`),
  v.check(
    (text) => lengthOf(text) >= minPasswordLength,
    `At least ${minPasswordLength} characters`,
  ),
  v.check((text) => lengthOf(text) <= maxPasswordLength, `At most ${maxPasswordLength} characters`),
);
const anyPassword = v.pipe(v.string('The password is missing'), v.maxLength(maxPasswordLength * 4));
/** 128 random bits, base64url without padding. */
const token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));

// --- Access -------------------------------------------------------------------------------------

/** `GET /api/start` → {@link StartAnswer}. What the page should show first. */
export interface StartAnswer {
  /** True until the first therapist has an account. */
  readonly firstStart: boolean;
  readonly me: Me | null;
}
export interface Me {
  readonly id: TherapistId;
  readonly name: string;
  readonly email: string;
  readonly practice: string;
}

/** `POST /api/first-start` → {@link Me}; signs in. 409 once done. */
export const firstStartBody = v.strictObject({
  practice: nameField('The practice’s name'),
  name: nameField('Your name'),
  email,
  password: newPassword,
});
/** `POST /api/sign-in` → {@link Me}. 401 or 429, the same for known and unknown accounts. */
export const signInBody = v.strictObject({ email, password: anyPassword });
/** `POST /api/sign-out` → 204. */
/** `POST /api/password` → 204; ends this therapist's other sign-ins and their links. */
export const passwordBody = v.strictObject({ current: anyPassword, next: newPassword });

/** `POST /api/colleagues` → {@link NewLink}: a one-time link for one more therapist, 7 days. */
/** `POST /api/colleagues/look` → {@link ColleagueLook}, or 404 link-not-usable. */
export const colleagueLookBody = v.strictObject({ token });
export interface ColleagueLook {
  readonly practice: string;
}
/** `POST /api/colleagues/join` → {@link Me}; signs in; the link is used up. */
export const colleagueJoinBody = v.strictObject({
  token,
  name: nameField('Your name'),
  email,
  password: newPassword,
});
/** A link that can be shown once and never again: only its hash is kept. */
export interface NewLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

// --- Practice -----------------------------------------------------------------------------------

/**
 * `GET /api/practice` → {@link PracticeAnswer}. A Socket.IO line at `practicePath`, for whoever is signed
 * in, says `changed`, without more, when this answer may have become another one.
 */
export interface PracticeAnswer {
  readonly me: Me;
  readonly therapists: readonly { readonly id: TherapistId; readonly name: string }[];
  /** Of the families I work with, not archived, by title. */
  readonly families: readonly FamilySummary[];
  /** How many of my families are archived. */
  readonly archived: number;
  /** Planned or running sessions of my families: running first, then by time. */
  readonly sessions: readonly SessionSummary[];
  /** `in-doubt`: who waits and what is open is known of a part of the rooms only. */
  readonly presence: 'known' | 'in-doubt';
}
export interface FamilySummary {
  readonly id: FamilyId;
  readonly title: string;
  readonly archived: boolean;
  readonly people: readonly PersonLook[];
}
export interface PersonLook extends Appearance {
  readonly id: PersonId;
  readonly firstName: string;
}
export type SessionState = 'planned' | 'open' | 'held' | 'ended' | 'called-off';
export interface SessionSummary {
  readonly id: SessionId;
  readonly family: FamilyId;
  readonly familyTitle: string;
  readonly title: string;
  readonly kind: SessionPlan['kind'];
  readonly state: SessionState;
  readonly plannedFor: Instant | null;
  readonly openedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly people: readonly PersonLook[];
  /** First names of those whose link is open and who are not let in: for the therapist only. */
  readonly waiting: readonly string[];
}

// --- Families -----------------------------------------------------------------------------------

/** `GET /api/families?archived=1` → readonly {@link FamilySummary}[]. */
const familyTitle = nameField('The family’s name');
/** Characters; a court's or the practice's own file number. */
export const maxReferenceLength = 60;
const reference = optionalLine('The case reference', maxReferenceLength);
const remark = v.pipe(
  v.string(),
  v.check((text) => lengthOf(text) <= maxRemarkLength, `At most ${maxRemarkLength} characters`),
);
/** People in one family; more is surely a mistake. */
export const maxPeopleInFamily = 12;

/** `POST /api/families` → {@link FamilyAnswer}. Whoever adds a family works with it. */
export const newFamilyBody = v.strictObject({
  title: familyTitle,
  reference,
  people: v.pipe(
    v.array(personEntry),
    v.minLength(1, 'Add at least one person'),
    v.maxLength(maxPeopleInFamily, `At most ${maxPeopleInFamily} people`),
  ),
});
/** `PATCH /api/families/:family` → {@link FamilyAnswer}. */
export const familyBody = v.partial(
  v.strictObject({ title: familyTitle, reference, remark, archived: v.boolean() }),
);
/** `PUT /api/families/:family/therapists` → {@link FamilyAnswer}, or 204 for who is no longer one. */
export const familyTherapistsBody = v.strictObject({
  therapists: v.pipe(v.array(therapistId), v.minLength(1, 'A family needs a therapist')),
});
/**
 * `PUT /api/families/:family/reviewers` → {@link FamilyAnswer}: colleagues who may read its records, and
 * with `notes` its private notes, and do nothing else. Refused for who works with the family.
 */
export const familyReviewersBody = v.strictObject({
  reviewers: v.pipe(
    v.array(v.strictObject({ id: therapistId, notes: v.boolean() })),
    v.maxLength(200),
  ),
});
/** `POST /api/families/:family/people` with a personEntry → {@link FamilyAnswer}. */
export { personEntry as newPersonBody };
/** `PATCH /api/families/:family/people/:person` → {@link FamilyAnswer}. */
export const personBody = v.partial(
  v.strictObject({ entry: personEntry, appearance, ready: v.boolean() }),
);
/** `DELETE /api/families/:family/people/:person` → {@link FamilyAnswer}; refused once in a session. */
/** `PUT /api/families/:family/meetings` → {@link FamilyAnswer}. */
export const meetingBody = v.strictObject({ one: personId, other: personId, mayMeet: v.boolean() });

/** `GET /api/families/:family` → {@link FamilyAnswer}. */
export interface FamilyAnswer {
  readonly id: FamilyId;
  readonly title: string;
  readonly reference: string;
  /** Seen by the family's therapists only. */
  readonly remark: string;
  readonly archived: boolean;
  readonly people: readonly Person[];
  readonly rules: readonly MeetingRule[];
  readonly therapists: readonly { readonly id: TherapistId; readonly name: string }[];
  readonly reviewers: readonly {
    readonly id: TherapistId;
    readonly name: string;
    readonly notes: boolean;
  }[];
  /** All sessions that were not called off: planned and running first, then newest first. */
  readonly sessions: readonly SessionSummary[];
}

// --- Sessions -----------------------------------------------------------------------------------

/** `POST /api/families/:family/sessions` with a sessionPlan → {@link NewSessionAnswer}. */
export { sessionPlan as newSessionBody };
export interface NewSessionAnswer {
  readonly session: SessionAnswer;
  /** One a person, in the order of letting in; shown this once. */
  readonly links: readonly PersonalLink[];
}
export interface PersonalLink extends NewLink {
  readonly person: PersonId;
}
/** `GET /api/sessions/:session` → {@link SessionAnswer}. */
export interface SessionAnswer extends SessionSummary {
  readonly plan: SessionPlan;
  readonly links: readonly {
    readonly person: PersonId;
    /** `used`: a device holds it. Never which device or when. */
    readonly state: 'unused' | 'used' | 'revoked' | 'expired';
    readonly expiresAt: Instant;
  }[];
}
/** `PUT /api/sessions/:session/plan` with a sessionPlan → {@link NewSessionAnswer}: links of newcomers. Refused once opened. */
/** `POST /api/sessions/:session/links/:person` → {@link PersonalLink}: renews; the old one and its device are out. */
/** `DELETE /api/sessions/:session/links/:person` → {@link SessionAnswer}: revokes. */
/** `POST /api/sessions/:session/call-off` → {@link FamilyAnswer}. Refused once opened. */

/** `GET /api/sessions/:session/saved` → {@link SavedBoard}; 404 until the session has ended. */
export interface SavedBoard {
  readonly session: SessionSummary;
  readonly plannedMinutes: number;
  readonly people: readonly (PersonLook & { readonly role: Role })[];
  readonly therapists: readonly { readonly id: TherapistId; readonly name: string }[];
  /** One a zone that was used; items lowest first. */
  readonly boards: readonly { readonly zone: Zone; readonly items: readonly SavedItem[] }[];
}
export type SavedItem = Item & { readonly by: ParticipantId };

// --- Pictures -----------------------------------------------------------------------------------

/**
 * `POST /api/sessions/:session/pictures` with a file as the body → {@link PictureAnswer}. From a therapist
 * of the family while the session is open or held; what is kept is made anew from its pixels.
 */
export interface PictureAnswer {
  readonly id: PictureId;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}
/**
 * `GET /api/sessions/:session/pictures/:picture?as=…` → the picture, for whoever sees it on a board now
 * and for the family's therapists; `as` as for sockets. 404 for anybody else.
 */

// --- Exercises ----------------------------------------------------------------------------------

/** An order of exercises the practice keeps. `GET /api/exercise-plans` → readonly these, newest first. */
export interface ExercisePlanAnswer {
  readonly id: ExercisePlanId;
  readonly title: string;
  readonly exercises: readonly PlannedExercise[];
}
/**
 * `POST /api/families/:family/exercise-plans` → {@link ExercisePlanAnswer}: keeps an order put together for
 * that family, without its people; refused where a question names one of them.
 */
export const newExercisePlanBody = v.strictObject({
  title: v.pipe(
    optionalLine('The title', maxTemplateTitleLength),
    v.nonEmpty('Write what the order is called'),
  ),
  exercises: v.pipe(plannedExercises, v.minLength(1, 'Add an exercise first')),
});
/** `DELETE /api/exercise-plans/:exercisePlan` → 204, by any therapist of the practice. */

// --- Templates ----------------------------------------------------------------------------------

/** What the practice keeps beside the templates that everybody has. `GET /api/templates` → readonly these, newest first. */
export interface TemplateAnswer extends Template {
  readonly id: TemplateId;
}
/**
 * `POST /api/sessions/:session/templates` → {@link TemplateAnswer}: keeps what therapists made on a board
 * of a session that is open or held. Only the server reads the board: no page says what is on it.
 */
export const newTemplateBody = v.strictObject({
  zone: zoneName,
  title: v.pipe(
    optionalLine('The title', maxTemplateTitleLength),
    v.nonEmpty('Write what the template is called'),
  ),
});
/** `DELETE /api/templates/:template` → 204, by any therapist of the practice. */
/**
 * `GET /api/sessions/:session/board.<format>?zone=…` → a board as it lies there now, as a file; 404
 * unless the session runs. `paper` and `split` are read for a PDF alone.
 */
export const exportFormats = ['pdf', 'png', 'svg'] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const exportPapers = ['a4', 'letter'] as const;
export type ExportPaper = (typeof exportPapers)[number];

const flag = v.optional(
  v.pipe(
    v.picklist(['0', '1']),
    v.transform((given) => given === '1'),
  ),
  '0',
);
export const exportQuery = v.object({
  zone: zoneName,
  paper: v.optional(v.picklist(exportPapers), 'a4'),
  /** On as many sheets as it takes to be read, instead of on one. */
  split: flag,
  /** With what a therapist hid from the family, too. */
  hidden: flag,
});
/** Pixels along the longer side of a PNG: 25 megapixels at the most, 100 MB while it is painted. */
export const mostExportPixels = 5_000;
/** Sheets of one PDF: a board as large as a wall. A larger one is made smaller. */
export const mostExportSheets = 36;
export type ExportQuery = v.InferOutput<typeof exportQuery>;

// --- Goals --------------------------------------------------------------------------------------

/** `GET /api/families/:family/goals` → {@link FamilyGoalsAnswer}, for the family's therapists. */
export interface FamilyGoalsAnswer extends GoalsForTherapist {
  readonly family: FamilyId;
  readonly title: string;
  readonly people: readonly Person[];
  readonly therapists: readonly { readonly id: TherapistId; readonly name: string }[];
  /** When the goal board is, or was, open between sessions; newest first, without those called off. */
  readonly openings: readonly SessionSummary[];
}
/** `POST /api/families/:family/goals` with a goalCommand → {@link FamilyGoalsAnswer}; 409 with why not. */
export { goalCommand as goalBody };
/** `GET /api/here/:link/goals` → {@link QuietGoals}, where the link leads to the goal board between sessions. */
export interface QuietGoals {
  /** False when its time is over; what is shown stays. */
  readonly isOpen: boolean;
  readonly until: Instant;
  readonly goals: readonly GoalForPerson[];
}
/** `POST /api/here/:link/goals` with a familyGoalCommand → {@link QuietGoals}; 409 with why not. */
export { familyGoalCommand as quietGoalBody };

// --- Private notes ------------------------------------------------------------------------------

/**
 * Read and written by the family's therapists alone, before, during and after the session; a session
 * that was called off has none. No other answer carries anything of them.
 */
export interface PrivateNote {
  readonly id: PrivateNoteId;
  readonly by: { readonly id: TherapistId; readonly name: string };
  /** When it reached the server. */
  readonly at: Instant;
  /** Where the room's log ended then, so that the board can be shown as it stood; 0 before the first entry. */
  readonly seq: number;
  readonly text: string;
  /** When its author last changed it. */
  readonly editedAt: Instant | null;
  /** What of the session it is about; null: the moment at which it was written. */
  readonly pin: PrivateNotePin | null;
}
/** What a note said until it was changed. */
export interface EarlierWords {
  /** When it was written so. */
  readonly at: Instant;
  readonly text: string;
}
/** `GET /api/sessions/:session/notes/:note/versions` → readonly {@link EarlierWords}[], oldest first. */
/** `GET /api/sessions/:session/notes` → readonly {@link PrivateNote}[], oldest first. */
/** `POST /api/sessions/:session/notes` → {@link PrivateNote}. The same `id` again: the note as it is kept. */
export const newPrivateNoteBody = v.strictObject({
  id: privateNoteId,
  text: privateNoteText,
  pin: v.optional(v.nullable(privateNotePin), null),
});
/** `PATCH /api/sessions/:session/notes/:note` → {@link PrivateNote}; 403 for another's. */
export const privateNoteBody = v.strictObject({ text: privateNoteText });
/** `DELETE /api/sessions/:session/notes/:note` → 204; 403 for another's. */

// --- Members of a family ------------------------------------------------------------------------

/** The page a personal link opens is `PUBLIC_URL/come#<token>`; the token never reaches a log. */
/** `POST /api/come` → {@link ComeAnswer}; sets this link's cookie. 404 link-not-usable. */
export const comeBody = v.strictObject({ token });
export interface ComeAnswer {
  /** Names the cookie and the page `/here/<link>`; no secret. */
  readonly link: InvitationId;
}
/** `GET /api/here/:link` → {@link HereAnswer}, or 404 link-not-usable. */
export interface HereAnswer {
  readonly link: InvitationId;
  /** `goals`: to the goal board between sessions, and to no room. Never what kind of session it is. */
  readonly leadsTo: 'room' | 'goals';
  readonly session: SessionId;
  readonly firstName: string;
  readonly colour: Appearance['colour'];
  readonly shape: Appearance['shape'];
  readonly role: Role;
  readonly ageBand: AgeBand | null;
  readonly therapist: string;
  /** Whether "Is that you?" was answered with yes on this device. */
  readonly confirmed: boolean;
  /** Whether they have been let in: the page then asks for the room at once, not only when it is told. */
  readonly isIn: boolean;
}
/** `POST /api/here/:link/confirm` → {@link HereAnswer}. No link to the room opens before it. */
/** `POST /api/here/:link/not-me` → 204; lets the link go for its owner and clears the cookie. */

/** Route parameters. */
export const params = {
  family: familyId,
  person: personId,
  session: sessionId,
  link: invitationId,
  note: privateNoteId,
  picture: pictureId,
  template: templateId,
  exercisePlan: exercisePlanId,
} as const;

/**
 * Sockets. Socket.IO: query `{ session, as }`; the board: `PUBLIC_URL/board/<session>/<zone>?as=…&wb=1&cid=<clientID>`,
 * where `as` is `therapist` or the {@link InvitationId} whose cookie counts.
 */
export const linkQuery = v.object({
  session: sessionId,
  as: v.union([v.literal('therapist'), invitationId]),
});
