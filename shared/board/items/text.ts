/** Plain words straight on the board: a heading, a label. */
import type { FlagField, IntegerField, TextField } from '../fields.ts';
import type { ItemBase } from '../item.ts';

export interface BoardText extends ItemBase {
  readonly kind: 'text';
  readonly w: number;
  readonly h: number;
  readonly text: string;
  /** A therapist changed the words of its author. */
  readonly edited: boolean;
}

const size = (least: number, usual: number): IntegerField => ({
  type: 'integer',
  min: least,
  max: 2_400,
  default: usual,
  setBy: 'anyone',
});

/** Stays for as long as the item does: nobody takes the mark off again. */
const edited: FlagField = { type: 'flag', setBy: 'therapist', atBirth: 'either' };

/** UTF-16 code units. */
const words: TextField = { type: 'text', maxLength: 1_000, setBy: 'author' };

export const text = {
  fields: { w: size(60, 280), h: size(32, 44), text: words, edited },
  describe: (item: BoardText, by = ''): string =>
    item.text.trim() ? `Text${by}: ${item.text.trim()}` : `Empty text${by}`,
} as const;
