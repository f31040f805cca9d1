/** A sticky note: some words on a card in its author's colour. */
import type { ItemBase, Kind } from '../kind.ts';
import { angleField, sizedBox, sizeField, type Box } from '../measures.ts';
import { describeWords, editedField, wordsField } from '../words.ts';

export interface Note extends ItemBase {
  readonly kind: 'note';
  readonly w: number;
  readonly h: number;
  readonly angle: number;
  readonly text: string;
  /** A therapist changed the words of its author. */
  readonly edited: boolean;
}

export const note = {
  madeBy: 'anyone',
  noun: ['note', 'notes'],
  fields: {
    w: sizeField(120, 1_200, 200),
    h: sizeField(80, 1_200, 140),
    angle: angleField,
    // A long paragraph; more belongs into a letter, not on a note.
    text: wordsField(1_000),
    edited: editedField,
  },
  box: (item: Note): Box => sizedBox(item),
  describe: (item: Note, by = ''): string => describeWords('note', by, item.text),
} as const satisfies Kind<Note>;
