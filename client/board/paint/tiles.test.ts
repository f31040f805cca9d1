import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Box } from '../../../shared/board/measures.ts';
import { overlaps } from '../nearby.ts';
import { side } from './face.ts';
import { createTiles, type Look } from './tiles.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('devicePixelRatio', 1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** All that is to be done now, and in the time in which nothing else is. */
const settle = () => vi.advanceTimersByTimeAsync(5_000);
const frame = () => vi.advanceTimersByTimeAsync(20);

function aGround({ isEmpty = () => false }: { isEmpty?: (box: Box) => boolean } = {}) {
  const ground = document.createElement('div');
  const painted: Box[] = [];
  const scales: number[] = [];
  let made = 0;
  let dropped = 0;
  const tiles = createTiles({
    world: document.createElement('div'),
    ground,
    createFace() {
      made += 1;
      const canvas = document.createElement('canvas');
      return {
        canvas,
        repaint: (paint) => paint(onNothing),
        drop: () => void (dropped += 1),
      };
    },
    isEmpty,
    paint: (_context, _at, box) => painted.push(box),
    scaled: (zoom) => scales.push(zoom),
  });
  return {
    tiles,
    scales,
    /** What was painted since this was asked last. */
    painted: (): readonly Box[] => painted.splice(0),
    /** Squares in the page, by their upper left corners in device pixels. */
    squares: (): ReadonlySet<string> =>
      new Set(
        [...ground.querySelectorAll('canvas')].map(({ style }) => `${style.left} ${style.top}`),
      ),
    held: () => made - dropped,
  };
}

/** What squares ask of a context before anything is painted on them. */
const nothing = (): void => undefined;
const onNothing = {
  ...{ save: nothing, restore: nothing, beginPath: nothing, rect: nothing, clip: nothing },
  clearRect: nothing,
} as unknown as CanvasRenderingContext2D;

const at = (more: Partial<Look> = {}): Look => ({
  ...{ x: 0, y: 0, width: 1_180, height: 820, zoom: 1 },
  ...more,
});

/** Corners of all squares that `look` sees, which look `stretched`. */
function inSight({ x, y, width, height }: Look, stretched = 1): readonly string[] {
  const corners: string[] = [];
  const seen = side * stretched;
  for (let row = Math.floor(-y / seen); row * seen < height - y; row += 1)
    for (let column = Math.floor(-x / seen); column * seen < width - x; column += 1)
      corners.push(`${String(column * side)}px ${String(row * side)}px`);
  return corners;
}

test.each([
  ['a tablet', at()],
  ['a 4K screen', at({ width: 3_840, height: 2_160 })],
  ['a 5K screen, moved a little', at({ x: -100, y: -300, width: 5_120, height: 2_880 })],
])('[B64] on %s all that is in sight is painted, once', async (_screen, look) => {
  const ground = aGround();
  ground.tiles.look(look);
  expect([...ground.squares()]).toEqual(expect.arrayContaining([...inSight(look)]));
  await settle();
  ground.painted();
  const made = ground.held();
  for (let by = 1; by <= 3; by += 1) {
    ground.tiles.look({ ...look, x: look.x - by });
    await settle();
  }
  expect([...ground.squares()]).toEqual(expect.arrayContaining([...inSight(look)]));
  expect([ground.painted(), ground.held()]).toEqual([[], made]);
});

test('[B64] while fingers make everything smaller, nothing that comes in sight is left out', async () => {
  vi.stubGlobal('devicePixelRatio', 2);
  const ground = aGround();
  const look = at({ width: 1_728, height: 1_117 });
  ground.tiles.look(look);
  await settle();
  // The first step is taken for a jump; those after it are a pinch.
  for (const zoom of [0.95, 0.9, 0.8, 0.7, 0.6]) ground.tiles.look({ ...look, zoom });
  await frame();
  const seen = inSight(look, 0.6 / 0.95 / 2);
  expect([...ground.squares()]).toEqual(expect.arrayContaining([...seen]));
  ground.painted();
  ground.tiles.look({ ...look, zoom: 0.6, x: -1 });
  await frame();
  expect(ground.painted()).toEqual([]);
});

test('[B64] only what changed is painted anew, and only where it is in sight or near', async () => {
  const ground = aGround();
  ground.tiles.look(at());
  await settle();
  ground.painted();
  const changed = { x: 500, y: 40, w: 60, h: 30 };
  ground.tiles.stale(changed);
  await settle();
  const painted = ground.painted();
  expect(painted).toHaveLength(2);
  for (const box of painted) {
    expect(overlaps(box, changed)).toBe(true);
    expect([box.w <= changed.w, box.h]).toEqual([true, changed.h]);
  }
  expect(painted.reduce((wide, { w }) => wide + w, 0)).toBe(changed.w);
  ground.tiles.stale({ x: 90_000, y: 0, w: 10, h: 10 });
  await settle();
  expect(ground.painted()).toEqual([]);
});

test('[B64] another zoom, and another screen, are painted at their own size', async () => {
  const ground = aGround();
  ground.tiles.look(at());
  await settle();
  ground.tiles.look(at({ zoom: 2 }));
  expect(ground.scales.at(-1)).toBe(2);
  ground.tiles.look(at({ zoom: 2.1 }));
  await settle();
  expect(ground.scales.at(-1)).toBe(2.1);
  ground.painted();
  vi.stubGlobal('devicePixelRatio', 1.25);
  ground.tiles.look(at({ zoom: 2.1 }));
  const [first] = ground.painted();
  expect(first?.w).toBeCloseTo(side / 2.1 / 1.25);
  await settle();
});

test('[H6] of what was painted nothing stays', async () => {
  const ground = aGround();
  ground.tiles.look(at());
  await settle();
  ground.tiles.stale(null);
  ground.tiles.stop();
  await settle();
  expect([ground.squares().size, ground.held()]).toEqual([0, 0]);
});

test('[B64] where nothing lies there is no square, until something comes to lie there', async () => {
  let empty = true;
  const { tiles, painted, squares } = aGround({ isEmpty: () => empty });
  tiles.look(at());
  await settle();
  expect(painted()).toEqual([]);
  expect(squares().size).toBe(0);
  empty = false;
  tiles.stale({ x: 10, y: 10, w: 20, h: 20 });
  await settle();
  expect([...squares()]).toEqual(['0px 0px']);
  expect(painted()).toEqual([{ x: 10, y: 10, w: 20, h: 20 }]);
  // What lay there has gone: it is painted over, not left.
  empty = true;
  tiles.stale({ x: 10, y: 10, w: 20, h: 20 });
  await settle();
  expect(painted()).toHaveLength(1);
});
