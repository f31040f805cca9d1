/** Why a command on a goal is refused, and the sentence its maker reads. */
import {
  maxActsOfPerson,
  maxCommentsOnGoal,
  maxGoalsOfFamily,
  maxIdeasOfPerson,
  maxRatingsOfGoal,
} from './limits.ts';

export type GoalRefusal =
  | 'goal-therapist-only'
  | 'goal-own-yes'
  | 'goal-not-there'
  | 'goal-not-now'
  | 'goal-not-offered'
  | 'goal-names-nobody'
  | 'goal-not-in-family'
  | 'goal-ours-with-child'
  | 'goal-other-wording'
  | 'goal-changed'
  | 'goal-on-board'
  | 'goal-levels'
  | 'goal-no-levels'
  | 'goals-full'
  | 'ideas-full'
  | 'comments-full'
  | 'ratings-full'
  | 'goal-too-much'
  | 'goal-board-closed'
  | 'goal-yes-together';

const sentences: Record<GoalRefusal, string> = {
  'goal-therapist-only': 'Only the therapist can do this.',
  'goal-own-yes': 'A yes is each person’s own press. Nobody can give it for them.',
  'goal-not-there': 'This goal is not here any more.',
  'goal-not-now': 'This can’t be done with the goal as it stands now. Please look once more.',
  'goal-not-offered':
    'Whoever had this idea has not said yet that it may be talked about. Ask them first.',
  'goal-names-nobody': 'A goal names at least one person.',
  'goal-not-in-family': 'Someone named is not part of this family.',
  'goal-ours-with-child': 'A goal is “ours” only with a child’s yes: name a child and one more.',
  'goal-other-wording': 'The words have changed since. Please read them once more.',
  'goal-changed': 'The words were changed while you were reading. Please read them once more.',
  'goal-on-board': 'The words are on a board just now. Change them there.',
  'goal-levels': 'Write words for each of the levels.',
  'goal-no-levels': 'Write the levels first.',
  'goals-full': `At most ${maxGoalsOfFamily} goals and ideas in one family.`,
  'ideas-full': `At most ${maxIdeasOfPerson} ideas at a time. Take one back first.`,
  'comments-full': `At most ${maxCommentsOnGoal} comments on one goal.`,
  'ratings-full': `At most ${maxRatingsOfGoal} ratings of one goal.`,
  'goal-too-much': `At most ${maxActsOfPerson} changes by one person.`,
  'goal-yes-together': 'A yes is said when you meet. Your therapist will ask you then.',
  'goal-board-closed': 'The goal board is closed now. Nothing you wrote before is lost.',
};

export const sentenceOfGoalRefusal = (reason: GoalRefusal): string => sentences[reason];
