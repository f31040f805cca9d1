/** Who may ever meet whom in one room. */
import type { PersonId } from '../ids.ts';
import type { Role } from './person.ts';

/** An exception the therapist has set for two people; their order means nothing. */
export interface MeetingRule {
  readonly one: PersonId;
  readonly other: PersonId;
  readonly mayMeet: boolean;
}

interface Member {
  readonly id: PersonId;
  readonly role: Role;
}

const isAbout = (rule: MeetingRule, one: PersonId, other: PersonId): boolean =>
  (rule.one === one && rule.other === other) || (rule.one === other && rule.other === one);

/** Two parents may not meet unless a rule says so; everyone else may unless a rule forbids it. */
export function mayMeet(one: Member, other: Member, rules: readonly MeetingRule[]): boolean {
  const rule = rules.find((candidate) => isAbout(candidate, one.id, other.id));
  return rule?.mayMeet ?? !(one.role === 'parent' && other.role === 'parent');
}

/** Every pair of `people`, each once, in the order given. */
export function pairsOf<Someone>(people: readonly Someone[]): (readonly [Someone, Someone])[] {
  return people.flatMap((one, at) => people.slice(at + 1).map((other) => [one, other] as const));
}
