/** The exercises of a session as they stand. */
import type { Run } from '../exercise/exercise.ts';
import type { PlannedExercise } from '../exercise/moves.ts';

export interface Exercises {
  /** Those still to come, in order. */
  readonly planned: readonly PlannedExercise[];
  readonly running: Run | null;
  /** How many have begun. */
  readonly count: number;
}

export const exercisesOf = (planned: readonly PlannedExercise[] = []): Exercises => ({
  planned,
  running: null,
  count: 0,
});
