/** A named area, made by a therapist, that other items lie in. It lies beneath everything else. */
import { colourField, type BoardColour } from '../colour.ts';
import type { ItemBase, Kind } from '../kind.ts';
import { sizedBox, sizeField, type Box } from '../measures.ts';
import { describeWords, editedField, wordsField } from '../words.ts';

export interface Frame extends ItemBase {
  readonly kind: 'frame';
  readonly w: number;
  readonly h: number;
  readonly colour: BoardColour;
  /** Its name, written at its upper edge. */
  readonly text: string;
  /** Another therapist changed the name its author gave it. */
  readonly edited: boolean;
}

/** Board units at its upper edge that its name takes. */
export const frameNameHeight = 44;

export const frame = {
  madeBy: 'therapist',
  noun: ['frame', 'frames'],
  fields: {
    w: sizeField(160, 8_000, 480),
    h: sizeField(120, 8_000, 360),
    colour: colourField,
    // One line even on a narrow frame: it is a name.
    text: wordsField(60),
    edited: editedField,
  },
  box: (item: Frame): Box => sizedBox(item),
  describe: (item: Frame, by = ''): string => describeWords('frame', by, item.text),
} as const satisfies Kind<Frame>;
