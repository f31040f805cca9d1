/** What stamps are drawn with: closed areas with an outline, lines, and flat spots of colour. */
import type { Tone } from '../palette.ts';

/** The side of the square that every stamp is drawn in. */
export const stampSide = 48;

/** Across a stamp's lines, in its own units: still a line at 24 pixels. */
const lineWidth = 2.4;

/** One piece of a stamp, lowest first. All lines have round ends and corners. */
export interface StampPart {
  readonly d: string;
  readonly fill: Tone | null;
  readonly line: Tone | null;
  readonly width: number;
}

/** An area with the outline that all stamps share. */
export const area = (fill: Tone, d: string): StampPart => ({
  d,
  fill,
  line: 'ink',
  width: lineWidth,
});

export const stroke = (d: string, line: Tone = 'ink', width = lineWidth): StampPart => ({
  d,
  fill: null,
  line,
  width,
});

/** A spot of colour without an outline. */
export const spot = (fill: Tone, d: string): StampPart => ({ d, fill, line: null, width: 0 });

export const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0Z`;
