/** Places, sizes and turns of items, in board units: one is a CSS pixel at 100 %. */
import type { IntegerField } from './fields.ts';

/** Far beyond what anyone scrolls to. */
export const boardEdge = 100_000;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Whether `inner` lies in `outer`: its middle does (rules B31, B35 and B62). */
export function holds(outer: Box, inner: Box): boolean {
  const x = inner.x + inner.w / 2;
  const y = inner.y + inner.h / 2;
  return x >= outer.x && x <= outer.x + outer.w && y >= outer.y && y <= outer.y + outer.h;
}

/** The box of what has its own width and height. */
export const sizedBox = ({ x, y, w, h }: Box): Box => ({ x, y, w, h });

/** A width or height. */
export const sizeField = (min: number, max: number, usual: number): IntegerField => ({
  type: 'integer',
  min,
  max,
  default: usual,
  setBy: 'anyone',
});

/** Degrees clockwise around the middle: as if laid down by hand, never so far that words are hard to read. */
export const angleField: IntegerField = {
  type: 'integer',
  min: -15,
  max: 15,
  default: 0,
  setBy: 'anyone',
};

/** How wide a line is drawn, across. */
export const lineWidthField: IntegerField = {
  type: 'integer',
  min: 1,
  max: 60,
  default: 4,
  setBy: 'anyone',
};
