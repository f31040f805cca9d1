/** The folded decisions of one session: what is true in the room now. */
import type { Instant, PersonId, TherapistId } from '../ids.ts';
import type { SessionKind } from './plan.ts';
import type { Step } from './step.ts';

/**
 * Why the room is held. `supervision-lost`: the last therapist's link closed. `restart`: the server
 * came back and no therapist is here yet. Families see no difference between them.
 */
export type HoldCause = 'therapist' | 'supervision-lost' | 'restart';

export type Phase =
  | { readonly name: 'planned' }
  | { readonly name: 'open'; readonly openedAt: Instant }
  | {
      readonly name: 'held';
      readonly openedAt: Instant;
      readonly heldAt: Instant;
      readonly cause: HoldCause;
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
}

/** The session as planned, before anything happened in it. */
export const plannedSession = (plan: {
  readonly kind: SessionKind;
  readonly arriving: readonly PersonId[];
  readonly leaving: readonly PersonId[];
  readonly step: Step;
}): Session => ({
  kind: plan.kind,
  arriving: plan.arriving,
  leaving: plan.leaving,
  phase: { name: 'planned' },
  step: plan.step,
  letIn: [],
});

/** Who asks. The server takes it from the sign-in or the personal link, never from the command. */
export type Asker =
  | { readonly as: 'therapist'; readonly id: TherapistId }
  | { readonly as: 'person'; readonly id: PersonId };
