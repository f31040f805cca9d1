/** The library of saved boards, as it is asked for and answered. */
import type { FamilyId, GoalId, Instant, SessionId } from '../ids.ts';
import type { SessionKind } from '../session/plan.ts';
import type { PersonLook } from '../wire/http.ts';

/** A saved board as the library shows it, with its picture at `/api/sessions/:session/thumbnail.png`. */
export interface LibraryEntry {
  readonly session: SessionId;
  readonly family: FamilyId;
  readonly kind: SessionKind;
  readonly title: string;
  readonly openedAt: Instant;
  readonly endedAt: Instant;
  readonly people: readonly PersonLook[];
  /** Names in the registry of exercises, in the order they were begun. */
  readonly exercises: readonly string[];
  readonly goals: readonly { readonly id: GoalId; readonly wording: string }[];
}

/** What can be chosen among. */
export interface LibraryFamily {
  readonly id: FamilyId;
  readonly title: string;
  readonly people: readonly PersonLook[];
  readonly goals: readonly { readonly id: GoalId; readonly wording: string }[];
}

/** `GET /api/records?text=&family=&person=&exercise=&goal=&from=&until=&before=`. */
export interface LibraryAnswer {
  /** Newest first; a page of them. */
  readonly entries: readonly LibraryEntry[];
  /** Whether there are more behind the last one; they are asked for with `before`. */
  readonly more: boolean;
  /** Those whose records the asker may read, by title. */
  readonly families: readonly LibraryFamily[];
}
