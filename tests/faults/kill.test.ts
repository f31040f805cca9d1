import { afterEach, expect, test } from 'vitest';
import { openSqlite } from '../../server/storage/sqlite.ts';
import {
  joinsOf,
  marksOf,
  ownHand,
  stockHand,
  type DrawingHand,
} from '../support/drawing-hands.ts';
import { openRawLink } from '../support/raw-link.ts';
import { until } from '../support/outsider.ts';
import { aPractice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge | null = null;
afterEach(async () => {
  await server?.clear();
});

/** Rounds of drawing and killing; `npm run faults` asks for more. */
const kills = Number(process.env['KINBRIDGE_KILLS'] ?? 30);
/** Milliseconds a round may take: a start, three links, some drawing. */
const roundMs = 5_000;
/** Milliseconds of drawing before the kill: never the same, so that it falls at any moment of a commit. */
const drawingMs = (round: number): number => 120 + ((round * 37) % 211);
/** Milliseconds between two edits of one hand: within what one person may send. */
const editEveryMs = 6;

test(
  '[W3][W2][H3][S5] killed at any moment: what was acknowledged or seen is there, once, and the room is held with everyone let in',
  { timeout: 30_000 + kills * roundMs },
  async () => {
    server = await startKinbridge();
    const practice = await aPractice(server.url);
    const [maya, daniel] = [await practice.arrive('Maya'), await practice.arrive('Daniel')];
    const therapist = practice.therapistPage();
    const pages = [practice.page(maya), practice.page(daniel)];
    await therapist.therapistView((view) => view.phase === 'planned');
    expect(await therapist.command({ kind: 'open' })).toBeNull();
    for (const { id } of [maya, daniel]) {
      expect(await therapist.command({ kind: 'let-in', person: id })).toBeNull();
    }

    const { session } = practice;
    const asTherapist = { session, as: 'therapist' };
    const hands: readonly DrawingHand[] = [
      ownHand('tess', practice.therapistId, (doc) =>
        openRawLink(practice.therapist, { ...asTherapist, doc, seesAll: true }),
      ),
      ownHand('maya', maya.id, (doc) => openRawLink(maya.browser, { session, as: maya.as, doc })),
      stockHand('daniel', daniel.id, practice.ink(daniel)),
    ];

    for (let round = 0; round < kills; round += 1) {
      for (const page of pages) await page.familyView('room');
      await Promise.all(hands.map((hand) => hand.connect()));
      const drawing = setInterval(() => {
        for (const hand of hands) hand.draw();
      }, editEveryMs);
      await new Promise((resume) => setTimeout(resume, drawingMs(round)));
      await server.kill();
      clearInterval(drawing);
      for (const hand of hands) await hand.disconnected();
      await server.start();

      await until('the therapist is back', () => therapist.connected);
      const view = await therapist.therapistView((now) => now.phase === 'held');
      expect(view.heldBecause).toBe('restart');
      expect(view.people.map((one) => one.place)).toEqual(['in', 'in']);
      for (const page of pages) await page.familyView('cover');
      // Before anybody who drew is back: what they have would come in again with them.
      const fresh = await openRawLink(practice.therapist, { ...asTherapist, seesAll: true });
      await fresh.sync();
      mustHold(marksOf(fresh.doc), hands);
      let refusal = await therapist.command({ kind: 'resume' });
      // What its page says it has seen comes over another line than the press.
      while (refusal?.reason === 'ink-unseen')
        refusal = await therapist.command({ kind: 'resume' });
      expect(refusal).toBeNull();
      fresh.leave();
    }

    for (const hand of hands) expect(hand.acked().size).toBeGreaterThan(kills * 5);
    for (const hand of hands) hand.leave();
    for (const page of [...pages, therapist]) page.leave();
    await server.kill();
    const storage = await openSqlite(server.dataDir);
    const entries = await storage.rooms.read(session, 0);
    await storage.close();
    expect(joinsOf(entries.flatMap((one) => (one.kind === 'ink' ? [one.bytes] : [])))).toEqual([]);
  },
);

/** Whatever was acknowledged, and whatever anybody saw of another, is there exactly once. */
function mustHold(there: ReadonlyMap<string, number>, hands: readonly DrawingHand[]): void {
  const missing = hands.flatMap((hand) => [
    ...[...hand.acked()].filter((mark) => !there.has(mark)).map((mark) => `acknowledged ${mark}`),
    ...[...hand.seen()].filter((mark) => !there.has(mark)).map((mark) => `seen ${mark}`),
  ]);
  const twice = [...there].filter(([, count]) => count !== 1).map(([mark]) => mark);
  expect({ missing, twice }).toEqual({ missing: [], twice: [] });
}
