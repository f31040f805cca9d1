/** What a room must know of the practice: who is invited, who supervises, whether it may be opened. */
import type { Zone } from '../../shared/board/zone.ts';
import type { Asker } from '../../shared/session/session.ts';
import type { PlanRefusal, SessionPlan } from '../../shared/session/plan.ts';
import type { Cast } from '../../shared/session/visible-to.ts';
import type {
  FamilyId,
  InvitationId,
  ParticipantId,
  PersonId,
  PracticeId,
  SessionId,
} from '../../shared/ids.ts';

export interface SessionFacts {
  readonly practice: PracticeId;
  readonly family: FamilyId;
  readonly plan: SessionPlan;
  readonly cast: Cast;
  /** Asked anew at each call: what would refuse the plan if it were made now. */
  readonly planRefusal: PlanRefusal | null;
}

/** Null when there is no such session or it was called off. */
export type FactsOf = (session: SessionId) => Promise<SessionFacts | null>;

/**
 * Who is behind a request for a link, by its cookies alone. Null: no sign-in, not this session's,
 * revoked, expired, not confirmed. The default is null.
 */
export type Identify = (asked: {
  readonly cookieHeader: string | undefined;
  readonly session: SessionId;
  readonly as: 'therapist' | InvitationId;
}) => Promise<Admitted | null>;

/** Who somebody is, and by what: links end with the pass they came by, not with another. */
export interface Admitted {
  readonly asker: Asker;
  /** The hash of the sign-in, or the id of the personal link. */
  readonly pass: string;
}

/** The rooms of this process, as the rest of the server uses them. */
export interface Rooms {
  /** Something about the plan, the people or the therapists changed: read the facts anew and tell. */
  refresh(session: SessionId): Promise<void>;
  /**
   * A personal link was taken from whoever had it: if its person is let in, they are sent back, so
   * that nobody comes into the room by a new link without being let in.
   */
  sendBack(session: SessionId, person: PersonId): Promise<void>;
  /**
   * Closes a participant's links at once (4401 on the board), in one session or in all, of one pass
   * or of all but one: their access has ended. They come back only through {@link Identify}.
   */
  closeLinks(which: {
    readonly participant: ParticipantId;
    readonly session?: SessionId;
    readonly pass?: string;
    readonly exceptPass?: string;
  }): void;
  /** Writes what is under way, closes all links with "come back", and ends. */
  stop(): Promise<void>;
}

export type { Zone };
