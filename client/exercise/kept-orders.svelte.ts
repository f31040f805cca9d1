/** The practice's own orders of exercises in the plan: asked for, kept, deleted. */
import type { PlannedExercise } from '../../shared/exercise/moves.ts';
import type { ExercisePlanId, FamilyId } from '../../shared/ids.ts';
import type { ExercisePlanAnswer } from '../../shared/wire/http.ts';
import { getJson, sendJson, sentenceOf } from '../connection/http.ts';

export class KeptOrders {
  /** Newest first; null until they are there. */
  list = $state.raw<readonly ExercisePlanAnswer[] | null>(null);
  isBusy = $state(false);
  /** Why the last of these was not done. */
  trouble = $state('');

  async load(): Promise<void> {
    await this.#tried(async () => {
      this.list = await getJson<readonly ExercisePlanAnswer[]>('/api/exercise-plans');
    });
  }

  /** @returns whether it is kept */
  keep(family: FamilyId, title: string, exercises: readonly PlannedExercise[]): Promise<boolean> {
    return this.#tried(async () => {
      const path = `/api/families/${family}/exercise-plans`;
      const made = await sendJson<ExercisePlanAnswer>('POST', path, { title, exercises });
      this.list = [made, ...(this.list ?? [])];
    });
  }

  remove(id: ExercisePlanId): Promise<boolean> {
    return this.#tried(async () => {
      await sendJson('DELETE', `/api/exercise-plans/${id}`);
      this.list = this.list?.filter((one) => one.id !== id) ?? null;
    });
  }

  async #tried(act: () => Promise<void>): Promise<boolean> {
    this.trouble = '';
    this.isBusy = true;
    try {
      await act();
      return true;
    } catch (cause) {
      this.trouble = sentenceOf(cause);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
