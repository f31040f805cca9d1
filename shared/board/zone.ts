/** The parts of a board, each a document of its own with its own readers. */
import * as v from 'valibot';
import { personId, type PersonId } from '../ids.ts';
import { isTogether } from '../session/step.ts';
import type { Asker, Session } from '../session/session.ts';
import { ownZone, zoneNamed, type Zone } from './zone-name.ts';

export { ownZone, zoneNamed, type Zone };

/** Whose own zone it is; null for the joint board. */
export function ownerOf(zone: Zone): PersonId | null {
  return zone === 'joint' ? null : v.parse(personId, zone.slice(4));
}

/** What a link may do with a zone's ink. With `none` it is sent nothing, not even that it exists. */
export type Capability = 'none' | 'view' | 'edit';

/** The zone a member of the family works in now, or null when they see no board at all. */
export function zoneOfPerson(session: Session, person: PersonId): Zone | null {
  if (session.phase.name !== 'open' || !session.letIn.includes(person)) return null;
  return isTogether(session.step) || session.kind === 'individual' ? 'joint' : ownZone(person);
}

/**
 * What `asker` may do with `zone` now. Therapists see and use every zone from the opening to the
 * end, also while the room is held: they prepare while the others take a break.
 */
export function capabilityOf(session: Session, asker: Asker, zone: Zone): Capability {
  if (asker.as === 'person') return zoneOfPerson(session, asker.id) === zone ? 'edit' : 'none';
  const owner = ownerOf(zone);
  if (owner !== null && !session.arriving.includes(owner)) return 'none';
  return session.phase.name === 'open' || session.phase.name === 'held' ? 'edit' : 'none';
}

/** Whether cursors travel: at the step named for it, and only on the joint board. */
export const carriesCursors = (session: Session, zone: Zone): boolean =>
  session.phase.name === 'open' && session.step === 'cursors' && zone === 'joint';

/** Every zone a session has: the joint board and, where people may be apart, one each. */
export const zonesOf = (session: Session): readonly Zone[] =>
  session.kind === 'individual' ? ['joint'] : ['joint', ...session.arriving.map(ownZone)];
