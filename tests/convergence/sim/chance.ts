/** Chance that can be had again: the same seed, the same run. */

export interface Chance {
  /** From 0 up to, and never, 1. */
  share(): number;
  /** True in so many of a hundred cases. */
  percent(many: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** One of them; undefined when there are none. */
  oneOf<One>(these: readonly One[]): One | undefined;
  /** A clientID as Yjs draws them; never the server's own. */
  clientId(): number;
}

/** Mulberry32. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  const share = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number): number =>
    least + Math.floor(share() * (most - least + 1));
  return {
    share,
    percent: (many) => share() * 100 < many,
    whole,
    oneOf: (these) => these[whole(0, these.length - 1)],
    clientId: () => whole(1_000, 2 ** 32 - 1),
  };
}
