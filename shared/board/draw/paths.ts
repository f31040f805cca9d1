/** Lines and shapes as the `d` of an SVG path: one drawing code for the screen and whatever is made of it. */
import type { LineHeads } from '../items/line.ts';
import type { ShapeForm } from '../items/shape.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Hundredths of a board unit are finer than any screen or printer shows. */
const rounded = (number: number): number => Math.round(number * 100) / 100;

const at = (x: number, y: number): string => `${rounded(x)} ${rounded(y)}`;

/** A shape that fills a box of `w` by `h`, its corner at 0, 0. */
export function shapePath(form: ShapeForm, w: number, h: number): string {
  switch (form) {
    case 'rectangle':
      return rectangle(w, h);
    case 'ellipse':
      return ellipse(w, h);
    case 'heart':
      return fitted(heart, w, h);
    case 'star':
      return fitted(star, w, h);
    case 'cloud':
      return fitted(cloud, w, h);
    default:
      return form satisfies never;
  }
}

/** Board units a rectangle's corners are rounded by at the most. */
const softCorner = 14;

function rectangle(w: number, h: number): string {
  const r = Math.min(softCorner, w / 2, h / 2);
  const arc = (x: number, y: number): string => `A${at(r, r)} 0 0 1 ${at(x, y)}`;
  return (
    `M${at(r, 0)}H${rounded(w - r)}${arc(w, r)}V${rounded(h - r)}${arc(w - r, h)}` +
    `H${rounded(r)}${arc(0, h - r)}V${rounded(r)}${arc(r, 0)}Z`
  );
}

function ellipse(w: number, h: number): string {
  const arc = (x: number): string => `A${at(w / 2, h / 2)} 0 1 1 ${at(x, h / 2)}`;
  return `M${at(0, h / 2)}${arc(w)}${arc(0)}Z`;
}

/** A closed path in a box of 1 by 1: where it begins, then cubic curves of three points each. */
type UnitPath = readonly (readonly [number, number])[];

function fitted([start = [0, 0], ...curves]: UnitPath, w: number, h: number): string {
  let d = `M${at(start[0] * w, start[1] * h)}`;
  curves.forEach(([x, y], nth) => {
    d += `${nth % 3 === 0 ? 'C' : ' '}${at(x * w, y * h)}`;
  });
  return `${d}Z`;
}

/* The curves' own edges touch the box: their controls are chosen so that the bulges do. */
const heart: UnitPath = [
  [0.5, 0.22],
  ...([
    [0.44, 0.07],
    [0.34, 0],
    [0.25, 0],
  ] as const),
  ...([
    [0.1, 0],
    [0, 0.13],
    [0, 0.31],
  ] as const),
  ...([
    [0, 0.58],
    [0.24, 0.77],
    [0.5, 1],
  ] as const),
  ...([
    [0.76, 0.77],
    [1, 0.58],
    [1, 0.31],
  ] as const),
  ...([
    [1, 0.13],
    [0.9, 0],
    [0.75, 0],
  ] as const),
  ...([
    [0.66, 0],
    [0.56, 0.07],
    [0.5, 0.22],
  ] as const),
];

const cloud: UnitPath = [
  [0.22, 1],
  ...([
    [0.09, 1],
    [0, 0.88],
    [0, 0.72],
  ] as const),
  ...([
    [0, 0.57],
    [0.08, 0.46],
    [0.19, 0.44],
  ] as const),
  ...([
    [0.2, 0.18],
    [0.32, 0],
    [0.48, 0],
  ] as const),
  ...([
    [0.62, 0],
    [0.73, 0.12],
    [0.76, 0.32],
  ] as const),
  ...([
    [0.9, 0.32],
    [1, 0.48],
    [1, 0.66],
  ] as const),
  ...([
    [1, 0.86],
    [0.9, 1],
    [0.76, 1],
  ] as const),
  ...([
    [0.6, 1],
    [0.4, 1],
    [0.22, 1],
  ] as const),
];

/** Five points, softly rounded, that reach all four edges of the box. */
const star: UnitPath = softStar();

function softStar(): UnitPath {
  const inner = 0.46;
  const tips = Array.from({ length: 10 }, (_, nth): Point => {
    const turn = (nth * Math.PI) / 5;
    const far = nth % 2 === 0 ? 1 : inner;
    return { x: Math.sin(turn) * far, y: -Math.cos(turn) * far };
  });
  const left = Math.min(...tips.map(({ x }) => x));
  const [right, top] = [-left, -1];
  const bottom = Math.max(...tips.map(({ y }) => y));
  const points = tips.map(({ x, y }): readonly [number, number] => [
    (x - left) / (right - left),
    (y - top) / (bottom - top),
  ]);
  const [first = [0, 0]] = points;
  // Straight edges, as curves whose controls lie on them.
  return [
    first,
    ...points.flatMap((from, nth) => {
      const to = points[nth + 1] ?? first;
      const part = (by: number): readonly [number, number] => [
        from[0] + (to[0] - from[0]) * by,
        from[1] + (to[1] - from[1]) * by,
      ];
      return [part(1 / 3), part(2 / 3), to];
    }),
  ];
}

/** How long an arrow's head is on a line of this width. */
export const headLength = (width: number): number => 10 + width * 2.5;

/**
 * A line from 0, 0 to `dx`, `dy` with its heads, to be stroked with round ends: each head is two
 * strokes that end in its tip.
 */
export function linePath(dx: number, dy: number, width: number, heads: LineHeads): string {
  const shaft = `M0 0L${at(dx, dy)}`;
  const end = { x: dx, y: dy };
  const start = { x: 0, y: 0 };
  if (heads === 'none') return shaft;
  const atEnd = shaft + head(start, end, width);
  return heads === 'both' ? atEnd + head(end, start, width) : atEnd;
}

function head(from: Point, tip: Point, width: number): string {
  const whole = Math.hypot(tip.x - from.x, tip.y - from.y);
  const length = Math.min(headLength(width), whole);
  if (length === 0) return '';
  const along = { x: (tip.x - from.x) / whole, y: (tip.y - from.y) / whole };
  const wing = (side: number): string => {
    const back = { x: -along.x * length, y: -along.y * length };
    const out = { x: -along.y * length * 0.5 * side, y: along.x * length * 0.5 * side };
    return at(tip.x + back.x + out.x, tip.y + back.y + out.y);
  };
  return `M${wing(1)}L${at(tip.x, tip.y)}L${wing(-1)}`;
}
