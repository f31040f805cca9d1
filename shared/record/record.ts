/**
 * A record: what is left of a session that has ended, as it is read. It is sealed when the session
 * closes; how it is stored and proved is in chain.ts. It holds moments of the boards, not keystrokes,
 * and neither who paused nor who asked for anything.
 */
import type { Item } from '../board/item.ts';
import type { Zone } from '../board/zone.ts';
import type { Values } from '../exercise/form.ts';
import type { AgeBand, Appearance, Role } from '../family/person.ts';
import type {
  FamilyId,
  GoalId,
  Instant,
  ItemId,
  ParticipantId,
  PersonId,
  SessionId,
  TherapistId,
} from '../ids.ts';
import type { SessionKind } from '../session/plan.ts';
import type { Step } from '../session/step.ts';

/** Whose session it was, with names and looks as they were when it closed. */
export interface RecordHead {
  readonly session: SessionId;
  readonly family: FamilyId;
  readonly kind: SessionKind;
  readonly title: string;
  readonly openedAt: Instant;
  readonly endedAt: Instant;
  readonly plannedMinutes: number;
  /** In the order of arriving. */
  readonly people: readonly RecordPerson[];
  readonly therapists: readonly { readonly id: TherapistId; readonly name: string }[];
}
export interface RecordPerson extends Appearance {
  readonly id: PersonId;
  readonly firstName: string;
  readonly role: Role;
  readonly ageBand: AgeBand | null;
}

/** An item as it was at one moment or several; moments name it by its place in {@link Record.items}. */
export type RecordItem = Item & { readonly by: ParticipantId };

/** What lay on a board differently than at the moment before, in the order of time. */
export interface Moment {
  readonly at: Instant;
  readonly zones: readonly {
    readonly zone: Zone;
    /** Places in `items`: new, or in place of what had that item's id before. */
    readonly put: readonly number[];
    readonly gone: readonly ItemId[];
  }[];
}

/** What happened, for the line of time under the board. */
export type Mark = { readonly at: Instant } & (
  | { readonly is: 'let-in' | 'sent-back' | 'left'; readonly person: PersonId }
  /** Of a pause as of a hold: never who asked, never why. */
  | { readonly is: 'short-break'; readonly until: Instant }
  | { readonly is: 'step'; readonly step: Step }
  | { readonly is: 'exercise'; readonly n: number; readonly name: string; readonly until: Instant }
  | { readonly is: 'goal'; readonly goal: GoalId }
);

/**
 * What somebody gave in an exercise, shown or not: for the family's therapists alone. `leaf` names what
 * is torn up with it, see chain.ts.
 */
export interface RecordAnswer {
  readonly leaf: string;
  readonly at: Instant;
  readonly n: number;
  readonly exercise: string;
  readonly step: string;
  /** Null: a therapist. */
  readonly by: PersonId | null;
  /** Null: passed. */
  readonly values: Values | null;
}

/** Words between one person and the therapists, or said to everybody at the end. */
export interface RecordWords {
  readonly leaf: string;
  readonly at: Instant;
  readonly is: 'whisper' | 'closing' | 'comment';
  /** Null: a therapist. */
  readonly by: PersonId | null;
  /** Null: everybody. */
  readonly with: PersonId | null;
  readonly words: string;
}

/** That something was torn up or taken back: when and by whose role, never what. */
export interface Removal {
  readonly at: Instant;
  readonly role: 'therapist' | Role;
  /** How many things: an item counts once, however many moments it lay in. */
  readonly things: number;
}

/** Whether the chain and its signature hold; else where they break first, as a sentence. */
export type Verified =
  | { readonly holds: true; readonly hash: string; readonly entries: number }
  | { readonly holds: false; readonly where: string };

/** `GET /api/sessions/:session/record`. */
export interface SessionRecordRead {
  readonly head: RecordHead;
  readonly items: readonly RecordItem[];
  readonly moments: readonly Moment[];
  readonly marks: readonly Mark[];
  readonly answers: readonly RecordAnswer[];
  readonly words: readonly RecordWords[];
  readonly removals: readonly Removal[];
  /** Null: closed before records were sealed; then there is one moment, the last. */
  readonly verified: Verified | null;
}
