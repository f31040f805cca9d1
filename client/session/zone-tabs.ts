/** The boards of a session, as the therapist goes from one to another. */
import { isInReview, ownerOf, personalZone, type Zone } from '../../shared/board/zone.ts';
import type { PersonInView, TherapistView } from '../../shared/session/visible-to.ts';

export interface ZoneTab {
  readonly zone: Zone;
  readonly name: string;
  /** Whose own board it is; null for the shared one. */
  readonly owner: PersonInView | null;
}

type Tabbed = Pick<TherapistView, 'kind' | 'zones' | 'people' | 'step'>;

export const zoneTabs = (view: Tabbed): ZoneTab[] =>
  view.zones
    .filter((zone) => isUsed(zone, view))
    .map((zone) => {
      const owner = view.people.find((person) => person.id === ownerOf(zone)) ?? null;
      return { zone, name: owner ? nameOf(zone, owner) : 'Shared board', owner };
    });

const nameOf = (zone: Zone, { firstName }: PersonInView): string =>
  personalZone(zone)?.kind === 'review' ? `${firstName}’s, to check` : `${firstName}’s own`;

/** What is in review has a board of its own only while somebody's work is. */
function isUsed(zone: Zone, { kind, step, people }: Tabbed): boolean {
  const personal = personalZone(zone);
  if (personal?.kind !== 'review') return true;
  const checked = people.flatMap((person) => (person.checked ? [person.id] : []));
  return isInReview({ kind, step, checked }, personal.owner);
}
