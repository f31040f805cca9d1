/** What a family works on: each goal with its wordings, whose it is and who said yes to what. */
import type { Person } from '../family/person.ts';
import type { GoalId, Instant, PersonId } from '../ids.ts';
import type { Asker } from '../session/session.ts';

/** Where a goal stands. `put`: its wording is put to agreement and not everyone has said yes. */
export const goalStates = [
  'idea',
  'talking',
  'put',
  'agreed',
  'working',
  'reached',
  'aside',
] as const;
export type GoalState = (typeof goalStates)[number];

/** Whose it is: one person's, or everybody's whom it names. */
export type Whose = PersonId | 'ours';

/** −2 … +2, where 0 is what was hoped for (goal attainment scaling). */
export const levelNumbers = [-2, -1, 0, 1, 2] as const;
/** A young child's three: not yet, a bit, yes. */
export const youngLevelNumbers = [-1, 0, 1] as const;
export type Level = (typeof levelNumbers)[number];

/** The level that a family's goals begin at. */
export const startLevels = [-2, -1] as const;
export type StartLevel = (typeof startLevels)[number];

/** One press of one person on one wording. */
export interface Answer {
  readonly person: PersonId;
  readonly said: 'yes' | 'taken-back';
  readonly at: Instant;
}

/** A wording as it was put to agreement; it never changes. */
export interface Version {
  readonly n: number;
  readonly wording: string;
  readonly whose: Whose;
  /** Whose yes it needs. */
  readonly names: readonly PersonId[];
  readonly at: Instant;
  /** All of them, oldest first. */
  readonly answers: readonly Answer[];
  /** When its words were opened again, which took every yes back. */
  readonly reopenedAt: Instant | null;
}

export interface Rating {
  readonly level: Level;
  /** Out of how many. */
  readonly of: number;
  /** The level's words at that time. */
  readonly words: string;
  /** With the family, or by the therapist alone; of those the family is told nothing. */
  readonly together: boolean;
  readonly at: Instant;
}

export interface GoalComment {
  readonly by: Asker;
  readonly words: string;
  readonly at: Instant;
}

export interface Goal {
  readonly id: GoalId;
  /** Who had the idea. */
  readonly by: Asker;
  readonly at: Instant;
  /** What was decided last. `put` also when all have agreed: that is told by their answers alone. */
  readonly stage: Exclude<GoalState, 'agreed'>;
  /** The idea's words, or those that were talked about last, as far as they were recorded. */
  readonly wording: string;
  /** Whoever had the idea wants it to be talked about with others (rule G2). */
  readonly offered: boolean;
  readonly whose: Whose;
  readonly names: readonly PersonId[];
  /** Oldest first; the last one counts. */
  readonly versions: readonly Version[];
  readonly comments: readonly GoalComment[];
  /** From less to more than was hoped for; empty until a therapist has written them. */
  readonly levels: readonly string[];
  readonly ratings: readonly Rating[];
  /** What was said when it was reached or put aside. */
  readonly closing: string | null;
  /** A person's act on it that no therapist has looked at. */
  readonly isNews: boolean;
}

export interface GoalBoard {
  /** In the order they were proposed. */
  readonly goals: readonly Goal[];
  readonly startLevel: StartLevel;
  /** What each person has done here, which is bounded; see `maxActsOfPerson`. */
  readonly acts: Readonly<Partial<Record<PersonId, number>>>;
}

export const noGoals: GoalBoard = { goals: [], startLevel: -2, acts: {} };

/** Of a member of the family what a goal depends on. */
export type GoalPerson = Pick<Person, 'id' | 'role' | 'ageBand'>;

export const goalOf = ({ goals }: GoalBoard, id: GoalId): Goal | undefined =>
  goals.find((one) => one.id === id);

/** The wording that is put to agreement or agreed; null while it is talked about. */
export function versionOf({ stage, versions }: Goal): Version | null {
  const last = versions.at(-1);
  return !last || stage === 'idea' || stage === 'talking' || last.reopenedAt !== null ? null : last;
}

/** Whether a person's last word on a wording was yes (rule G4). */
export const hasYes = ({ answers }: Version, person: PersonId): boolean =>
  answers.findLast((one) => one.person === person)?.said === 'yes';

/** Whether everyone a wording names has said yes to it (rule G4). */
export const isAgreed = (version: Version): boolean =>
  version.names.length > 0 && version.names.every((person) => hasYes(version, person));

export function stateOf(goal: Goal): GoalState {
  const version = versionOf(goal);
  return goal.stage === 'put' && version !== null && isAgreed(version) ? 'agreed' : goal.stage;
}

/** How many levels a goal has: three where it is a young child's, or also one's. */
export function levelsNeeded(
  { whose, names }: Pick<Goal, 'whose' | 'names'>,
  people: readonly GoalPerson[],
): readonly Level[] {
  const whom = whose === 'ours' ? names : [whose];
  const isYoung = people.some(({ id, ageBand }) => ageBand === '6-9' && whom.includes(id));
  return isYoung ? youngLevelNumbers : levelNumbers;
}

/** A child's goals first, then ours, then the others'; each as they were proposed (rule G6). */
export function childsFirst(
  goals: readonly Goal[],
  people: readonly Pick<GoalPerson, 'id' | 'role'>[],
): readonly Goal[] {
  const isChilds = (id: string): boolean =>
    people.some((one) => one.id === id && one.role === 'child');
  const rank = ({ whose }: Goal): number => (whose === 'ours' ? 1 : isChilds(whose) ? 0 : 2);
  return [...goals].sort((one, other) => rank(one) - rank(other));
}

/**
 * Whether a board that these people look at shows the goal: nobody it names is missing, nor whoever had
 * the idea, whose name its card carries (rule G8).
 */
export const concernsOnly = (goal: Goal, people: readonly PersonId[]): boolean =>
  goal.stage !== 'idea' &&
  [
    ...goal.names,
    ...(goal.whose === 'ours' ? [] : [goal.whose]),
    ...(goal.by.as === 'person' ? [goal.by.id] : []),
  ].every((id) => people.includes(id));
