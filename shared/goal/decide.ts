/** May this happen to a goal now? The one place where a command on goals is refused. */
import type { GoalId, PersonId } from '../ids.ts';
import type { Asker } from '../session/session.ts';
import type { GoalCommand } from './commands.ts';
import { decideGoalForPerson, refusalOfComment } from './decide-for-person.ts';
import type { GoalEvent } from './events.ts';
import {
  goalOf,
  levelsNeeded,
  stateOf,
  type Goal,
  type GoalBoard,
  type GoalPerson,
  type Whose,
} from './goal.ts';
import { maxGoalsOfFamily, maxRatingsOfGoal } from './limits.ts';
import type { GoalRefusal } from './refusal.ts';

export interface GoalAsking {
  readonly by: Asker;
  /** Everybody of the family. */
  readonly people: readonly GoalPerson[];
  /** A goal's words as a board shows them now, where people write them; null where none does. */
  readonly onBoard: (goal: GoalId) => string | null;
}

export type GoalDecision =
  | { readonly refused: GoalRefusal }
  /** Empty when it already is as asked, so that a double press is harmless. */
  | { readonly events: readonly GoalEvent[] };

export const refuse = (refused: GoalRefusal): GoalDecision => ({ refused });
export const decided = (...events: readonly GoalEvent[]): GoalDecision => ({ events });

/** Pure. The events are not yet true: they are once the family's log holds them. */
export function decideGoal(
  board: GoalBoard,
  command: GoalCommand,
  asking: GoalAsking,
): GoalDecision {
  const { by, people } = asking;
  if (by.as === 'person') {
    return people.some(({ id }) => id === by.id)
      ? decideGoalForPerson(board, command, by.id)
      : refuse('goal-not-there');
  }
  switch (command.kind) {
    case 'propose':
    case 'reword-idea':
    case 'offer':
    case 'take-idea-back':
    case 'say-yes':
    case 'take-yes-back':
      return refuse('goal-own-yes');
    case 'start-level':
      return board.startLevel === command.level
        ? decided()
        : decided({ kind: 'start-level-set', level: command.level });
    case 'add':
      return add(board, command, people);
    default: {
      const goal = goalOf(board, command.goal);
      return goal ? decideOnGoal(goal, command, asking) : refuse('goal-not-there');
    }
  }
}

type OnGoal = Exclude<
  GoalCommand,
  {
    readonly kind:
      | 'propose'
      | 'reword-idea'
      | 'offer'
      | 'take-idea-back'
      | 'say-yes'
      | 'take-yes-back'
      | 'start-level'
      | 'add';
  }
>;

function decideOnGoal(goal: Goal, command: OnGoal, { people, onBoard }: GoalAsking): GoalDecision {
  const { id, stage } = goal;
  const state = stateOf(goal);
  switch (command.kind) {
    case 'mean-for': {
      const { whose, names } = command;
      if (stage !== 'idea' && stage !== 'talking') return refuse('goal-not-now');
      const unfit = refusalOfNames(whose, names, people);
      if (unfit) return refuse(unfit);
      const isSo = goal.whose === whose && same(goal.names, names);
      return isSo ? decided() : decided({ kind: 'meant-for', goal: id, whose, names });
    }
    case 'talk-about':
      if (stage === 'talking') return decided();
      if (stage !== 'idea') return refuse('goal-not-now');
      return goal.offered
        ? decided({ kind: 'talked-about', goal: id })
        : refuse('goal-not-offered');
    case 'word': {
      const isTherapists = goal.by.as === 'therapist';
      if (stage !== 'talking' && !(stage === 'idea' && isTherapists)) return refuse('goal-not-now');
      if (onBoard(id) !== null) return refuse('goal-on-board');
      return goal.wording === command.wording
        ? decided()
        : decided({ kind: 'worded', goal: id, wording: command.wording });
    }
    case 'put-to-agreement':
      return putToAgreement(goal, command.wording, onBoard(id), people);
    case 'reopen':
      if (stage === 'talking') return decided();
      return stage === 'idea' ? refuse('goal-not-now') : decided({ kind: 'reopened', goal: id });
    case 'start-working':
      if (state === 'working') return decided();
      return state === 'agreed'
        ? decided({ kind: 'started-working', goal: id })
        : refuse('goal-not-now');
    case 'mark-reached':
      return state === 'agreed' || state === 'working'
        ? decided({ kind: 'reached', goal: id, words: command.words })
        : refuse('goal-not-now');
    case 'put-aside': {
      if (state === 'idea' || state === 'reached' || state === 'aside') {
        return refuse('goal-not-now');
      }
      const aside: GoalEvent = { kind: 'put-aside', goal: id, words: command.words };
      const wording = onBoard(id);
      return wording === null || wording === goal.wording
        ? decided(aside)
        : decided({ kind: 'worded', goal: id, wording }, aside);
    }
    case 'set-levels': {
      if (levelsNeeded(goal, people).length !== command.levels.length) return refuse('goal-levels');
      return same(goal.levels, command.levels)
        ? decided()
        : decided({ kind: 'levels-set', goal: id, levels: command.levels });
    }
    case 'rate':
      return rate(goal, command);
    case 'look-at':
      return goal.isNews ? decided({ kind: 'looked-at', goal: id }) : decided();
    case 'comment': {
      const refused = refusalOfComment(goal);
      return refused
        ? refuse(refused)
        : decided({ kind: 'commented', goal: id, words: command.words });
    }
    default:
      return command satisfies never;
  }
}

function add(
  board: GoalBoard,
  { goal, wording, whose, names }: Extract<GoalCommand, { kind: 'add' }>,
  people: readonly GoalPerson[],
): GoalDecision {
  const there = goalOf(board, goal);
  if (there) return there.by.as === 'therapist' ? decided() : refuse('goal-not-there');
  if (board.goals.length >= maxGoalsOfFamily) return refuse('goals-full');
  const unfit = refusalOfNames(whose, names, people);
  return unfit ? refuse(unfit) : decided({ kind: 'proposed', goal, wording, whose, names });
}

/** Null when a goal may be theirs: it names somebody, and is "ours" only with a child (rule G6). */
function refusalOfNames(
  whose: Whose,
  names: readonly PersonId[],
  people: readonly GoalPerson[],
): GoalRefusal | null {
  if (names.length === 0) return 'goal-names-nobody';
  const everybody = whose === 'ours' ? names : [...names, whose];
  if (new Set(names).size < names.length) return 'goal-not-in-family';
  if (!everybody.every((id) => people.some((one) => one.id === id))) return 'goal-not-in-family';
  if (whose !== 'ours') return null;
  const hasChild = people.some(({ id, role }) => role === 'child' && names.includes(id));
  return hasChild && names.length > 1 ? null : 'goal-ours-with-child';
}

/** Frozen is what the therapist read, and only if that is what stands there (rule G3). */
function putToAgreement(
  goal: Goal,
  read: string,
  onBoard: string | null,
  people: readonly GoalPerson[],
): GoalDecision {
  if (goal.stage !== 'talking') return refuse('goal-not-now');
  if (read !== (onBoard ?? goal.wording)) return refuse('goal-changed');
  const unfit = refusalOfNames(goal.whose, goal.names, people);
  return unfit
    ? refuse(unfit)
    : decided({ kind: 'put-to-agreement', goal: goal.id, wording: read });
}

function rate(
  goal: Goal,
  { level, together }: Extract<GoalCommand, { kind: 'rate' }>,
): GoalDecision {
  const state = stateOf(goal);
  if (state !== 'agreed' && state !== 'working' && state !== 'reached') {
    return refuse('goal-not-now');
  }
  if (goal.levels.length === 0) return refuse('goal-no-levels');
  if (goal.levels.length < 5 && Math.abs(level) > 1) return refuse('goal-levels');
  if (goal.ratings.length >= maxRatingsOfGoal) return refuse('ratings-full');
  return decided({ kind: 'rated', goal: goal.id, level, together });
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, at) => value === other[at]);
