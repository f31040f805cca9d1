/** How the parts of a board are called, on the wire and in the log. */
import * as v from 'valibot';
import { personId, type PersonId } from '../ids.ts';

/** `joint`: whoever is in the room together. `own:<person>`: that person and the therapists. */
export type Zone = 'joint' | `own:${PersonId}`;

export const ownZone = (person: PersonId): Zone => `own:${person}`;

/** The zone a path names, or null. */
export function zoneNamed(name: string): Zone | null {
  if (name === 'joint') return name;
  const owner = v.safeParse(personId, name.startsWith('own:') ? name.slice(4) : '');
  return owner.success ? ownZone(owner.output) : null;
}

/** The schema of a zone's name. */
export const zoneName = v.custom<Zone>(
  (name) => typeof name === 'string' && zoneNamed(name) !== null,
);
