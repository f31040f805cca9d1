/** The orders of exercises a practice has kept. */
import * as v from 'valibot';
import {
  maxExercisePlansOfPractice,
  plannedExercises,
  type PlannedExercise,
} from '../../shared/exercise/moves.ts';
import {
  exercisePlanId,
  type ExercisePlanId,
  type Instant,
  type PracticeId,
} from '../../shared/ids.ts';
import { hasRoomLeft } from './room-left.ts';
import type { Db } from './schema.ts';

export interface KeptExercisePlan {
  readonly id: ExercisePlanId;
  readonly title: string;
  readonly exercises: readonly PlannedExercise[];
}

export interface ExercisePlanStore {
  /** Newest first. */
  plansOf(practice: PracticeId): Promise<readonly KeptExercisePlan[]>;
  /** @returns false when the practice has as many as it may have */
  add(practice: PracticeId, plan: KeptExercisePlan & { readonly at: Instant }): Promise<boolean>;
  /** False when the practice has no such order. */
  remove(practice: PracticeId, id: ExercisePlanId): Promise<boolean>;
}

export function createExercisePlanStore({ db }: { readonly db: Db }): ExercisePlanStore {
  return {
    plansOf: async (practice) => {
      const rows = await db
        .selectFrom('exercise_plan')
        .select(['id', 'title', 'exercises'])
        .where('practice_id', '=', practice)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ id, title, exercises }) => ({
        id: v.parse(exercisePlanId, id),
        title,
        exercises: v.parse(plannedExercises, JSON.parse(exercises)),
      }));
    },
    add: (practice, { id, at, title, exercises }) =>
      db.transaction().execute(async (transaction) => {
        if (
          !(await hasRoomLeft(transaction, 'exercise_plan', practice, maxExercisePlansOfPractice))
        )
          return false;
        const row = { id, practice_id: practice, at, title, exercises: JSON.stringify(exercises) };
        await transaction.insertInto('exercise_plan').values(row).execute();
        return true;
      }),
    remove: async (practice, id) => {
      const { numDeletedRows } = await db
        .deleteFrom('exercise_plan')
        .where('practice_id', '=', practice)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
