import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aNote } from '../support/board-items.ts';
import { until, type InkPage } from '../support/outsider.ts';
import { aPractice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge | null = null;
afterEach(async () => {
  await server?.clear();
});

/** Mulberry32: the same seed, the same session. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const acts = 150;

/** Anywhere between two characters: no honest page splits one ([B4]). */
function placeIn(text: string, chance: () => number): number {
  const characters = [...text];
  return characters.slice(0, Math.floor(chance() * (characters.length + 1))).join('').length;
}

/** One act of one person: add, move, type, delete, or lose the line for a while. */
function act(page: InkPage, by: string, child: string, at: number, chance: () => number): void {
  const mine = [...page.items].filter(([, fields]) => fields.get('by') === by);
  const movable = [...page.items].filter(
    ([, fields]) => fields.get('by') === by || fields.get('by') !== child,
  );
  const oneOf = (items: typeof mine): string =>
    items[Math.floor(chance() * items.length)]?.[0] ?? '';
  const key = oneOf(mine);
  const what = chance();
  if (what < 0.35 || mine.length === 0) {
    page.items.set(`${by.slice(-4)}-note-${String(at)}`, aNote(by));
  } else if (what < 0.6) page.items.get(oneOf(movable))?.set('x', Math.floor(chance() * 1_000));
  else if (what < 0.85) {
    const text = page.items.get(key)?.get('text');
    if (text instanceof Y.Text) text.insert(placeIn(text.toString(), chance), 'ab🧡');
  } else if (what < 0.93) page.items.delete(key);
  else if (page.provider.wsconnected) page.provider.disconnect();
  else page.provider.connect();
}

test.each([1, 2, 3])(
  '[W3][W5] stock clients that draw and drop their lines end with one board, also after a kill (seed %i)',
  async (seed) => {
    server = await startKinbridge();
    const practice = await aPractice(server.url);
    const guests = [await practice.arrive('Maya'), await practice.arrive('Daniel')];
    const therapist = practice.therapistPage();
    const { you } = await therapist.therapistView((view) => view.phase === 'planned');
    await therapist.command({ kind: 'open' });
    for (const guest of guests) await therapist.command({ kind: 'let-in', person: guest.id });
    const pages = [...guests.map((guest) => practice.ink(guest)), practice.therapistInk()];
    const names = [...guests.map((guest) => guest.id), you];
    for (const page of pages) await page.synced();

    const chance = chanceFrom(seed);
    for (let at = 0; at < acts; at += 1) {
      const who = Math.floor(chance() * pages.length);
      const page = pages[who];
      if (page) act(page, names[who] ?? '', guests[0]?.id ?? '', at, chance);
      if (chance() < 0.3) await new Promise((resume) => setTimeout(resume, chance() * 12));
    }
    for (const page of pages) page.provider.connect();
    const boards = (): string[] => pages.map((page) => JSON.stringify(sorted(page.items)));
    await until(
      'all boards are equal',
      () => pages.every((page) => page.provider.synced) && new Set(boards()).size === 1,
    );
    // A moment for what is still under way: nothing may change any more.
    await new Promise((resume) => setTimeout(resume, 300));
    expect(new Set(boards()).size).toBe(1);
    const [before] = boards();
    for (const page of pages) expect(page.doc.store.pendingStructs).toBeNull();

    await server.kill();
    for (const page of pages) page.leave();
    await server.start();
    const again = practice.therapistInk();
    await again.synced();
    expect(JSON.stringify(sorted(again.items))).toBe(before);
    again.leave();
    therapist.leave();
  },
);

/** A board as data whose order does not depend on who wrote first. */
const sorted = (board: InkPage['items']): unknown =>
  [...board]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, fields]) => [id, fields.get('x') ?? null, String(fields.get('text'))]);
