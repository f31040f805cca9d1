import { expect, test } from 'vitest';
import { createSnapping } from './snap.ts';

const box = (x: number, y: number, w = 100, h = 50) => ({ x, y, w, h });

test('[B34] what is dragged near an edge or a middle goes on to it, and a thin line says so', () => {
  const { snap } = createSnapping([box(0, 0)]);
  const toEdge = snap(box(4, 300), 6);
  expect(toEdge.by).toEqual({ x: -4, y: 0 });
  expect(toEdge.guides).toContainEqual({ from: { x: 0, y: 0 }, to: { x: 0, y: 350 } });
  const toMiddle = snap(box(33, 300, 40), 6);
  expect(toMiddle.by).toEqual({ x: -3, y: 0 });
  expect(toMiddle.guides).toEqual([{ from: { x: 50, y: 0 }, to: { x: 50, y: 350 } }]);
});

test('[B34] what is near nothing goes where it is dragged, without a line', () => {
  const { snap } = createSnapping([box(0, 0)]);
  expect(snap(box(20, 300, 40), 6)).toEqual({ by: { x: 0, y: 0 }, guides: [] });
  expect(createSnapping([]).snap(box(1, 1), 6)).toEqual({ by: { x: 0, y: 0 }, guides: [] });
});

test('[B34] the nearest of several wins', () => {
  const { snap } = createSnapping([box(0, 0), box(7, 900)]);
  expect(snap(box(5, 300), 6).by.x).toBe(2);
});

test('[B34] between two, the middle; beyond two, as far as they are from each other', () => {
  const row = createSnapping([box(0, 0), box(300, 3)]);
  const between = row.snap(box(152, 12), 6);
  expect(between.by.x).toBe(-2);
  expect(between.guides).toHaveLength(2);
  const beyond = row.snap(box(604, 12), 6);
  expect(beyond.by.x).toBe(-4);
  expect(beyond.guides).toHaveLength(2);
  const before = row.snap(box(-297, 12), 6);
  expect(before.by.x).toBe(-3);
});
