/** Seeded sessions of two people whose lines drop, whose boards are covered and whose ink is refused. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readBoard } from '../../shared/board/board-doc.ts';
import { wordsOf } from '../../shared/board/item.ts';
import type { ItemId } from '../../shared/ids.ts';
import { closeCode } from '../../shared/wire/protocol.ts';
import { aPage, daniel, maya, type BoardPage } from '../../tests/support/board-page.ts';
import { aRoomOfInk, type InkRoom, type Verdict } from '../../tests/support/ink-room.ts';
import { createKeptInk } from './kept-ink.ts';

const actsOfEach = 40;
const seeds = Array.from({ length: 14 }, (_, at) => at + 1);
/** Seeds that once failed. */
const remembered = [241];

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

/** One person: the page open now, and what they made and meant to keep. */
interface Somebody {
  page: BoardPage;
  readonly me: typeof maya;
  readonly kept: ReturnType<typeof createKeptInk>;
  readonly meant: Map<ItemId, string>;
}

const forbidden = 'forbidden';
const isForbidden = (update: Uint8Array): boolean =>
  new TextDecoder().decode(update).includes(forbidden);

async function act(
  who: Somebody,
  room: InkRoom,
  chance: () => number,
  at: number,
  undoes: boolean,
): Promise<void> {
  const { page, meant } = who;
  const { board } = page;
  if (undoes && chance() < 0.2) {
    if (chance() < 0.6) board.undo();
    else board.redo();
    return;
  }
  const own = [...meant.keys()].filter((id) => page.item(id));
  const one = own[Math.floor(chance() * own.length)];
  const what = chance();
  if (!board.mayEdit) return;
  if (what < 0.3 || !one) {
    const words = `${who.me.slice(-2)} note ${String(at)}`;
    meant.set(page.note(words), words);
  } else if (what < 0.36) page.note(`${forbidden} ${String(at)}`);
  else if (what < 0.6) {
    const item = page.item(one);
    const seen = item ? wordsOf(item) : '';
    const words = chance() < 0.5 ? `${seen}!` : seen.slice(1);
    board.setWords(one, words, seen);
    meant.set(one, words);
  } else if (what < 0.75) {
    board.step();
    board.move(one, Math.floor(chance() * 900), Math.floor(chance() * 900));
  } else if (what < 0.82) {
    board.remove([one]);
    meant.delete(one);
  } else {
    board.beginStroke({ x: at, y: 0, pressure: 0.5 }, { tip: 'pen', colour: 'moss', width: 4 });
    board.extendStroke([{ x: at + 9, y: 9, pressure: 0.5 }]);
    board.endStroke();
  }
  if (chance() < 0.5) await room.settled();
}

async function misfortune(
  who: Somebody,
  room: InkRoom,
  link: InkRoom['link'] | undefined,
  chance: () => number,
): Promise<void> {
  const what = chance();
  if (what < 0.08) link?.close(1006);
  else if (what < 0.12) link?.close(closeCode.tooMuch);
  else if (what < 0.2) {
    if (chance() < 0.5) await room.settled();
    who.page.close();
    const isCovered = chance() < 0.5;
    if (isCovered) who.kept.covered();
    who.page = await aPage(room, who.me, who.kept);
    if (who.page.board.hasOffered) who.page.board.putOffered();
  }
  if (chance() < 0.4) await vi.advanceTimersByTimeAsync(Math.floor(chance() * 3_000));
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test.each([...remembered, ...seeds])(
  '[B8][B10] seed %i: nothing refused is anywhere, and nothing else of anybody is lost',
  (seed) => aSession(seed, false),
);

test.each(seeds.slice(0, 8))('[B2][B8] seed %i: with undo and redo all see one board', (seed) =>
  aSession(seed, true),
);

async function aSession(seed: number, undoes: boolean): Promise<void> {
  const chance = chanceFrom(seed);
  const room = aRoomOfInk();
  const people: Somebody[] = [];
  for (const me of [maya, daniel]) {
    const kept = createKeptInk();
    people.push({ page: await aPage(room, me, kept), me, kept, meant: new Map() });
  }
  room.judge = ({ update }): Verdict => {
    if (isForbidden(update)) return { reason: 'schema', isSilent: chance() < 0.3 };
    const luck = chance();
    if (luck < 0.02) return { reason: 'order' };
    return luck < 0.1 ? 'take in silence' : 'take';
  };
  for (let at = 0; at < actsOfEach; at += 1)
    for (const who of people) {
      await act(who, room, chance, at, undoes);
      const own = room.links.findLast(
        ({ url }) => url.searchParams.get('cid') === String(who.page.link.doc.clientID),
      );
      await misfortune(who, room, own, chance);
    }
  room.judge = ({ update }) => (isForbidden(update) ? { reason: 'schema' } : 'take');
  for (let minute = 0; minute < 3; minute += 1) {
    for (const { page } of people) if (page.board.lineState === 'stopped') page.board.startAgain();
    await vi.advanceTimersByTimeAsync(61_000);
    await room.settled();
  }

  const board = readBoard(room.doc);
  const lost = people.flatMap(({ page }) => page.board.lost.map(({ intent }) => intent.id));
  for (const who of people) {
    expect(who.page.board.lineState).toBe('live');
    const shown = who.page.board.entries.map(({ item }) => item);
    expect([...shown].sort((one, other) => (one.id < other.id ? -1 : 1))).toEqual(
      [...board].sort((one, other) => (one.id < other.id ? -1 : 1)),
    );
    // What undo left of it only undo knows.
    for (const [id, words] of undoes ? [] : who.meant) {
      if (lost.includes(id)) continue;
      expect(board.find((item) => item.id === id)).toMatchObject({ text: words, by: who.me });
    }
  }
  expect(JSON.stringify(board)).not.toContain(forbidden);
  expect(room.doc.store.pendingStructs).toBeNull();
  for (const { page } of people) page.close();
}
