/** The boards of a session, as the therapist goes from one to another. */
import { ownerOf, type Zone } from '../../shared/board/zone.ts';
import type { PersonInView, TherapistView } from '../../shared/session/visible-to.ts';

export interface ZoneTab {
  readonly zone: Zone;
  readonly name: string;
  /** Whose own board it is; null for the shared one. */
  readonly owner: PersonInView | null;
}

export const zoneTabs = ({ zones, people }: Pick<TherapistView, 'zones' | 'people'>): ZoneTab[] =>
  zones.map((zone) => {
    const owner = people.find((person) => person.id === ownerOf(zone)) ?? null;
    return { zone, name: owner ? `${owner.firstName}’s own` : 'Shared board', owner };
  });
