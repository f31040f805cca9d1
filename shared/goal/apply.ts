/** Folds what happened into a family's goals. Pure. */
import type { GoalId, Instant } from '../ids.ts';
import type { Asker } from '../session/session.ts';
import type { GoalDeed } from './events.ts';
import {
  goalOf,
  levelNumbers,
  versionOf,
  youngLevelNumbers,
  type Answer,
  type Goal,
  type GoalBoard,
  type Version,
} from './goal.ts';

/** A deed that can't follow what the log already holds. */
export class ImpossibleGoalDeed extends Error {
  override readonly name = 'ImpossibleGoalDeed';
  constructor({ event }: GoalDeed) {
    super(`[G1] '${event.kind}' can't happen to a goal as it stands`);
  }
}

/** @throws ImpossibleGoalDeed when the deed does not fit (a damaged log) */
export function applyGoal(board: GoalBoard, deed: GoalDeed, at: Instant): GoalBoard {
  const { event, by } = deed;
  const counted = withAct(board, by);
  if (event.kind === 'start-level-set') return { ...counted, startLevel: event.level };
  if (event.kind === 'proposed') {
    if (by === null || goalOf(board, event.goal)) throw new ImpossibleGoalDeed(deed);
    return { ...counted, goals: [...board.goals, proposed(event, by, at)] };
  }
  const goal = goalOf(board, event.goal);
  if (!goal) throw new ImpossibleGoalDeed(deed);
  if (event.kind === 'idea-taken-back') {
    return { ...counted, goals: board.goals.filter((one) => one.id !== goal.id) };
  }
  return replaced(counted, goal.id, withNews(changed(goal, deed, at), deed));
}

type Proposed = Extract<GoalDeed['event'], { kind: 'proposed' }>;

const proposed = ({ goal, wording, whose, names }: Proposed, by: Asker, at: Instant): Goal => ({
  id: goal,
  by,
  at,
  stage: 'idea',
  wording,
  offered: by.as === 'therapist',
  whose,
  names,
  versions: [],
  comments: [],
  levels: [],
  ratings: [],
  closing: null,
  isNews: by.as === 'person',
});

function changed(goal: Goal, deed: GoalDeed, at: Instant): Goal {
  const { event, by } = deed;
  switch (event.kind) {
    case 'worded':
      return { ...goal, wording: event.wording };
    case 'offered':
      return { ...goal, offered: event.on };
    case 'commented':
      if (by === null) throw new ImpossibleGoalDeed(deed);
      return { ...goal, comments: [...goal.comments, { by, words: event.words, at }] };
    case 'meant-for':
      return { ...goal, whose: event.whose, names: event.names };
    case 'talked-about':
      return { ...goal, stage: 'talking' };
    case 'put-to-agreement': {
      const { wording } = event;
      const { whose, names, versions } = goal;
      const n = (versions.at(-1)?.n ?? 0) + 1;
      const version: Version = { n, wording, whose, names, at, answers: [], reopenedAt: null };
      return { ...goal, stage: 'put', wording, versions: [...versions, version] };
    }
    case 'said-yes':
    case 'took-yes-back': {
      const version = versionOf(goal);
      const person = version?.names.find((one) => by?.as === 'person' && one === by.id);
      if (version?.n !== event.version || !person) throw new ImpossibleGoalDeed(deed);
      const said = event.kind === 'said-yes' ? 'yes' : 'taken-back';
      return answered(goal, version, { person, said, at });
    }
    case 'reopened': {
      const version = versionOf(goal);
      const versions = goal.versions.map((one) =>
        one === version ? { ...one, reopenedAt: at } : one,
      );
      return { ...goal, stage: 'talking', versions, closing: null };
    }
    case 'started-working':
      return { ...goal, stage: 'working' };
    case 'reached':
    case 'put-aside':
      return {
        ...goal,
        stage: event.kind === 'reached' ? 'reached' : 'aside',
        closing: event.words,
      };
    case 'levels-set':
      return { ...goal, levels: event.levels };
    case 'rated': {
      const of = goal.levels.length;
      const numbers = of === youngLevelNumbers.length ? youngLevelNumbers : levelNumbers;
      const words = goal.levels[numbers.findIndex((one) => one === event.level)];
      if (words === undefined) throw new ImpossibleGoalDeed(deed);
      const { level, together } = event;
      return { ...goal, ratings: [...goal.ratings, { level, of, words, together, at }] };
    }
    case 'looked-at':
      return { ...goal, isNews: false };
    case 'proposed':
    case 'idea-taken-back':
    case 'start-level-set':
      throw new ImpossibleGoalDeed(deed); // Told apart before.
    default:
      return event satisfies never;
  }
}

/** Whoever takes a yes back takes a goal out of work with it: it is not agreed any more. */
function answered(goal: Goal, version: Version, answer: Answer): Goal {
  const next = { ...version, answers: [...version.answers, answer] };
  const versions = goal.versions.map((one) => (one === version ? next : one));
  const stage = answer.said === 'taken-back' ? 'put' : goal.stage;
  return { ...goal, stage, versions };
}

/**
 * What a member of the family does is news to the therapists until one has looked at it; but for a yes,
 * which is said where a therapist asks for it.
 */
const withNews = (goal: Goal, { by, event }: GoalDeed): Goal =>
  by?.as === 'person' && event.kind !== 'said-yes' ? { ...goal, isNews: true } : goal;

const replaced = (board: GoalBoard, id: GoalId, goal: Goal): GoalBoard => ({
  ...board,
  goals: board.goals.map((one) => (one.id === id ? goal : one)),
});

function withAct(board: GoalBoard, by: Asker | null): GoalBoard {
  if (by?.as !== 'person') return board;
  return { ...board, acts: { ...board.acts, [by.id]: (board.acts[by.id] ?? 0) + 1 } };
}
