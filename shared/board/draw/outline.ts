/** A stroke as the outline of its ink, for the `d` of an SVG path. */
import { getStroke } from 'perfect-freehand';
import { numbersPerPoint, type InkTip } from '../items/ink.ts';

/** What a mouse and most fingers report, whatever they do: no pressure at all. */
const noPressure = 50;

/**
 * `points` as {@link Ink.points}, `width` in the same units, `scale` in thousandths; the outline is
 * in board units. No transform is left to the page: hundreds of them make every pan slow.
 */
export function outlineOf(
  points: readonly number[],
  width: number,
  scale: number,
  tip: InkTip,
): string {
  const unit = scale / 1_000;
  const samples: [number, number, number][] = [];
  let hasPressure = false;
  for (let at = 0; at + 2 < points.length; at += numbersPerPoint) {
    const pressure = points[at + 2] ?? noPressure;
    if (pressure !== noPressure) hasPressure = true;
    samples.push([(points[at] ?? 0) * unit, (points[at + 1] ?? 0) * unit, pressure / 100]);
  }
  const outline = getStroke(samples, {
    size: width * unit,
    thinning: tip === 'highlighter' ? 0 : hasPressure ? 0.6 : 0.25,
    smoothing: 0.5,
    streamline: 0.45,
    simulatePressure: !hasPressure,
  });
  return closedCurve(outline);
}

/** A curve through the middles of neighbouring points, each point pulling it: no corners. */
function closedCurve(points: readonly (readonly [number, number])[]): string {
  const [first] = points;
  if (!first || points.length < 3) return '';
  // Joined, not added one to the other: each sum would be kept as a string of its own.
  const d = [`M${middle(points.at(-1) ?? first, first)}`];
  points.forEach((point, at) => {
    d.push(`Q${rounded(point[0])} ${rounded(point[1])} ${middle(point, points[at + 1] ?? first)}`);
  });
  d.push('Z');
  return d.join('');
}

const rounded = (number: number): number => Math.round(number * 100) / 100;

const middle = (one: readonly [number, number], other: readonly [number, number]): string =>
  `${rounded((one[0] + other[0]) / 2)} ${rounded((one[1] + other[1]) / 2)}`;
