/** Chance that can be foreseen: the same seed gives the same load, run after run. */

export interface Chance {
  /** 0 ≤ n < 1. */
  next(): number;
  /** A whole number, `from` ≤ n < `to`. */
  between(from: number, to: number): number;
  /** One of them, or undefined when there is none. */
  oneOf<T>(some: readonly T[]): T | undefined;
}

/** Mulberry32, after Tommy Ettinger; good enough for hands that draw. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from));
  return { next, between, oneOf: (some) => some[between(0, some.length)] };
}
