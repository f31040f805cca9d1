import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { until, type InkPage } from '../support/outsider.ts';
import { aPractice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge | null = null;
afterEach(async () => {
  await server?.clear();
});

/** Rounds of drawing and killing. */
const kills = 6;

test('[W3][H3] killed at any moment: all that was acknowledged is there, and the room is held', async () => {
  server = await startKinbridge();
  const practice = await aPractice(server.url);
  const maya = await practice.arrive('Maya');
  const therapist = practice.therapistPage();
  const page = practice.page(maya);
  await therapist.therapistView((view) => view.phase === 'planned');
  expect(await therapist.command({ kind: 'open' })).toBeNull();
  expect(await therapist.command({ kind: 'let-in', person: maya.id })).toBeNull();

  const acked = new Set<string>();
  const seen = new Set<string>();
  let drawn = 0;
  for (let round = 0; round < kills; round += 1) {
    await page.familyView('room');
    const ink = practice.ink(maya);
    await ink.synced();
    for (const id of acked)
      expect(ink.items.has(id), `${id} was acknowledged and is gone`).toBe(true);
    for (const id of seen)
      expect(ink.items.has(id), `${id} was seen by a peer and is gone`).toBe(true);
    const peer = practice.therapistInk();
    await peer.synced();
    peer.items.observe((event) => {
      for (const id of event.keysChanged) seen.add(String(id));
    });
    // To a stock provider the echo of its own ink is the acknowledgement.
    noteEchoes(ink, acked);
    const drawing = setInterval(() => {
      drawn += 1;
      ink.items.set(`note-number-${String(drawn)}`, new Y.Map<unknown>([['x', drawn]]));
    }, 2);
    const before = acked.size;
    await until('some ink is acknowledged', () => acked.size > before + 20 + round * 7);
    await server.kill();
    clearInterval(drawing);
    ink.leave();
    peer.leave();
    await server.start();
    const view = await therapist.therapistView((now) => now.phase === 'held');
    expect(view.heldBecause).toBe('restart');
    expect(view.people.find((one) => one.id === maya.id)?.place).toBe('in');
    await page.familyView('cover');
    await until('the therapist is back', () => therapist.connected);
    expect(await therapist.command({ kind: 'resume' })).toBeNull();
  }
  expect(acked.size).toBeGreaterThan(kills * 20);
  page.leave();
  therapist.leave();
});

/** Adds to `acked` what comes back over the socket under the ink's own clientID. */
function noteEchoes(ink: InkPage, acked: Set<string>): void {
  const echoed = new Y.Doc();
  const listen = ink.provider.messageHandlers[0];
  if (!listen) throw new Error('no sync handler');
  ink.provider.ws?.addEventListener('message', (event) => {
    const bytes = new Uint8Array(event.data as ArrayBuffer);
    if (bytes[0] !== 0 || bytes[1] !== 2) return;
    // One update a frame: type, kind, length, then the update itself.
    let at = 2;
    while (((bytes[at] ?? 0) & 0x80) !== 0) at += 1;
    Y.applyUpdate(echoed, bytes.slice(at + 1));
    for (const id of echoed.getMap('items').keys()) acked.add(id);
  });
}
