import { afterEach, expect, test } from 'vitest';
import * as v from 'valibot';
import type * as Y from 'yjs';
import { addInk, itemsOf } from '../../shared/board/board-doc.ts';
import { maxPointsPerStroke } from '../../shared/board/items/ink.ts';
import { itemId, type ParticipantId } from '../../shared/ids.ts';
import { closeCode } from '../../shared/wire/protocol.ts';
import { anOpenRoom, type OpenRoom } from '../support/open-room.ts';
import { until } from '../support/outsider.ts';
import type { RawLink } from '../support/raw-link.ts';

let room: OpenRoom;
afterEach(() => room.clear());

/** Numbers that take as many bytes as there may be: some 43 KB a stroke. */
const longest = Array.from({ length: maxPointsPerStroke * 3 }, () => 50_000);
const strokesAtOnce = 5;

/** Five full strokes: 216 KB in one update. */
const bigDrawing =
  (name: string, by: ParticipantId) =>
  (doc: Y.Doc): void => {
    for (let at = 0; at < strokesAtOnce; at += 1) {
      const id = v.parse(itemId, `${name}-stroke-${String(at)}`);
      addInk(doc, { id, by, x: 1, y: 1, z: 1, colour: 'lake', width: 5, points: longest });
    }
  };

/** Draws `count` times 216 KB, as fast as it becomes durable; somebody else has all of it then. */
async function drawMuch(by: RawLink, other: RawLink, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const frame = by.draw(bigDrawing(`big-${String(at)}`, room.practice.therapistId));
    await until('it is durable', () => by.acked() >= frame);
  }
  await until('others have it', () => itemsOf(other.doc).size === count * strokesAtOnce);
}

test('[W7] who reads slowly loses cursors, then gets the ink in one piece; who does not come back in time is closed', async () => {
  room = await anOpenRoom({ plan: { step: 'cursors' } });
  const { app, maya, daniel, link, eye } = room;
  const [tess, mayas] = [await eye(), await link(maya)];
  const [slow, slower] = [await link(daniel), await link(daniel)];
  for (const one of [slow, slower]) one.socket.pause();
  const drawings = 50;
  await drawMuch(tess, mayas, drawings);
  tess.point(7, { cursor: { x: 7, y: 7 } });
  const hasCursor = (one: RawLink, wanted: number): boolean =>
    one.of('cursors').some(({ cursors }) => cursors.some(({ clock }) => clock === wanted));
  await until('others see the cursor', () => hasCursor(mayas, 7));

  slow.socket.resume();
  await until('it has all', () => itemsOf(slow.doc).size === drawings * strokesAtOnce);
  expect(slow.of('update').length).toBeLessThan(drawings);
  expect(slow.of('update').at(-1)?.bytes.length).toBeGreaterThan(1_024 * 1_024);
  expect(hasCursor(slow, 7)).toBe(false);
  tess.point(8, { cursor: { x: 8, y: 8 } });
  await until('from now on it has cursors too', () => hasCursor(slow, 8));

  app.pass(10_001);
  tess.draw((doc) => {
    itemsOf(doc).get('big-0-stroke-0')?.set('x', 5);
  });
  await until('the room goes on', () => itemsOf(slow.doc).get('big-0-stroke-0')?.get('x') === 5);
  await new Promise((resume) => setTimeout(resume, 100)); // Three beats.
  slower.socket.resume();
  expect(await slower.gone()).toEqual({ code: closeCode.tryAgain, reason: 'slow' });
  for (const one of [tess, mayas, slow]) expect(one.closed()).toBeNull();
});

test('[W7] before more than 8 MiB wait for a reader it is closed, and nobody else notices', async () => {
  room = await anOpenRoom();
  const { maya, daniel, link, eye } = room;
  const [tess, mayas, stuck] = [await eye(), await link(maya), await link(daniel)];
  stuck.socket.pause();
  const drawings = 90;
  await drawMuch(tess, mayas, drawings);
  stuck.socket.resume();
  expect(await stuck.gone()).toEqual({ code: closeCode.tryAgain, reason: 'slow' });
  expect(itemsOf(stuck.doc).size).toBeLessThan(drawings * strokesAtOnce);
  for (const one of [tess, mayas]) expect(one.closed()).toBeNull();
  const back = await link(daniel);
  expect(itemsOf(back.doc).size).toBe(drawings * strokesAtOnce);
});
