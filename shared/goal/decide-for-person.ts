/** What a member of the family may do with goals: own ideas, and an own yes. */
import type { PersonId } from '../ids.ts';
import type { GoalCommand } from './commands.ts';
import { decided, refuse, type GoalDecision } from './decide.ts';
import { goalOf, hasYes, versionOf, type Goal, type GoalBoard } from './goal.ts';
import { maxActsOfPerson, maxCommentsOnGoal, maxIdeasOfPerson } from './limits.ts';
import type { GoalRefusal } from './refusal.ts';

/**
 * Pure. Whatever is refused depends on nothing this person may not know: another's goal that does not
 * name them is as if it were not there (rule G2).
 */
export function decideGoalForPerson(
  board: GoalBoard,
  command: GoalCommand,
  person: PersonId,
): GoalDecision {
  if ((board.acts[person] ?? 0) >= maxActsOfPerson) return refuse('goal-too-much');
  switch (command.kind) {
    case 'propose':
      return propose(board, command, person);
    case 'reword-idea': {
      const idea = ownIdea(board, command.goal, person);
      if (!idea) return refuse('goal-not-there');
      return idea.wording === command.wording
        ? decided()
        : decided({ kind: 'worded', goal: idea.id, wording: command.wording });
    }
    case 'offer': {
      const idea = ownIdea(board, command.goal, person);
      if (!idea) return refuse('goal-not-there');
      return idea.offered === command.on
        ? decided()
        : decided({ kind: 'offered', goal: idea.id, on: command.on });
    }
    case 'take-idea-back': {
      const idea = ownIdea(board, command.goal, person);
      return idea ? decided({ kind: 'idea-taken-back', goal: idea.id }) : refuse('goal-not-there');
    }
    case 'comment': {
      const idea = ownIdea(board, command.goal, person);
      if (!idea) return refuse('goal-not-there');
      const refused = refusalOfComment(idea);
      return refused
        ? refuse(refused)
        : decided({ kind: 'commented', goal: idea.id, words: command.words });
    }
    case 'say-yes':
    case 'take-yes-back':
      return answer(board, command, person);
    default:
      return refuse('goal-therapist-only');
  }
}

const ownIdea = (board: GoalBoard, id: Goal['id'], person: PersonId): Goal | null => {
  const goal = goalOf(board, id);
  return goal?.stage === 'idea' && goal.by.id === person ? goal : null;
};

export const refusalOfComment = ({ stage, comments }: Goal): GoalRefusal | null => {
  if (stage !== 'idea') return 'goal-not-now';
  return comments.length >= maxCommentsOnGoal ? 'comments-full' : null;
};

function propose(
  board: GoalBoard,
  { goal, wording }: Extract<GoalCommand, { kind: 'propose' }>,
  person: PersonId,
): GoalDecision {
  const there = goalOf(board, goal);
  if (there) return there.by.id === person ? decided() : refuse('goal-not-there');
  const ideas = board.goals.filter((one) => one.stage === 'idea' && one.by.id === person);
  if (ideas.length >= maxIdeasOfPerson) return refuse('ideas-full');
  return decided({ kind: 'proposed', goal, wording, whose: person, names: [person] });
}

/** To the very wording that stood on the page, by whom it names, while it may still be answered. */
function answer(
  board: GoalBoard,
  { kind, goal: id, version: asked }: Extract<GoalCommand, { kind: 'say-yes' | 'take-yes-back' }>,
  person: PersonId,
): GoalDecision {
  const goal = goalOf(board, id);
  const isNamed = goal?.versions.some(({ names }) => names.includes(person));
  if (!goal || !isNamed) return refuse('goal-not-there');
  const version = versionOf(goal);
  if (version?.n !== asked || !version.names.includes(person)) return refuse('goal-other-wording');
  if (goal.stage !== 'put' && goal.stage !== 'working') return refuse('goal-not-now');
  const isYes = kind === 'say-yes';
  if (hasYes(version, person) === isYes) return decided();
  return decided({ kind: isYes ? 'said-yes' : 'took-yes-back', goal: id, version: asked });
}
