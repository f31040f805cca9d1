/** A freehand stroke. Points are appended while it is drawn and never rewritten. */
import type { ChoiceField, IntegerField, PointsField } from '../fields.ts';
import type { Box, ItemBase } from '../item.ts';

export const inkColours = ['lake', 'moss', 'ochre', 'plum', 'ink'] as const;
export type InkColour = (typeof inkColours)[number];

export interface Ink extends ItemBase {
  readonly kind: 'ink';
  readonly colour: InkColour;
  /** Across at middle pressure, in the stroke's own units. */
  readonly width: number;
  /** Thousandths of a board unit that one of the stroke's own units takes. */
  readonly scale: number;
  /** x, y, pressure (0–100), x, y, pressure, … relative to the item's place, in own units. */
  readonly points: readonly number[];
}

const colour: ChoiceField<InkColour> = {
  type: 'choice',
  of: inkColours,
  default: 'ink',
  setBy: 'anyone',
};
const width: IntegerField = { type: 'integer', min: 1, max: 60, default: 5, setBy: 'birth' };
const scale: IntegerField = {
  type: 'integer',
  min: 50,
  max: 20_000,
  default: 1_000,
  setBy: 'anyone',
};

/**
 * Own units per board unit in a stroke drawn here: whole board units would make handwriting wobble
 * on a fine screen and when zoomed in.
 */
export const inkPrecision = 4;

/** Numbers a point takes: x, y, pressure. */
export const numbersPerPoint = 3;
/** Points in one stroke: a minute of drawing at 60 a second; then a new stroke begins. */
export const maxPointsPerStroke = 3_600;

const points: PointsField = {
  type: 'points',
  maxLength: maxPointsPerStroke * numbersPerPoint,
  min: -50_000,
  max: 50_000,
  setBy: 'author',
};

function box(item: Ink): Box {
  let left = 0;
  let top = 0;
  let right = 0;
  let bottom = 0;
  for (let at = 0; at + 1 < item.points.length; at += numbersPerPoint) {
    const x = item.points[at] ?? 0;
    const y = item.points[at + 1] ?? 0;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  const grown = (from: number): number => (from * item.scale) / 1_000;
  // A firmly pressed pen draws up to half as wide again on each side of its path.
  const margin = grown(item.width);
  return {
    x: item.x + grown(left) - margin,
    y: item.y + grown(top) - margin,
    w: grown(right - left) + 2 * margin,
    h: grown(bottom - top) + 2 * margin,
  };
}

export const ink = {
  fields: { colour, width, scale, points },
  box,
  describe: (_item: Ink, by = ''): string => `Drawing${by}`,
} as const;
