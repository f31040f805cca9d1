/**
 * The line under a person's name, which the therapist alone reads; null when the list they stand in
 * says it all.
 */
import { isTogether } from '../../shared/session/step.ts';
import type { PersonInView, TherapistView } from '../../shared/session/visible-to.ts';

export function personWords(
  { place, connected }: Pick<PersonInView, 'place' | 'connected'>,
  { phase, kind, step }: Pick<TherapistView, 'phase' | 'kind' | 'step'>,
): string | null {
  switch (place) {
    case 'away':
    case 'waiting':
    case 'out':
      return null;
    case 'in':
      if (!connected) return 'Connection dropped';
      if (phase === 'held') return 'On a break';
      return kind === 'individual' || isTogether(step) ? null : 'Own board';
    default:
      return place satisfies never;
  }
}
