/** The colours of what is drawn: names, so that each theme has its own shade of them. */
import type { ChoiceField } from './fields.ts';

export const boardColours = ['lake', 'moss', 'ochre', 'plum', 'ink'] as const;
export type BoardColour = (typeof boardColours)[number];

/** What a colour is called in a sentence. */
export const colourWords: Readonly<Record<BoardColour, string>> = {
  lake: 'blue',
  moss: 'green',
  ochre: 'gold',
  plum: 'purple',
  ink: 'dark',
};

export const colourField: ChoiceField<BoardColour> = {
  type: 'choice',
  of: boardColours,
  default: 'ink',
  setBy: 'anyone',
};
