/** Families without goals, for rooms that are about something else. */
import { noGoals } from '../../shared/goal/goal.ts';
import type { GoalBoards } from '../../server/goal/goal-boards.ts';

export const noGoalBoards: GoalBoards = {
  of: () =>
    Promise.resolve({
      board: () => noGoals,
      command: () => Promise.resolve({ reason: 'none', sentence: 'There are no goals here.' }),
      keepWordings: () => Promise.resolve(),
      follow: () => () => undefined,
    }),
};
