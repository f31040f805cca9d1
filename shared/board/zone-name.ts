/** How the parts of a board are called, on the wire and in the log. */
import * as v from 'valibot';
import { personId, type PersonId } from '../ids.ts';

/**
 * `joint`: whoever is in the room together. `own:<person>`: that person and the therapists.
 * `review:<person>`: the same two, for what waits to be looked at and passed on.
 */
export type Zone = 'joint' | `own:${PersonId}` | `review:${PersonId}`;

export const ownZone = (person: PersonId): Zone => `own:${person}`;
export const reviewZone = (person: PersonId): Zone => `review:${person}`;

const personal = { own: ownZone, review: reviewZone } as const;
type PersonalKind = keyof typeof personal;

const isPersonalKind = (name: string): name is PersonalKind => Object.hasOwn(personal, name);

/** What a personal zone is for and whose it is; null for the joint board and for any other name. */
export function personalZone(
  name: string,
): { readonly kind: PersonalKind; readonly owner: PersonId } | null {
  const at = name.indexOf(':');
  const kind = name.slice(0, Math.max(at, 0));
  const owner = v.safeParse(personId, name.slice(at + 1));
  return isPersonalKind(kind) && owner.success ? { kind, owner: owner.output } : null;
}

/** The zone a path names, or null. */
export function zoneNamed(name: string): Zone | null {
  if (name === 'joint') return name;
  const named = personalZone(name);
  return named && personal[named.kind](named.owner);
}

/** The schema of a zone's name. */
export const zoneName = v.custom<Zone>(
  (name) => typeof name === 'string' && zoneNamed(name) !== null,
);
