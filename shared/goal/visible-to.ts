/**
 * What a viewer may see of a family's goals: the only way out of the server for them. Whatever is not
 * built here is not sent.
 */
import type { GoalId, Instant, PersonId } from '../ids.ts';
import {
  childsFirst,
  hasYes,
  stateOf,
  versionOf,
  type Goal,
  type GoalBoard,
  type GoalPerson,
  type GoalState,
  type Level,
  type StartLevel,
  type Version,
} from './goal.ts';

/** A goal as the family's therapists see it: everything. */
export interface GoalForTherapist extends Omit<Goal, 'stage'> {
  readonly state: GoalState;
  /** Of the wording that is put to agreement or agreed; null while it is talked about. */
  readonly version: number | null;
  /** Who said yes to that wording, and whose yes is still needed: for therapists alone (rule G5). */
  readonly yeses: readonly { readonly person: PersonId; readonly yes: boolean }[];
}

export interface GoalsForTherapist {
  readonly goals: readonly GoalForTherapist[];
  readonly startLevel: StartLevel;
}

/** A goal as a member of the family sees it; nobody else of the family is named in it. */
export type GoalForPerson =
  /** An own one, which only they and the therapists know. */
  | {
      readonly state: 'idea';
      readonly id: GoalId;
      readonly wording: string;
      readonly offered: boolean;
      readonly comments: readonly { readonly from: 'you' | 'therapist'; readonly words: string }[];
    }
  /** One that names them, once it has been put to agreement. */
  | {
      readonly state: Exclude<GoalState, 'idea'>;
      readonly id: GoalId;
      /** The wording that was put to agreement last. */
      readonly wording: string;
      readonly version: number;
      readonly whose: 'you' | 'ours' | 'others';
      /** Whether their own last word on this wording was yes; of anybody else's they are told nothing. */
      readonly yourYes: boolean;
      /** The words were opened again, which took every yes back. */
      readonly takenBack: boolean;
      /** Without numbers (rule G7). */
      readonly levels: readonly string[];
      /** The level they found together last, in its words. */
      readonly found: { readonly words: string; readonly at: Instant } | null;
      readonly closing: string | null;
    };

export const goalsForTherapist = (
  board: GoalBoard,
  people: readonly Pick<GoalPerson, 'id' | 'role'>[],
): GoalsForTherapist => ({
  goals: childsFirst(board.goals, people).map(goalForTherapist),
  startLevel: board.startLevel,
});

function goalForTherapist(goal: Goal): GoalForTherapist {
  const { stage: _, ...all } = goal;
  const version = versionOf(goal);
  return {
    ...all,
    state: stateOf(goal),
    version: version?.n ?? null,
    yeses: (version?.names ?? []).map((person) => ({
      person,
      yes: version !== null && hasYes(version, person),
    })),
  };
}

/**
 * Own ideas, and what names them; of a board that several people look at only what names nobody else.
 * @param among whom the goals are seen with; left out where a person looks alone
 */
export function goalsForPerson(
  board: GoalBoard,
  person: PersonId,
  people: readonly Pick<GoalPerson, 'id' | 'role'>[],
  among?: readonly PersonId[],
): readonly GoalForPerson[] {
  return childsFirst(board.goals, people).flatMap((goal): GoalForPerson[] => {
    if (goal.stage === 'idea') return goal.by.id === person ? [ownIdea(goal, person)] : [];
    const version = goal.versions.at(-1);
    if (!version?.names.includes(person)) return [];
    if (among && !version.names.every((one) => among.includes(one))) return [];
    return [sharedGoal(goal, version, person)];
  });
}

const ownIdea = ({ id, wording, offered, comments }: Goal, person: PersonId): GoalForPerson => ({
  state: 'idea',
  id,
  wording,
  offered,
  comments: comments.map(({ by, words }) => ({
    from: by.id === person ? 'you' : 'therapist',
    words,
  })),
});

function sharedGoal(goal: Goal, version: Version, person: PersonId): GoalForPerson {
  const state = stateOf(goal);
  const found = goal.ratings.findLast((one) => one.together);
  // "Ours" only once everyone, the child among them, has said yes (rule G6).
  const isOurs = version.whose === 'ours' && ['agreed', 'working', 'reached'].includes(state);
  return {
    state: state === 'idea' ? 'talking' : state,
    id: goal.id,
    wording: version.wording,
    version: version.n,
    whose: version.whose === person ? 'you' : isOurs ? 'ours' : 'others',
    yourYes: versionOf(goal) !== null && hasYes(version, person),
    takenBack: version.reopenedAt !== null,
    levels: goal.levels,
    found: found ? { words: found.words, at: found.at } : null,
    closing: goal.closing,
  };
}

/** How a level's number is written for a therapist: −2 … +2. */
export const levelWords = (level: Level): string =>
  level > 0 ? `+${String(level)}` : level < 0 ? `−${String(-level)}` : '0';
