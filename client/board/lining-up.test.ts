import { describe, expect, test } from 'vitest';
import { aligned, spaced } from './lining-up.ts';

const box = (x: number, y: number, w = 100, h = 50) => ({ x, y, w, h });
const boxes = [box(0, 10), box(30, 200, 40, 20), box(400, 90, 100, 100)];

describe('[B34] lining up', () => {
  test.each([
    ['left', [0, -30, -400], [0, 0, 0]],
    ['right', [400, 430, 0], [0, 0, 0]],
    ['centre', [200, 200, -200], [0, 0, 0]],
    ['top', [0, 0, 0], [0, -190, -80]],
    ['bottom', [0, 0, 0], [160, 0, 30]],
    ['middle', [0, 0, 0], [80, -95, -25]],
  ] as const)('[B34] %s: all share what the whole has there', (to, xs, ys) => {
    const shifts = aligned(boxes, to);
    expect(shifts.map(({ x }) => x)).toEqual(xs);
    expect(shifts.map(({ y }) => y)).toEqual(ys);
  });

  test('[B34] spaces become equal, the outer two stay, whatever order they are given in', () => {
    const row = [box(400, 0), box(0, 0), box(120, 30, 60)];
    expect(spaced(row, 'across')).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 0 },
      { x: 100, y: 0 },
    ]);
    expect(spaced([box(0, 300), box(0, 0), box(0, 60)], 'down')[2]).toEqual({ x: 0, y: 90 });
  });

  test('[B34] two have one space, which is as even as it gets', () => {
    expect(spaced([box(0, 0), box(900, 0)], 'across')).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ]);
  });
});
