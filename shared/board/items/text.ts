/** Plain words straight on the board: a heading, a label. */
import type { ChoiceField } from '../fields.ts';
import type { ItemBase, Kind } from '../kind.ts';
import { sizedBox, sizeField, type Box } from '../measures.ts';
import { describeWords, editedField, wordsField } from '../words.ts';

export const textSizes = ['small', 'medium', 'large'] as const;
export type TextSize = (typeof textSizes)[number];

/** How high letters are, in board units as a font's size is given. */
export const textHeights: Readonly<Record<TextSize, number>> = { small: 16, medium: 22, large: 34 };

export interface BoardText extends ItemBase {
  readonly kind: 'text';
  readonly w: number;
  readonly h: number;
  readonly size: TextSize;
  readonly text: string;
  /** A therapist changed the words of its author. */
  readonly edited: boolean;
}

const size: ChoiceField<TextSize> = {
  type: 'choice',
  of: textSizes,
  default: 'medium',
  setBy: 'anyone',
};

export const text = {
  madeBy: 'anyone',
  noun: ['text', 'texts'],
  fields: {
    w: sizeField(60, 2_400, 280),
    h: sizeField(32, 2_400, 44),
    size,
    text: wordsField(1_000),
    edited: editedField,
  },
  box: (item: BoardText): Box => sizedBox(item),
  describe: (item: BoardText, by = ''): string => describeWords('text', by, item.text),
} as const satisfies Kind<BoardText>;
