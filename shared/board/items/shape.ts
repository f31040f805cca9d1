/** A shape: its outline in a colour, and filled or not. */
import { altField, describeWithAlt } from '../alt.ts';
import { colourField, colourWords, type BoardColour } from '../colour.ts';
import type { ChoiceField } from '../fields.ts';
import type { ItemBase, Kind } from '../kind.ts';
import { sizedBox, sizeField, type Box } from '../measures.ts';

export const shapeForms = ['rectangle', 'ellipse', 'heart', 'star', 'cloud'] as const;
export type ShapeForm = (typeof shapeForms)[number];

export const shapeFills = ['none', 'soft', 'full'] as const;
export type ShapeFill = (typeof shapeFills)[number];

/** Board units across its outline. */
export const outlineWidth = 3;

export interface Shape extends ItemBase {
  readonly kind: 'shape';
  readonly form: ShapeForm;
  readonly w: number;
  readonly h: number;
  readonly colour: BoardColour;
  readonly fill: ShapeFill;
  /** What it stands for, for who can't see it. */
  readonly alt: string;
}

const form: ChoiceField<ShapeForm> = {
  type: 'choice',
  of: shapeForms,
  default: 'rectangle',
  setBy: 'birth',
};
const fill: ChoiceField<ShapeFill> = {
  type: 'choice',
  of: shapeFills,
  default: 'none',
  setBy: 'anyone',
};

const names: Readonly<Record<ShapeForm, string>> = {
  rectangle: 'rectangle',
  ellipse: 'ellipse',
  heart: 'heart',
  star: 'star',
  cloud: 'cloud',
};

const capital = (word: string): string => (word[0]?.toUpperCase() ?? '') + word.slice(1);

export const shape = {
  madeBy: 'anyone',
  noun: ['shape', 'shapes'],
  fields: {
    form,
    w: sizeField(16, 2_400, 160),
    h: sizeField(16, 2_400, 120),
    colour: colourField,
    fill,
    alt: altField,
  },
  box: (item: Shape): Box => sizedBox(item),
  describe: (item: Shape, by = ''): string =>
    describeWithAlt(`${capital(colourWords[item.colour])} ${names[item.form]}`, by, item.alt),
} as const satisfies Kind<Shape>;
