/** Milliseconds before a board's line that the server closed is asked for again. */
const firstAfterMs = 1_000;
const atMostMs = 15_000;

/** Twice as long each time, so that a closed door is not knocked at without end. */
export const comeBackAfterMs = (round: number): number =>
  Math.min(firstAfterMs * 2 ** round, atMostMs);
