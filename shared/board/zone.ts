/** The parts of a board, each a document of its own with its own readers. */
import type { PersonId } from '../ids.ts';
import { holdsFloor } from '../session/floor.ts';
import { isJoint } from '../session/plan.ts';
import { isTogether } from '../session/step.ts';
import type { Asker, Session } from '../session/session.ts';
import { ownZone, personalZone, reviewZone, zoneNamed, type Zone } from './zone-name.ts';

export { ownZone, personalZone, reviewZone, zoneNamed, type Zone };

/** Whose zone it is; null for the joint board. */
export const ownerOf = (zone: Zone): PersonId | null => personalZone(zone)?.owner ?? null;

/** Whether what lies there waits to be looked at by a therapist. */
export const isReview = (zone: Zone): boolean => personalZone(zone)?.kind === 'review';

/** What a link may do with a zone's ink. With `none` it is sent nothing, not even that it exists. */
export type Capability = 'none' | 'view' | 'edit';

const byStrength: readonly Capability[] = ['none', 'view', 'edit'];

/** What is left to a link that has `one` by one decision and `other` by another. */
export const lesserOf = <Can extends Capability>(one: Can, other: Can): Can =>
  byStrength.indexOf(one) <= byStrength.indexOf(other) ? one : other;

/** A zone somebody looks at, and what they may do there. */
export interface OpenZone {
  readonly zone: Zone;
  readonly can: 'view' | 'edit';
}

/** Whether what this person makes is looked at before anybody else gets it. */
export const isInReview = (
  session: Pick<Session, 'kind' | 'step' | 'checked'>,
  person: PersonId,
): boolean =>
  isJoint(session.kind) &&
  (session.step === 'notes' || (isTogether(session.step) && session.checked.includes(person)));

/** Whether a person may mark what they look at with others; the floor and "look only" decide. */
export const mayMark = (session: Session, person: PersonId): boolean =>
  !session.lookOnly.includes(person) &&
  (session.kind === 'individual' || holdsFloor(session.floor, person));

/**
 * The zones a member of the family sees now, lowest first; none when they see no board at all. While
 * they are in review that board lies above the joint one, which they then only look at; afterwards it
 * lies below, and is theirs for as long as something is on it (rule S14).
 */
export function zonesOfPerson(session: Session, person: PersonId): readonly OpenZone[] {
  if (session.phase.name !== 'open' || !session.letIn.includes(person)) return [];
  const isApart = isJoint(session.kind) && !isTogether(session.step);
  // Apart nobody looks on: no floor, no "look only".
  const can = isApart || mayMark(session, person) ? 'edit' : 'view';
  const review: OpenZone = { zone: reviewZone(person), can };
  if (isInReview(session, person)) return [{ zone: 'joint', can: 'view' }, review];
  const top: OpenZone = { zone: isApart ? ownZone(person) : 'joint', can };
  return session.haveBeenInReview.includes(person) ? [review, top] : [top];
}

/**
 * What `asker` may do with `zone` now. Therapists see and use every zone from the opening to the
 * end, also while the room is held: they prepare while the others take a break.
 */
export function capabilityOf(session: Session, asker: Asker, zone: Zone): Capability {
  if (asker.as === 'person') {
    return zonesOfPerson(session, asker.id).find((one) => one.zone === zone)?.can ?? 'none';
  }
  const owner = ownerOf(zone);
  if (owner !== null && !session.arriving.includes(owner)) return 'none';
  return session.phase.name === 'open' || session.phase.name === 'held' ? 'edit' : 'none';
}

/** Whether cursors travel: at the step named for it, and only on the joint board. */
export const carriesCursors = (session: Session, zone: Zone): boolean =>
  session.phase.name === 'open' && session.step === 'cursors' && zone === 'joint';

/** Every zone a session has: the joint board and, where people may be apart or checked, two each. */
export const zonesOf = (session: Session): readonly Zone[] =>
  session.kind === 'individual'
    ? ['joint']
    : ['joint', ...session.arriving.flatMap((id) => [ownZone(id), reviewZone(id)])];
