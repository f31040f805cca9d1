/** Which way words are read, as a browser finds it out under `unicode-bidi: plaintext`. */
export type Direction = 'ltr' | 'rtl';

/** A letter, or a mark that stands for one that is not seen. */
const strong = /[\u200e\u200f\u061c\p{L}]/u;
/** The scripts that run from right to left, by their blocks, and the marks that say so. */
const leftwards =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The first letter of a paragraph decides; what has none is read from left to right. */
export const directionOf = (paragraph: string): Direction =>
  leftwards.test(strong.exec(paragraph)?.[0] ?? '') ? 'rtl' : 'ltr';
