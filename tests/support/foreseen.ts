/** Time that stands still and chance that is a count: two sessions that do the same have the same ids. */
import * as v from 'valibot';
import type { Clock } from '../../server/clock.ts';
import type { Chance } from '../../server/ids.ts';

export const stillClock: Clock = { now: () => 1_700_000_000_000 };

export function countedChance(): Chance {
  let count = 0;
  const next = (): string => (count += 1).toString(16).padStart(12, '0');
  return {
    newId: (schema) => v.parse(schema, `01890a5d-ac96-7000-8000-${next()}`),
    newToken: () => `${next()}${'A'.repeat(10)}`,
  };
}
