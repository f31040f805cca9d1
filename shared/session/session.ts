/** The folded decisions of one session: what is true in the room now. */
import { exercisesOf, type Exercises } from './exercises-of.ts';
import type { GoalId, Instant, ItemId, PersonId, TherapistId } from '../ids.ts';
import { everyonesFloor, type Floor } from './floor.ts';
import type { SessionKind } from './plan.ts';
import type { Step } from './step.ts';
import type { AskKind, NearPicture } from './words.ts';

/**
 * Why the room is held. `paused`: a child pressed pause. `supervision-lost`: no therapist's page
 * answers any more. `restart`: the server came back and no therapist is here yet. Families see no
 * difference between them.
 */
export const holdCauses = ['therapist', 'paused', 'supervision-lost', 'restart'] as const;
export type HoldCause = (typeof holdCauses)[number];

export type Phase =
  | { readonly name: 'planned' }
  | { readonly name: 'open'; readonly openedAt: Instant }
  | {
      readonly name: 'held';
      readonly openedAt: Instant;
      readonly heldAt: Instant;
      readonly cause: HoldCause;
      /** The child who paused; only the therapist learns it. */
      readonly by: PersonId | null;
    }
  | { readonly name: 'ended'; readonly openedAt: Instant; readonly endedAt: Instant };

export interface Session {
  readonly kind: SessionKind;
  /** In the planned order of letting in. */
  readonly arriving: readonly PersonId[];
  /** The same people in the planned order of leaving. */
  readonly leaving: readonly PersonId[];
  readonly phase: Phase;
  readonly step: Step;
  /** Who has been let in and not sent back; being let in outlasts a dropped line. */
  readonly letIn: readonly PersonId[];
  /** Who has been seen out or removed: for them the session is over. */
  readonly out: readonly PersonId[];
  readonly floor: Floor;
  /** Who may look and not mark, whatever the floor. */
  readonly lookOnly: readonly PersonId[];
  /** Whose work the therapist looks at first, at every step. */
  readonly checked: readonly PersonId[];
  /** The last of each kind that each person asked for. */
  readonly asks: readonly Ask[];
  readonly pictures: Readonly<Partial<Record<PersonId, NearPicture>>>;
  /** Between one person and the therapists, oldest first. */
  readonly whispers: readonly Whisper[];
  /** Items in review that were handed back or left where they are; all others there wait. */
  readonly reviewed: readonly Reviewed[];
  /** Whose work has been in review; what lies there stays theirs also when review ends (rule S14). */
  readonly haveBeenInReview: readonly PersonId[];
  /** Goals of the family that something was done about here. */
  readonly goals: readonly GoalId[];
  /** What the therapist says to everyone in the room at the end. */
  readonly closing: string | null;
  /** Decisions each person has made with words and choices of their own, see `maxSayings`. */
  readonly sayings: Readonly<Partial<Record<PersonId, number>>>;
  readonly exercises: Exercises;
}

export interface Ask {
  readonly person: PersonId;
  readonly ask: AskKind;
  readonly at: Instant;
  /** Null until a therapist has answered; `words` null stands for "I saw it". */
  readonly answer: {
    readonly at: Instant;
    readonly words: string | null;
    readonly by: TherapistId | null;
  } | null;
}

export interface Whisper {
  readonly person: PersonId;
  /** Counts those with this person from 1 on, so that what has been read is known by its last. */
  readonly n: number;
  readonly from: 'therapist' | 'person';
  readonly at: Instant;
  readonly words: string;
  /** Which therapist; null for the person's own, and where it was not kept. */
  readonly by: TherapistId | null;
}

export interface Reviewed {
  readonly person: PersonId;
  readonly item: ItemId;
  /** The therapist's comment on what was handed back; null for what was left. */
  readonly comment: string | null;
  readonly by: TherapistId | null;
}

/** The session as planned, before anything happened in it. */
export const plannedSession = (plan: {
  readonly kind: SessionKind;
  readonly arriving: readonly PersonId[];
  readonly leaving: readonly PersonId[];
  readonly step: Step;
  readonly exercises?: Exercises['planned'] | undefined;
}): Session => ({
  kind: plan.kind,
  arriving: plan.arriving,
  leaving: plan.leaving,
  phase: { name: 'planned' },
  step: plan.step,
  letIn: [],
  out: [],
  floor: everyonesFloor,
  lookOnly: [],
  checked: [],
  asks: [],
  pictures: {},
  whispers: [],
  reviewed: [],
  haveBeenInReview: [],
  goals: [],
  closing: null,
  sayings: {},
  exercises: exercisesOf(plan.exercises),
});

/** The same before the opening, after the plan has changed: what was asked and chosen stays. */
export const replanned = (
  session: Session,
  plan: Parameters<typeof plannedSession>[0],
): Session => ({
  ...session,
  kind: plan.kind,
  arriving: plan.arriving,
  leaving: plan.leaving,
  step: plan.step,
  exercises: exercisesOf(plan.exercises),
});

/** Who asks. The server takes it from the sign-in or the personal link, never from the command. */
export type Asker =
  | { readonly as: 'therapist'; readonly id: TherapistId }
  | { readonly as: 'person'; readonly id: PersonId };
