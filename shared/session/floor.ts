/** Who may mark the board they look at together. */
import * as v from 'valibot';
import { personId, type Instant, type PersonId } from '../ids.ts';

export type FloorOf = 'everyone' | 'nobody' | PersonId;

export interface Floor {
  readonly of: FloorOf;
  /** When the therapist meant it to move on; only the therapist sees it, and nothing happens then. */
  readonly softEndsAt: Instant | null;
}

export const everyonesFloor: Floor = { of: 'everyone', softEndsAt: null };

export const floorOf = v.union([v.literal('everyone'), v.literal('nobody'), personId]);

/** Minutes of the soft timer; a turn longer than that is none. */
export const maxFloorMinutes = 30;
export const floorMinutes = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(maxFloorMinutes),
);

export const holdsFloor = (floor: Floor, person: PersonId): boolean =>
  floor.of === 'everyone' || floor.of === person;
