/** A freehand stroke. Points are appended while it is drawn and never rewritten. */
import { altField, describeWithAlt } from '../alt.ts';
import { colourField, type BoardColour } from '../colour.ts';
import type { ChoiceField, IntegerField, PointsField } from '../fields.ts';
import type { ItemBase, Kind } from '../kind.ts';
import type { Box } from '../measures.ts';

/** A highlighter draws wide, evenly and so that what lies under it can be read. */
export const inkTips = ['pen', 'highlighter'] as const;
export type InkTip = (typeof inkTips)[number];

export interface Ink extends ItemBase {
  readonly kind: 'ink';
  readonly tip: InkTip;
  readonly colour: BoardColour;
  /** Across at middle pressure, in the stroke's own units. */
  readonly width: number;
  /** Thousandths of a board unit that one of the stroke's own units takes. */
  readonly scale: number;
  /** x, y, pressure (0–100), x, y, pressure, … relative to the item's place, in own units. */
  readonly points: readonly number[];
  /** What it shows, for who can't see it. */
  readonly alt: string;
}

const tip: ChoiceField<InkTip> = { type: 'choice', of: inkTips, default: 'pen', setBy: 'birth' };
/** A broad highlighter, 30 board units across, is 120 of a stroke's own units wide. */
const width: IntegerField = { type: 'integer', min: 1, max: 240, default: 5, setBy: 'birth' };
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

const names: Readonly<Record<InkTip, string>> = { pen: 'Drawing', highlighter: 'Highlighting' };

export const ink = {
  madeBy: 'anyone',
  noun: ['drawing', 'drawings'],
  fields: { tip, colour: colourField, width, scale, points, alt: altField },
  box,
  describe: (item: Ink, by = ''): string => describeWithAlt(names[item.tip], by, item.alt),
} as const satisfies Kind<Ink>;
