/** What the server tells of its own work. Never anything of a family: kinds, counts and durations. */
import type { HoldCause } from '../shared/session/session.ts';

export interface Measures {
  /** The logs of one or several rooms were written, or not, after so many milliseconds. */
  committed(ms: number, outcome: 'written' | 'failed'): void;
  /** Ink of a family member reached the other members this long after it was durable. */
  fannedOut(ms: number): void;
  /** The gate refused a frame of ink; `reason` is of its own closed list. */
  refusedInk(reason: string): void;
  held(cause: HoldCause): void;
  /** A room was thrown away because its log or its document could not be trusted. */
  doubted(): void;
}

const nothing = (): void => undefined;

/** For whoever measures nothing. */
export const noMeasures: Measures = {
  committed: nothing,
  fannedOut: nothing,
  refusedInk: nothing,
  held: nothing,
  doubted: nothing,
};
