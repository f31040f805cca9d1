import type { Instant } from '../shared/ids.ts';

/** Time as the server sees it; handed in, so that tests can move it. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };
