/** A line on the waiting room's pad: how long it is, and what drew it. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Along the line, in the unit of its points. */
export const lengthOfLine = (line: readonly Point[]): number =>
  line.reduce((sum, point, at) => {
    const before = line[at - 1] ?? point;
    return sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);

/** As SVG writes a polyline. */
export const pointsOf = (line: readonly Point[]): string =>
  line.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

/** `pointerType` as the browser names it; empty when it doesn't know. */
export function worksWords(pointerType: string): string {
  switch (pointerType) {
    case 'touch':
      return 'Works. Your finger can draw.';
    case 'pen':
      return 'Works. Your pen can draw.';
    case 'mouse':
      return 'Works. Your mouse can draw.';
    default:
      return 'Works.';
  }
}
