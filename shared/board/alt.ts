/** The text alternative of what has no words: what somebody who can't see it is told (rule B22). */
import type { LabelField } from './fields.ts';

/** UTF-16 code units: a sentence or two; a screen reader says it each time the item is reached. */
export const maxAltLength = 300;

export const altField: LabelField = { type: 'label', maxLength: maxAltLength, setBy: 'describer' };

/** "Drawing by Maya: a house on a tree", or "Drawing by Maya" where nobody has described it. */
export const describeWithAlt = (what: string, by: string, alt: string): string =>
  alt.trim() ? `${what}${by}: ${alt.trim()}` : what + by;
