import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineHeads } from '../items/line.ts';
import { shapeForms } from '../items/shape.ts';
import { headLength, linePath, shapePath } from './paths.ts';

/** The numbers of a path, two by two, without its arcs' radii and flags. */
function pointsOf(d: string): readonly (readonly [number, number])[] {
  let [x, y] = [0, 0];
  return [...d.matchAll(/([MLHVCA])([^MLHVCAZ]*)/g)].flatMap(([, letter = '', rest = '']) => {
    const numbers = (rest.match(/-?[\d.]+/g) ?? []).map(Number);
    const at = (nth: number): number => numbers[nth] ?? Number.NaN;
    if (letter === 'H') x = at(0);
    else if (letter === 'V') y = at(0);
    else if (letter === 'A') [x, y] = [at(5), at(6)];
    else {
      const pairs = numbers.flatMap((one, nth) => (nth % 2 ? [] : [[one, at(nth + 1)] as const]));
      [x, y] = pairs.at(-1) ?? [Number.NaN, Number.NaN];
      return pairs;
    }
    return [[x, y] as const];
  });
}

const size = fc.integer({ min: 16, max: 2_400 });

describe.each(shapeForms)('the path of a %s', (form) => {
  test('fills its box and stays within it, at every size', () => {
    fc.assert(
      fc.property(size, size, (w, h) => {
        const points = pointsOf(shapePath(form, w, h));
        const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
        expect(Math.min(...xs)).toBeCloseTo(0, 1);
        expect(Math.max(...xs)).toBeCloseTo(w, 1);
        // An ellipse reaches its upper and lower edge between the points that its arcs are made of.
        if (form === 'ellipse') return;
        expect(Math.min(...ys)).toBeCloseTo(0, 1);
        expect(Math.max(...ys)).toBeCloseTo(h, 1);
      }),
    );
  });

  test('is closed, and has no number longer than two decimals', () => {
    const d = shapePath(form, 333, 77);
    expect(d).toMatch(/^M.*Z$/);
    expect(d).not.toMatch(/NaN|e-|\.\d{3}/);
  });
});

describe('the path of a line', () => {
  test('goes from its place to its end', () => {
    expect(linePath(30, -40, 4, 'none')).toBe('M0 0L30 -40');
  });

  test.each(lineHeads)('has its heads (%s) at the tips', (heads) => {
    const d = linePath(100, 0, 4, heads);
    const count = { none: 0, end: 1, both: 2 }[heads];
    expect(d.match(/M/g)).toHaveLength(1 + count);
    const wing = headLength(4);
    if (count > 0)
      expect(d).toContain(`M${100 - wing} ${wing / 2}L100 0L${100 - wing} ${-wing / 2}`);
    if (count > 1) expect(d).toContain(`M${wing} ${-wing / 2}L0 0L${wing} ${wing / 2}`);
  });

  test('has a head no longer than itself, and none when it has no length', () => {
    expect(linePath(0, 0, 4, 'both')).toBe('M0 0L0 0');
    for (const [x] of pointsOf(linePath(5, 0, 20, 'both'))) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(5);
    }
  });
});
