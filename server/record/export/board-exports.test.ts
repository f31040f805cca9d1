import { expect, test } from 'vitest';
import { createBoardExports } from './board-exports.ts';
import type { ExportOrder } from './make-export.ts';

const order: ExportOrder = {
  format: 'svg',
  paper: 'a4',
  isSplit: false,
  items: [],
  people: [],
  pictures: [],
  bars: [],
  title: 'Shared board',
  remarks: [],
};

test('[R6] only so many files are made at a time, and then the next one is', async () => {
  const exports = createBoardExports({ atOnce: 1, withinMs: 20_000 });
  const first = exports.make(order);
  await expect(exports.make(order)).rejects.toMatchObject({
    trouble: { reason: 'slow-down', sentence: expect.stringContaining('1 files') as string },
  });
  expect((await first).toString()).toContain('</svg>');
  expect((await exports.make(order)).toString()).toContain('</svg>');
}, 30_000);

test('[R6] what takes too long is ended and named, and makes way for the next', async () => {
  const exports = createBoardExports({ atOnce: 1, withinMs: 1 });
  const tooLong = {
    trouble: { reason: 'too-big', sentence: expect.stringContaining('0.001') as string },
  };
  await expect(exports.make(order)).rejects.toMatchObject(tooLong);
  await expect(exports.make(order)).rejects.toMatchObject(tooLong);
}, 30_000);
