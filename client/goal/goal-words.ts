/** Where a goal stands, in words for each reader. */
import type { GoalState } from '../../shared/goal/goal.ts';
import type { GoalForPerson } from '../../shared/goal/visible-to.ts';

/** As the therapist reads it. */
export const stateWords: Readonly<Record<GoalState, string>> = {
  idea: 'Idea',
  talking: 'Talking about it',
  put: 'Put to agreement',
  agreed: 'Agreed',
  working: 'Working on it',
  reached: 'Reached',
  aside: 'Put aside',
};

type Shared = Exclude<GoalForPerson, { readonly state: 'idea' }>;

/** As a member of the family reads it; never who has not said yes. */
export function sharedWords({ state, takenBack }: Pick<Shared, 'state' | 'takenBack'>): string {
  if (takenBack && state === 'talking') {
    return 'The words are being changed, so every yes was taken back.';
  }
  switch (state) {
    case 'talking':
      return 'You are talking about it.';
    case 'put':
      return 'Do you agree to these words?';
    case 'agreed':
      return 'Everyone it names has said yes.';
    case 'working':
      return 'You are working on it.';
    case 'reached':
      return 'Reached.';
    case 'aside':
      return 'Put aside for now.';
    default:
      return state satisfies never;
  }
}

/** Whose it is, to the person who reads it. */
export const whoseWords: Readonly<Record<Shared['whose'], string>> = {
  you: 'Yours',
  ours: 'Ours',
  others: 'With you',
};
