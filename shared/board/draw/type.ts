/** What drawing needs to know of letters. Whoever draws brings it: the fonts are no part of what both sides share. */

/** `text`: words on a note, names. `heading`: words straight on the board, names of frames. */
export type Family = 'text' | 'heading';

/** All in parts of the font's size. */
export interface FontMetrics {
  /** From the baseline up, and down, as a browser lays out a line. */
  readonly ascent: number;
  readonly descent: number;
}

export interface Type {
  readonly metrics: Readonly<Record<Family, FontMetrics>>;
  /** How wide words are in one line, in parts of the font's size. */
  widthOf(words: string, family: Family): number;
}
