/** What a part of a board is called to a therapist. */
import type { PersonId } from '../ids.ts';
import { personalZone, type Zone } from './zone-name.ts';

export function zoneWords(zone: Zone, nameOf: (owner: PersonId) => string | undefined): string {
  const personal = personalZone(zone);
  return personal === null ? 'Shared board' : `${nameOf(personal.owner) ?? 'Someone'}’s own`;
}
