/** What the therapist lays down before a session, and what can't be planned. */
import * as v from 'valibot';
import { mayMeet, pairsOf, type MeetingRule } from '../family/meeting.ts';
import type { Person } from '../family/person.ts';
import { plannedExercises } from '../exercise/moves.ts';
import { instant, personId, type PersonId } from '../ids.ts';
import { optionalLine, maxTitleLength } from '../text.ts';
import { steps } from './step.ts';

/**
 * `goals`: a joint session about the goal board alone. `between`: no meeting, but the goal board open
 * to those it names until the time it is planned for; it has no room (rule G13).
 */
export const sessionKinds = ['individual', 'joint', 'goals', 'between'] as const;
export type SessionKind = (typeof sessionKinds)[number];

/** Whether people of the family meet in it. */
export const isJoint = (kind: SessionKind): boolean => kind === 'joint' || kind === 'goals';

/** Minutes; shown to the therapist only. Children tire after about half an hour. */
export const defaultPlannedMinutes = 25;
export const minPlannedMinutes = 5;
export const maxPlannedMinutes = 180;
/** People of a family in one room: more can't be supervised by one therapist. */
export const maxPeopleInSession = 8;

/** 2100-01-01, UTC: later is a slip of the hand, and far beyond it dates stop being exact everywhere. */
export const latestPlannedFor = 4_102_444_800_000;

/** `arriving` and `leaving` name the same people, each once. */
export const sessionPlan = v.strictObject({
  kind: v.picklist(sessionKinds),
  /** Empty: the server numbers it, "Joint session 4". */
  title: optionalLine('The title', maxTitleLength),
  arriving: v.pipe(
    v.array(personId),
    v.minLength(1, 'Choose who comes'),
    v.maxLength(maxPeopleInSession, `At most ${maxPeopleInSession} people`),
  ),
  leaving: v.pipe(v.array(personId), v.maxLength(maxPeopleInSession)),
  plannedMinutes: v.pipe(
    v.number('The planned length is a number of minutes'),
    v.integer('The planned length is a whole number of minutes'),
    v.minValue(minPlannedMinutes, `At least ${minPlannedMinutes} minutes`),
    v.maxValue(maxPlannedMinutes, `At most ${maxPlannedMinutes} minutes`),
  ),
  step: v.picklist(steps),
  /** When it is meant to begin, or null for "whenever we are ready". */
  /** In this order. */
  exercises: v.optional(plannedExercises),
  plannedFor: v.nullable(
    v.pipe(instant, v.maxValue(latestPlannedFor, 'This date is too far in the future')),
  ),
});
export type SessionPlan = v.InferOutput<typeof sessionPlan>;

/** Why a session can't be planned or opened as it stands; names only ids. */
export type PlanRefusal =
  | { readonly reason: 'family-archived' }
  | { readonly reason: 'not-in-family' }
  | { readonly reason: 'orders-differ' }
  | { readonly reason: 'one-person-only' }
  | { readonly reason: 'two-people-needed' }
  | { readonly reason: 'not-ready'; readonly people: readonly PersonId[] }
  | { readonly reason: 'may-not-meet'; readonly people: readonly [PersonId, PersonId] };

interface FamilyFacts {
  readonly archived: boolean;
  readonly people: readonly Person[];
  readonly rules: readonly MeetingRule[];
}

const sameMembers = (one: readonly PersonId[], other: readonly PersonId[]): boolean =>
  new Set(one).size === one.length &&
  one.length === other.length &&
  one.every((id) => other.includes(id));

/** Null when the plan may stand; asked when it is made, changed, and once more when it is opened. */
export function refusalOfPlan(
  plan: Pick<SessionPlan, 'kind' | 'arriving' | 'leaving'>,
  family: FamilyFacts,
): PlanRefusal | null {
  if (family.archived) return { reason: 'family-archived' };
  if (!sameMembers(plan.arriving, plan.leaving)) return { reason: 'orders-differ' };
  const coming = plan.arriving.flatMap((id) => family.people.filter((one) => one.id === id));
  if (coming.length !== plan.arriving.length) return { reason: 'not-in-family' };
  if (plan.kind === 'between') return null; // Nothing passes between them there.
  if (plan.kind === 'individual') {
    return coming.length === 1 ? null : { reason: 'one-person-only' };
  }
  if (coming.length < 2) return { reason: 'two-people-needed' };
  const unready = coming.filter((one) => !one.ready).map((one) => one.id);
  if (unready.length > 0) return { reason: 'not-ready', people: unready };
  const barred = pairsOf(coming).find(([one, other]) => !mayMeet(one, other, family.rules));
  return barred ? { reason: 'may-not-meet', people: [barred[0].id, barred[1].id] } : null;
}

/** The refusal as a therapist reads it; `nameOf` gives first names. */
export function sentenceOfPlanRefusal(
  refusal: PlanRefusal,
  nameOf: (id: PersonId) => string,
): string {
  switch (refusal.reason) {
    case 'family-archived':
      return 'This family is archived. Bring it back first.';
    case 'not-in-family':
      return 'Someone invited is not part of this family.';
    case 'orders-differ':
      return 'The order of leaving must name the same people as the order of letting in.';
    case 'one-person-only':
      return 'An individual session is for exactly one person.';
    case 'two-people-needed':
      return 'A joint session needs at least two people.';
    case 'not-ready':
      return `Not marked ready for a joint session: ${refusal.people.map(nameOf).join(', ')}.`;
    case 'may-not-meet':
      return `${nameOf(refusal.people[0])} and ${nameOf(refusal.people[1])} may not meet in one room. The family's page says who may meet.`;
    default:
      return refusal satisfies never;
  }
}
