import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asRead, frameAround, type Placed } from './reading.ts';

const placed = (id: string, x: number, y: number, w = 200, h = 140, isFrame = false): Placed => ({
  id,
  box: { x, y, w, h },
  isFrame,
});
const frame = (id: string, x: number, y: number, w: number, h: number) =>
  placed(id, x, y, w, h, true);
const ids = (all: readonly Placed[]): string => all.map(({ id }) => id).join(' ');

test('[B62] what lies in a frame is read right after it, frame by frame', () => {
  const all = [
    placed('left-low', 40, 300),
    placed('right-high', 640, 60),
    placed('left-high', 40, 60),
    placed('below', 40, 900),
    frame('worries', 600, 0, 500, 600),
    frame('good', 0, 0, 500, 600),
  ];
  expect(ids(asRead(all))).toBe('good left-high left-low worries right-high below');
});

test('[B62] of frames in each other the innermost holds, and two of one place never hold each other', () => {
  const all = [
    placed('note', 120, 120, 40, 40),
    frame('inner', 100, 100, 300, 300),
    frame('outer', 0, 0, 900, 900),
    frame('twin', 0, 0, 900, 900),
  ];
  const [note] = all;
  if (!note) throw new Error('nothing there');
  expect(frameAround(note, all.slice(1))?.id).toBe('inner');
  expect(ids(asRead(all))).toBe('outer twin inner note');
});

test('[B62] however frames lie, each item is read once', () => {
  const box = fc.integer({ min: 0, max: 6 }).map((n) => n * 50);
  const items = fc.array(fc.tuple(box, box, box, box, fc.boolean()), { maxLength: 30 });
  fc.assert(
    fc.property(items, (drawn) => {
      const all = drawn.map(([x, y, w, h, isFrame], n) =>
        placed(`item-${String(n)}`, x, y, w, h, isFrame),
      );
      const read = asRead(all);
      expect(new Set(read).size).toBe(all.length);
      expect(read).toHaveLength(all.length);
    }),
  );
});
