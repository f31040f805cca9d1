/** The exercises there are. A new one is a file in `kinds/` and a line here. */
import type { Kind } from './exercise.ts';
import { appreciation } from './kinds/appreciation.ts';
import { checkIn } from './kinds/check-in.ts';
import { drawTogether } from './kinds/draw-together.ts';
import { groundRules } from './kinds/ground-rules.ts';
import { iStatement } from './kinds/i-statement.ts';
import { letter } from './kinds/letter.ts';
import { needsAndOffers } from './kinds/needs-and-offers.ts';
import { takingTurns } from './kinds/taking-turns.ts';
import { timeline } from './kinds/timeline.ts';

export const kinds = {
  'check-in': checkIn,
  'ground-rules': groundRules,
  'i-statement': iStatement,
  'taking-turns': takingTurns,
  appreciation,
  'needs-and-offers': needsAndOffers,
  timeline,
  letter,
  'draw-together': drawTogether,
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof kinds;

export const isKindName = (name: string): name is KindName => Object.hasOwn(kinds, name);

/** `Object.keys` of a record of all of them. */
export const kindNames = Object.keys(kinds) as readonly KindName[];

/** @throws when there is no such kind: a log of a later version. */
export function kindOf(name: string): Kind {
  if (!isKindName(name)) throw new Error(`no exercise is called ${name}`);
  return kinds[name];
}

/** What an exercise is called on screen; one that this version doesn't know, by its name. */
export const titleOfExercise = ({ name }: { readonly name: string }): string =>
  isKindName(name) ? kinds[name].title : name;
