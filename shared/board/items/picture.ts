/** A picture that a therapist put on the board. The server keeps it; nothing is ever linked to. */
import type { PictureId } from '../../ids.ts';
import { altField, describeWithAlt } from '../alt.ts';
import type { PictureField } from '../fields.ts';
import type { ItemBase, Kind } from '../kind.ts';
import { sizedBox, sizeField, type Box } from '../measures.ts';

export interface Picture extends ItemBase {
  readonly kind: 'picture';
  /** Names what the server keeps. */
  readonly picture: PictureId;
  readonly w: number;
  readonly h: number;
  readonly alt: string;
}

const pictureField: PictureField = { type: 'picture', setBy: 'birth' };

export const picture = {
  madeBy: 'therapist',
  noun: ['picture', 'pictures'],
  fields: {
    picture: pictureField,
    w: sizeField(24, 4_000, 320),
    h: sizeField(24, 4_000, 240),
    alt: altField,
  },
  box: (item: Picture): Box => sizedBox(item),
  describe: (item: Picture, by = ''): string => describeWithAlt('Picture', by, item.alt),
} as const satisfies Kind<Picture>;
