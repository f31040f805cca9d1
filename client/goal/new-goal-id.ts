/** 96 bits of chance, so that no two goals are ever one. */
import * as v from 'valibot';
import { goalId, type GoalId } from '../../shared/ids.ts';

export function newGoalId(): GoalId {
  const chance = crypto.getRandomValues(new Uint8Array(12));
  return v.parse(goalId, Array.from(chance, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
