import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { usualSetting } from '../../shared/exercise/exercise.ts';
import { maxExercisePlansOfPractice } from '../../shared/exercise/moves.ts';
import { exercisePlanId, practiceId, type PracticeId } from '../../shared/ids.ts';
import { systemChance } from '../../server/ids.ts';
import { createAccountStore } from '../../server/storage/account-store.ts';
import {
  createExercisePlanStore,
  type ExercisePlanStore,
} from '../../server/storage/exercise-plan-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { groundsOn, placeNames, places, type Place } from './storages.ts';

describe.each(placeNames)('orders of exercises kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let plans: ExercisePlanStore;
  let practice: PracticeId;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    const { therapist } = await groundsOn(storage);
    const known = (await createAccountStore(storage).therapist(therapist))?.practice;
    if (!known) throw new Error('no practice');
    practice = known;
    plans = createExercisePlanStore(storage);
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const aPlan = (at: number) => ({
    id: systemChance.newId(exercisePlanId),
    title: `Order ${String(at)}`,
    exercises: [{ name: 'check-in', setting: { ...usualSetting, question: 'Wie geht’s?' } }],
    at,
  });

  test('[E13] come back newest first, are the practice’s alone, and go when they are deleted', async () => {
    const [one, other] = [aPlan(1), aPlan(2)];
    expect(await plans.add(practice, one)).toBe(true);
    expect(await plans.add(practice, other)).toBe(true);
    const kept = ({ at: _at, ...plan }: ReturnType<typeof aPlan>) => plan;
    expect(await plans.plansOf(practice)).toEqual([kept(other), kept(one)]);
    const nobodys = systemChance.newId(practiceId);
    expect(await plans.plansOf(nobodys)).toEqual([]);
    expect(await plans.remove(nobodys, one.id)).toBe(false);
    expect(await plans.remove(practice, one.id)).toBe(true);
    expect(await plans.remove(practice, one.id)).toBe(false);
    expect(await plans.plansOf(practice)).toEqual([kept(other)]);
  });

  test('[E13] are as many as the limit says, also from several at once', async () => {
    const most = Array.from({ length: maxExercisePlansOfPractice - 1 }, (_, at) => aPlan(at));
    for (const one of most) await plans.add(practice, one);
    const added = await Promise.all([1, 2, 3].map((at) => plans.add(practice, aPlan(at))));
    expect(added.filter(Boolean)).toHaveLength(1);
  });
});
