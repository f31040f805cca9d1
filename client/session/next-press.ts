/** What the plan says comes next in the room, so that it is offered as the first press. */
import type { PersonId } from '../../shared/ids.ts';
import type { TherapistView } from '../../shared/session/visible-to.ts';

type Room = Pick<TherapistView, 'phase' | 'people'>;

/**
 * Who is let in next: the first in the planned order who isn't in, and only once they wait. Nobody
 * is offered out of turn, because the order may be what keeps two people from meeting alone.
 */
export function nextToLetIn({ phase, people }: Room): PersonId | null {
  if (phase !== 'open' && phase !== 'held') return null;
  const next = people.find(({ place }) => place !== 'in' && place !== 'out');
  return next?.place === 'waiting' ? next.id : null;
}

/** Who leaves next: the first in the planned order of leaving who is still in. */
export function nextToSeeOut({
  people,
  leaving,
}: Pick<TherapistView, 'people' | 'leaving'>): PersonId | null {
  const isIn = (id: PersonId): boolean =>
    people.some((person) => person.id === id && person.place === 'in');
  return leaving.find(isIn) ?? null;
}
