import * as v from 'valibot';
import { expect, test } from 'vitest';
import { bornItem } from '../../../shared/board/board-doc.ts';
import { itemId, pictureId, therapistId } from '../../../shared/ids.ts';
import { createBoardExports, refusalOf } from './board-exports.ts';
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

test('[R58] a board that can’t be drawn is said to be one, and makes way for the next', async () => {
  const exports = createBoardExports({ atOnce: 1, withinMs: 20_000 });
  const id = v.parse(pictureId, '01890a5d-ac96-774b-bcce-b302099a8059');
  const by = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8057');
  const place = { id: v.parse(itemId, 'item-number-9'), by, x: 0, y: 0, z: 1, w: 100, h: 100 };
  const items = [bornItem('picture', { ...place, picture: id, alt: '' })];
  const pictures = [[id, { type: 'image/png', bytes: Buffer.from('no picture') }]] as const;
  await expect(exports.make({ ...order, format: 'pdf', items, pictures })).rejects.toMatchObject({
    trouble: { reason: 'refused', sentence: expect.stringContaining('can’t be drawn') as string },
  });
  expect((await exports.make(order)).toString()).toContain('</svg>');
}, 30_000);

test('[R58] missing fonts are said to be missing, and anything else is our own fault', () => {
  const named = (name: string): Error => Object.assign(new Error('why'), { name });
  expect(refusalOf(named('FontsMissing'), 1)).toMatchObject({
    trouble: { sentence: expect.stringContaining('are missing in this installation') as string },
  });
  const other = named('TypeError');
  expect(refusalOf(other, 1)).toBe(other);
});
