/**
 * Whether a therapist's page answers: a link that is open proves nothing, since a line can die without
 * a word, a tab freeze, a laptop fall asleep. Doubt counts as absence (rule H8).
 */
import type { Instant, ParticipantId } from '../../shared/ids.ts';
import type { Clock } from '../clock.ts';

/** Milliseconds without a sign of life after which a therapist's page counts as gone. */
export const supervisionLostAfterMs = 2_000;
/** Milliseconds of silence after which a page is asked whether it is there; ink acknowledged counts. */
export const beatEveryMs = 500;
/** Milliseconds between two looks at every room: how much later than it could be a hold comes. */
export const lookEveryMs = 250;
/**
 * Milliseconds since the last look after which it was the server that slept: what the pages said
 * meanwhile is still unread, so they get one more beat to be heard.
 */
const sleptAfterMs = 1_000;

export interface Supervision {
  /** A page of this therapist has said something, on either plane. */
  heard(therapist: ParticipantId): void;
  /** Whether a page of theirs has been heard lately enough to supervise. */
  answers(therapist: ParticipantId): boolean;
  /** Whether it is time to ask. */
  isQuiet(therapist: ParticipantId): boolean;
  /** To be called every {@link lookEveryMs}, before anything is asked of it. */
  look(): void;
}

export function createSupervision({ clock }: { readonly clock: Clock }): Supervision {
  const heardAt = new Map<ParticipantId, Instant>();
  let lookedAt = clock.now();

  const silentMs = (therapist: ParticipantId): number =>
    clock.now() - (heardAt.get(therapist) ?? -Infinity);

  return {
    heard(therapist) {
      heardAt.set(therapist, clock.now());
    },
    answers: (therapist) => silentMs(therapist) < supervisionLostAfterMs,
    isQuiet: (therapist) => silentMs(therapist) >= beatEveryMs,
    look() {
      const now = clock.now();
      const sinceMs = now - lookedAt;
      const lastLook = lookedAt;
      lookedAt = now;
      if (sinceMs >= 0 && sinceMs < sleptAfterMs) return;
      // Also when the clock was set back: an instant that is yet to come would answer for ever.
      for (const [therapist, at] of heardAt) {
        const answered = lastLook - at < supervisionLostAfterMs;
        heardAt.set(therapist, answered ? now - supervisionLostAfterMs + beatEveryMs : -Infinity);
      }
    },
  };
}
