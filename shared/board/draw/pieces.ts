/** What the drawings of items are put together from. */
import type { Colour, Shape } from '../../family/person.ts';
import type { PathPiece, WordsPiece } from './drawing.ts';
import type { Direction } from './direction.ts';
import type { Tone } from './palette.ts';
import { markPath, markSide, ringWidth } from './person-mark.ts';

/** How the maker of an item looks, as on the screens. */
export interface DrawnAuthor {
  readonly name: string;
  readonly colour: Colour | 'pine';
  readonly shape: Shape | 'ring';
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Look {
  readonly fill?: Tone | null;
  readonly fillOpacity?: number;
  readonly line?: Tone | null;
  readonly lineOpacity?: number;
  readonly width?: number;
  readonly scale?: number;
}

export const pathAt = (
  { x, y }: Point,
  d: string,
  { fill = null, fillOpacity = 1, line = null, lineOpacity = 1, width = 1, scale = 1 }: Look,
): PathPiece => ({
  kind: 'path',
  d,
  x,
  y,
  scale,
  fill: fill === null ? null : { colour: fill, opacity: fillOpacity },
  line: line === null ? null : { colour: line, opacity: lineOpacity, width },
});

export const wordsAt = (
  { x, y }: Point,
  words: string,
  look: Pick<WordsPiece, 'family' | 'size' | 'colour'>,
  direction: Direction = 'ltr',
): WordsPiece => ({ kind: 'words', words, direction, x, y, ...look });

/** Across a person's shape beside a name. */
export const smallMark = 11;

/** A person's shape, its upper left corner at `at`. */
export const markAt = (at: Point, { colour, shape }: DrawnAuthor): PathPiece =>
  pathAt(at, markPath(shape), {
    scale: smallMark / markSide,
    ...(shape === 'ring' ? { line: colour, width: ringWidth } : { fill: colour }),
  });

/** A box with round corners, its own corner at 0, 0. */
export function roundedBox(w: number, h: number, radius: number): string {
  const r = Math.min(radius, w / 2, h / 2);
  return `M${r} 0H${w - r}A${r} ${r} 0 0 1 ${w} ${r}V${h - r}A${r} ${r} 0 0 1 ${w - r} ${h}H${r}A${r} ${r} 0 0 1 0 ${h - r}V${r}A${r} ${r} 0 0 1 ${r} 0Z`;
}
