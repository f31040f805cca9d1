import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { familyId, goalId, type FamilyId } from '../../shared/ids.ts';
import type { GoalDeed } from '../../shared/goal/events.ts';
import { systemChance } from '../../server/ids.ts';
import {
  createGoalStore,
  type GoalEntry,
  type GoalStore,
} from '../../server/storage/goal-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { groundsOn, placeNames, places, type Place } from './storages.ts';

describe.each(placeNames)('the goals of families kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let goals: GoalStore;
  let family: FamilyId;
  let deed: (wording: string) => GoalDeed;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    const grounds = await groundsOn(storage);
    family = grounds.family;
    deed = (wording) => ({
      by: { as: 'person', id: grounds.maya.id },
      session: null,
      event: {
        kind: 'proposed',
        goal: v.parse(goalId, 'goal-number-one'),
        wording,
        whose: grounds.maya.id,
        names: [grounds.maya.id],
      },
    });
    goals = createGoalStore(storage);
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const entry = (seq: number, wording = `“Kuchen” ${String(seq)} 🧁`): GoalEntry => ({
    seq,
    at: 1_000 + seq,
    deed: deed(wording),
  });

  test('[G11] come back in their order, as they were kept, also after a restart', async () => {
    const entries = [entry(1), entry(2), entry(3)];
    expect(await goals.append(family, 0, entries.slice(0, 2))).toBe('appended');
    expect(await goals.append(family, 2, entries.slice(2))).toBe('appended');
    expect(await goals.read(family, 0)).toEqual(entries);
    expect(await goals.read(family, 1)).toEqual(entries.slice(1));
    expect(await goals.read(systemChance.newId(familyId), 0)).toEqual([]);
    await storage.close();
    storage = await place.open();
    expect(await createGoalStore(storage).read(family, 0)).toEqual(entries);
  });

  test('[G11] are written only where the log ends, and not in part', async () => {
    await goals.append(family, 0, [entry(1)]);
    expect(await goals.append(family, 0, [entry(1), entry(2)])).toBe('behind');
    expect(await goals.append(family, 2, [entry(3)])).toBe('behind');
    expect(() => goals.append(family, 1, [entry(3)])).toThrow('[G11]');
    expect(await goals.read(family, 0)).toEqual([entry(1)]);
  });

  test('[G11] of many that come at once one is written', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => goals.append(family, 0, [entry(1)])),
    );
    expect(outcomes.filter((one) => one === 'appended')).toHaveLength(1);
    expect(await goals.read(family, 0)).toHaveLength(1);
  });

  test('[G2] what is taken back is emptied in the same write, or stays', async () => {
    await goals.append(family, 0, [entry(1)]);
    expect(await goals.append(family, 5, [entry(6)], [entry(1, '')])).toBe('behind');
    expect(await goals.read(family, 0)).toEqual([entry(1)]);
    expect(await goals.append(family, 1, [entry(2)], [entry(1, '')])).toBe('appended');
    expect(await goals.read(family, 0)).toEqual([entry(1, ''), entry(2)]);
  });
});
