/** How a row of the list of attacks is written down. */
import type { Denial, WholeRefusal } from '../../../server/board/gate/verdict.ts';
import {
  handMade,
  type HandMade,
  type HandMadeDeletes,
  type HandMadeSection,
} from '../hand-made-update.ts';
import { next, type Who, type World } from '../gate-world.ts';

/**
 * `refused`: nothing of it enters. `denied`: what may not is named, and nothing of it enters either.
 * `partly`: what may not is named, and an honest part stays. `unseen`: the same, and what stays can't
 * be seen. `stripped`: it is let in and changes nothing. `accepted`: it is as it should be.
 */
export type Expected =
  | { readonly as: 'refused'; readonly reason: WholeRefusal }
  | { readonly as: 'denied' | 'partly' | 'unseen'; readonly reason: Denial }
  | { readonly as: 'stripped' | 'accepted' };

export const refused = (reason: WholeRefusal): Expected => ({ as: 'refused', reason });
export const denied = (reason: Denial): Expected => ({ as: 'denied', reason });
export const partly = (reason: Denial): Expected => ({ as: 'partly', reason });
export const unseen = (reason: Denial): Expected => ({ as: 'unseen', reason });
export const stripped: Expected = { as: 'stripped' };

export interface Attack {
  /** Its kind and number: A authors, W words, I items, P places, O order, V values, F bytes, D floods. */
  readonly id: string;
  /** The rule of shared/RULES.md that it would break. */
  readonly rule: string;
  readonly title: string;
  readonly expected: Expected;
  readonly build: (world: World) => Uint8Array;
  /** Who sends it. */
  readonly sender: Who;
}

export const attack = (
  id: string,
  rule: string,
  title: string,
  expected: Expected,
  build: (world: World) => Uint8Array,
  sender: Who = 'daniel',
): Attack => ({ id, rule, title, expected, build, sender });

/** Structs under the sender's own clientID, next in line. */
export const own = (
  world: World,
  structs: readonly HandMade[],
  deletes: readonly HandMadeDeletes[] = [],
  who: Who = 'daniel',
): Uint8Array => handMade([ownSection(world, structs, who)], deletes);

export function ownSection(
  world: World,
  structs: readonly HandMade[],
  who: Who = 'daniel',
  nth = 0,
): HandMadeSection {
  const [client, clock] = next(world, who, nth);
  return { client, clock, structs };
}
