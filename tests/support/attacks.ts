/**
 * What people could send who mean no good, as data: the suite at the gate and the one over the wire
 * send the same. Each row knows the verdict it has to get.
 */
import { authors } from './attacks/authors.ts';
import { byteAttacks } from './attacks/bytes.ts';
import { floods } from './attacks/floods.ts';
import { items } from './attacks/items.ts';
import { marks } from './attacks/marks.ts';
import { deadAndDisordered } from './attacks/order.ts';
import { places } from './attacks/places.ts';
import type { Attack } from './attacks/row.ts';
import { flagsAndStrokes } from './attacks/strokes.ts';
import { valueAttacks } from './attacks/values.ts';
import { words } from './attacks/words.ts';

export const attacks: readonly Attack[] = [
  ...authors,
  ...words,
  ...marks,
  ...items,
  ...flagsAndStrokes,
  ...places,
  ...deadAndDisordered,
  ...valueAttacks,
  ...byteAttacks,
  ...floods,
];
export type { Attack };
