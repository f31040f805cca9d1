/** The boards of a session, as the therapist goes from one to another. */
import { ownerOf, personalZone, type Zone } from '../../shared/board/zone.ts';
import { isTogether } from '../../shared/session/step.ts';
import type { PersonInView, TherapistView } from '../../shared/session/visible-to.ts';

export interface ZoneTab {
  readonly zone: Zone;
  readonly name: string;
  /** Whose own board it is; null for the shared one. */
  readonly owner: PersonInView | null;
}

export const zoneTabs = ({
  zones,
  people,
  step,
}: Pick<TherapistView, 'zones' | 'people' | 'step'>): ZoneTab[] =>
  zones
    .filter((zone) => isUsed(zone, people, step))
    .map((zone) => {
      const owner = people.find((person) => person.id === ownerOf(zone)) ?? null;
      return { zone, name: owner ? nameOf(zone, owner) : 'Shared board', owner };
    });

const nameOf = (zone: Zone, { firstName }: PersonInView): string =>
  personalZone(zone)?.kind === 'review' ? `${firstName}’s, to check` : `${firstName}’s own`;

/** What is in review has a board of its own only while somebody's work is. */
function isUsed(zone: Zone, people: readonly PersonInView[], step: TherapistView['step']): boolean {
  const personal = personalZone(zone);
  if (personal?.kind !== 'review') return true;
  const isChecked = people.some(({ id, checked }) => id === personal.owner && checked);
  return step === 'notes' || (isTogether(step) && isChecked);
}
