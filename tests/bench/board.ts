/**
 * `npm run bench board`: what the board costs the page of somebody who sits before it, in the built
 * client in a real Chromium, on this machine, in this run. docs/benchmarks.md says what it measures.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../server/start/built.mjs';
import { busyPercent, drawAndErase, dragging, drawing, panning, pasteNotes } from './board/acts.ts';
import type { At, MeasuredPage } from './board/measured-page.ts';
import { openRoom, type Room } from './board/room.ts';
import { round, type Figure } from './figures/figures.ts';
import { showFigures, showResult } from './figures/show.ts';

const { values: asked } = parseArgs({
  options: {
    /** Seconds of drawing and erasing at ten times the pace; 180 are half an hour's worth. */
    seconds: { type: 'string', default: '180' },
  },
});

process.on('SIGINT', () => process.exit(130)); // Children and folders go on exit.
process.on('SIGTERM', () => process.exit(143));

/** Programs that ran beside each other in the minute before; above it the figures say little. */
const quietLoad = 0.7;
const [loadBefore = 0] = loadavg();

const slowedTimes = 4;
const starts = 5;

/** The median of fresh pages, from the first byte asked for until the board is painted. */
async function readyMs(room: Room): Promise<number> {
  const took: number[] = [];
  for (let run = 0; run < starts; run += 1) {
    const { measured, open } = await room.another();
    await measured.slow(slowedTimes);
    took.push(await open());
    await measured.close();
  }
  return took.sort((one, other) => one - other)[Math.floor(starts / 2)] ?? Infinity;
}

/** The dearer of two views: as it was, and everything at once. */
async function panningEitherWay(measured: MeasuredPage): Promise<number> {
  await measured.page.keyboard.press('1');
  const near = await panning(measured);
  await measured.page.keyboard.press('0');
  const far = await panning(measured);
  console.log(`pan: ${near.toFixed(2)} ms at 100 %, ${far.toFixed(2)} ms with everything in sight`);
  return Math.max(near, far);
}

/** A note of the page's own, on top of everything. @returns a point on it */
async function ownNote({ page }: MeasuredPage): Promise<At> {
  await page.locator('[data-surface]').focus();
  await page.keyboard.press('n');
  await page.keyboard.type('here');
  await page.keyboard.press('Escape');
  const box = await page.locator('[data-item][aria-label$="here"]').last().boundingBox();
  if (!box) throw new Error('the new note is not to be seen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function measureBoard(room: Room): Promise<readonly Figure[]> {
  const { measured, hands, bytes } = room;
  const { page } = measured;
  // Keys are the board's only while the focus is on it.
  await page.locator('[data-surface]').focus();
  await page.keyboard.press('v');
  const pan = [await panningEitherWay(measured)];
  await hands.fillTo(20);
  const ready = await readyMs(room);
  for (const items of [500, 2_000]) {
    await hands.fillTo(items);
    await page.locator(`[data-item] >> nth=${String(items - 1)}`).waitFor({ state: 'attached' });
    pan.push(await panningEitherWay(measured));
  }
  await page.keyboard.press('1');
  const one = await dragging(measured, await ownNote(measured));
  const hundred = await dragging(measured, await pasteNotes(measured, 100));
  await page.keyboard.press('Escape');
  const pen = await drawing(measured);
  const busy = await hands.drawing(20, () => busyPercent(measured, 10));

  const fresh = await room.another();
  await fresh.open();
  const heap = await fresh.measured.heapBytes();
  await fresh.measured.close();

  const warmUpSeconds = Math.min(20, seconds / 4);
  await drawAndErase(measured, warmUpSeconds);
  const heapBefore = await measured.heapBytes();
  const strokes = await drawAndErase(measured, seconds);
  const heapAfter = await measured.heapBytes();
  console.log(
    `drawn and erased: ${String(strokes)} strokes, heap ${mb(heapBefore)} → ${mb(heapAfter)} MB`,
  );

  const [none = NaN, some = NaN, many = NaN] = pan;
  const msAnEvent = 'ms/event';
  const figures: readonly Figure[] = [
    figure('scripts, styles and fonts, link → waiting room', kb(bytes.waitingRoom), 'KB', 110, 70),
    figure('scripts, styles and fonts, link → in the room', kb(bytes.room), 'KB', 220, 150),
    figure('ready in the room, CPU slowed 4×', ready, 'ms', 900, 700),
    figure('pan, main thread, 0 items', none, msAnEvent, 3, 2),
    figure('pan, main thread, 500 items', some, msAnEvent, 4, 2.5),
    figure('pan, main thread, 2,000 items', many, msAnEvent, 5, 3),
    figure('dragging one item among 2,000', one, msAnEvent, 6, 3),
    figure('dragging 100 selected among 2,000', hundred, msAnEvent, 12, 6),
    figure('pen on a board of 2,000 items', pen, msAnEvent, 4, 2),
    figure('main thread busy while three others draw at 20 Hz each', busy, '%', 20, 10),
    figure('heap, 2,000 items', heap / 1_048_576, 'MB', 40, 25),
    figure(
      'heap growth over half an hour’s drawing and erasing',
      (heapAfter / heapBefore - 1) * 100,
      '%',
      10,
      5,
    ),
  ];
  return figures;
}

const kb = (bytesSent: number): number => bytesSent / 1_024;
const mb = (bytesHeld: number): string => (bytesHeld / 1_048_576).toFixed(1);

function figure(name: string, value: number, unit: string, limit: number, aim: number): Figure {
  return { name, value: round(value), unit, limit, aim: `≤ ${String(aim)}` };
}

const seconds = Number(asked.seconds);
await ensureBuilt();
const room = await openRoom();
try {
  const figures = await measureBoard(room);
  showFigures(figures);
  if (loadBefore > quietLoad) {
    console.log(`doubtful: ${loadBefore.toFixed(1)} programs ran in the minute before`);
  }
  showResult('board', figures);
} finally {
  await room.close();
}
