/** The boards of a session, as the therapist goes from one to another. */
import { isInReview, isReview, ownerOf, personalZone, type Zone } from '../../shared/board/zone.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { PersonInView, TherapistView } from '../../shared/session/visible-to.ts';

export interface ZoneTab {
  readonly zone: Zone;
  readonly name: string;
  /** Whose own board it is; null for the shared one. */
  readonly owner: PersonInView | null;
}

type Tabbed = Pick<TherapistView, 'kind' | 'zones' | 'people' | 'step'>;

/** @param withWork who has something in review, also when review has ended for them (rule S14) */
export const zoneTabs = (view: Tabbed, withWork: ReadonlySet<PersonId>): ZoneTab[] =>
  view.zones
    .filter((zone) => isUsed(zone, view, withWork))
    .map((zone) => {
      const owner = view.people.find((person) => person.id === ownerOf(zone)) ?? null;
      return { zone, name: owner ? nameOf(zone, owner) : 'Shared board', owner };
    });

const nameOf = (zone: Zone, { firstName }: PersonInView): string =>
  isReview(zone) ? `${firstName}’s, to check` : `${firstName}’s own`;

/** What is in review has a board of its own only while somebody's work is, or is left there. */
function isUsed(
  zone: Zone,
  { kind, step, people }: Tabbed,
  withWork: ReadonlySet<PersonId>,
): boolean {
  const personal = personalZone(zone);
  if (personal?.kind !== 'review' || withWork.has(personal.owner)) return true;
  const checked = people.flatMap((person) => (person.checked ? [person.id] : []));
  return isInReview({ kind, step, checked }, personal.owner);
}
