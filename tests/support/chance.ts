/** Chance that is the same each time for one seed (mulberry32). */
export interface Chance {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  /** Whether something of this likelihood happens. */
  happens(likelihood: number): boolean;
  /** One of them. @throws when there is none */
  oneOf<One>(all: readonly One[]): One;
}

export function chanceFrom(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    happens: (likelihood) => next() < likelihood,
    oneOf(all) {
      const at = below(all.length);
      if (at >= all.length) throw new Error('none to choose from');
      return all[at] as (typeof all)[number]; // Within the list, as just seen.
    },
  };
}
