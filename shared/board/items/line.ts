/** A straight line, with an arrow's head at its end, at both ends, or at none. */
import { colourField, type BoardColour } from '../colour.ts';
import { headLength } from '../draw/paths.ts';
import type { ChoiceField, IntegerField } from '../fields.ts';
import type { ItemBase, Kind } from '../kind.ts';
import { lineWidthField, type Box } from '../measures.ts';

export const lineHeads = ['none', 'end', 'both'] as const;
export type LineHeads = (typeof lineHeads)[number];

/** It begins at its place. */
export interface Line extends ItemBase {
  readonly kind: 'line';
  /** Where it ends, from where it begins. */
  readonly dx: number;
  readonly dy: number;
  readonly colour: BoardColour;
  readonly width: number;
  readonly heads: LineHeads;
}

/** Board units a line reaches to each side: across the widest screen at the smallest zoom. */
const reach = 20_000;

const end = (usual: number): IntegerField => ({
  type: 'integer',
  min: -reach,
  max: reach,
  default: usual,
  setBy: 'anyone',
});

const heads: ChoiceField<LineHeads> = {
  type: 'choice',
  of: lineHeads,
  default: 'none',
  setBy: 'anyone',
};

function box({ x, y, dx, dy, width, heads: drawn }: Line): Box {
  const margin = drawn === 'none' ? width / 2 : headLength(width) / 2;
  return {
    x: x + Math.min(0, dx) - margin,
    y: y + Math.min(0, dy) - margin,
    w: Math.abs(dx) + 2 * margin,
    h: Math.abs(dy) + 2 * margin,
  };
}

const names: Readonly<Record<LineHeads, string>> = {
  none: 'Line',
  end: 'Arrow',
  both: 'Arrow both ways',
};

export const line = {
  madeBy: 'anyone',
  noun: ['line', 'lines'],
  fields: { dx: end(160), dy: end(0), colour: colourField, width: lineWidthField, heads },
  box,
  describe: (item: Line, by = ''): string => names[item.heads] + by,
} as const satisfies Kind<Line>;
