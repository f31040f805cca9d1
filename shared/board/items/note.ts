/** A sticky note: some words on a card in its author's colour. */
import type { FlagField, IntegerField, TextField } from '../fields.ts';
import type { ItemBase } from '../item.ts';

export interface Note extends ItemBase {
  readonly kind: 'note';
  readonly w: number;
  readonly h: number;
  readonly text: string;
  /** A therapist changed the words of its author. */
  readonly edited: boolean;
}

const size = (least: number, usual: number): IntegerField => ({
  type: 'integer',
  min: least,
  max: 1_200,
  default: usual,
  setBy: 'anyone',
});

/** Stays for as long as the item does: nobody takes the mark off again. */
const edited: FlagField = { type: 'flag', setBy: 'therapist', atBirth: 'either' };

/** UTF-16 code units: a long paragraph; more belongs into a letter, not on a note. */
const words: TextField = { type: 'text', maxLength: 1_000, setBy: 'author' };

export const note = {
  fields: { w: size(120, 200), h: size(80, 140), text: words, edited },
  describe: (item: Note, by = ''): string =>
    item.text.trim() ? `Note${by}: ${item.text.trim()}` : `Empty note${by}`,
} as const;
