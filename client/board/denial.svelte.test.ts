/** A page whose ink is refused, covered or cut off: what it keeps, what it does again, what it says. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import {
  addWords,
  itemsOf,
  readBoard,
  removeItem,
  setServerFlag,
  setWords,
} from '../../shared/board/board-doc.ts';
import { closeCode } from '../../shared/wire/protocol.ts';
import {
  aNewId,
  aPage as aNewPage,
  daniel,
  maya,
  okafor,
  wordsOf,
  type BoardPage,
} from '../../tests/support/board-page.ts';
import { aRoomOfInk, salvaged, type InkRoom, type Verdict } from '../../tests/support/ink-room.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import { createKeptInk } from './kept-ink.ts';

const pages: BoardPage[] = [];

async function aPage(...asked: Parameters<typeof aNewPage>): Promise<BoardPage> {
  const page = await aNewPage(...asked);
  pages.push(page);
  return page;
}

const isFrom = (text: string, update: Uint8Array): boolean =>
  new TextDecoder().decode(update).includes(text);

const onServer = (room: InkRoom): readonly string[] => wordsOf(readBoard(room.doc));

function aNoteOf(room: InkRoom, by: ParticipantId, words: string): ItemId {
  const id = aNewId();
  addWords(room.doc, 'note', { id, by, x: 0, y: 0, z: 1, words });
  return id;
}

/** Refuses, once, the first frame after the page's first that `concerns` is true of. */
function refuseOnce(
  room: InkRoom,
  verdict: Exclude<Verdict, string>,
  concerns: (update: Uint8Array) => boolean = () => true,
): void {
  let isDone = false;
  room.judge = ({ update, isWhole }) => {
    if (isDone || isWhole || !concerns(update)) return 'take';
    isDone = true;
    return verdict;
  };
}

const line = (...places: readonly (readonly [number, number])[]) =>
  places.map(([x, y]) => ({ x, y, pressure: 0.5 }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('saved', () => {
  test('[W2] a board is saved when all it sent is acknowledged, and not before', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    expect(page.board.isSaved).toBe(true);
    room.judge = () => 'take in silence';
    page.note('lemonade');
    await room.settled();
    expect(page.board.isSaved).toBe(false);
    room.judge = () => 'take';
    page.note('more lemonade');
    await room.settled();
    expect(page.board.isSaved).toBe(true);
  });

  test('[W2][B10] what is made while the line is down is saved once it is back', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    room.isReachable = false;
    room.link.close(1006);
    await room.settled();
    page.note('lemonade');
    expect(page.board).toMatchObject({ lineState: 'lost', isSaved: false });
    room.isReachable = true;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(onServer(room)).toEqual(['lemonade']);
    expect(page.board).toMatchObject({ lineState: 'live', isSaved: true, hasOffered: false });
  });
});

describe('a line that is down', () => {
  test('[B63] what is not saved yet is marked until it is, and what was saved before is not', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const before = page.note('our treehouse');
    await room.settled();
    room.isReachable = false;
    room.link.close(1006);
    await room.settled();
    const meanwhile = page.note('lemonade');
    expect(page.board.unsaved.has(before)).toBe(false);
    expect(page.board.unsaved.has(meanwhile)).toBe(true);
    page.board.move(before, 400, 0);
    page.board.step();
    expect(page.board.unsaved.has(before)).toBe(true);
    room.isReachable = true;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(onServer(room)).toEqual(['lemonade', 'our treehouse']);
    expect([before, meanwhile].map((id) => page.board.unsaved.has(id))).toEqual([false, false]);
  });
});

describe('a refusal', () => {
  test('[B8][B17] what was refused disappears from its maker’s screen, and the rest goes on', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    page.note('stays');
    await room.settled();
    const before = page.link.doc;
    refuseOnce(room, { reason: 'schema' }, (update) => isFrom('refused', update));
    page.note('refused');
    page.note('made right after');
    await room.settled();
    expect(page.words()).toEqual(['made right after', 'stays']);
    expect(onServer(room)).toEqual(page.words());
    expect(page.link.doc).not.toBe(before);
    expect(page.link.doc.clientID).not.toBe(before.clientID);
    expect(page.board).toMatchObject({ lineState: 'live', isSaved: true });
    expect(page.board.lost).toMatchObject([
      { reason: 'schema', intent: { does: 'add', item: { text: 'refused' } } },
    ]);
  });

  test('the fresh document claims a clientID of its own at the handshake', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    refuseOnce(room, { reason: 'schema' });
    page.note('refused');
    await room.settled();
    const claimed = room.links.map(({ url }) => url.searchParams.get('cid'));
    expect(new Set(claimed).size).toBe(2);
    expect(claimed.at(-1)).toBe(String(page.link.doc.clientID));
  });

  test('[B8] of a partly refused frame only the named places are lost', async () => {
    const room = aRoomOfInk();
    const [locked, free] = [aNoteOf(room, daniel, 'one'), aNoteOf(room, daniel, 'other')];
    const page = await aPage(room);
    room.judge = ({ update, isWhole }) => {
      if (isWhole) return 'take';
      room.judge = () => 'take';
      const kept = salvaged(update, room.doc, new Set([locked]));
      const places = [[locked, 'x'] as const, [locked, 'y'] as const];
      setServerFlag(room.doc, locked, 'locked', true);
      return { reason: 'locked', places, kept };
    };
    page.board.move(locked, 500, 500);
    page.board.move(free, 300, 300);
    page.board.step();
    await room.settled();
    expect(page.item(free)).toMatchObject({ x: 300, y: 300 });
    expect(page.item(locked)).toMatchObject({ x: 0, y: 0, locked: true });
    expect(page.board.lost).toMatchObject([
      { reason: 'locked', intent: { does: 'set', id: locked }, about: { kind: 'note' } },
    ]);
    expect(room.link.ink.filter(({ isWhole }) => !isWhole)).toEqual([]);
  });

  test('[B8] of several acts refused as one frame only the culprit is refused again', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    room.isReachable = false;
    room.link.close(1006);
    await room.settled();
    for (const words of ['first', 'culprit', 'last']) page.note(words);
    room.judge = ({ update }) => (isFrom('culprit', update) ? { reason: 'schema' } : 'take');
    room.isReachable = true;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(page.words()).toEqual(['first', 'last']);
    expect(onServer(room)).toEqual(['first', 'last']);
    expect(page.board.lost).toHaveLength(1);
    expect(page.board.isSaved).toBe(true);
  });

  test('a link closed as refused without a word costs the one act that had not arrived', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    refuseOnce(room, { reason: 'schema', isSilent: true }, (update) => isFrom('refused', update));
    page.note('stays');
    page.note('refused');
    page.note('after');
    await room.settled();
    expect(page.words()).toEqual(['after', 'stays']);
    expect(page.board.lost).toMatchObject([{ reason: 'unknown' }]);
  });

  test('what had arrived without an ack is not made twice', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    room.judge = () => 'take in silence';
    const id = page.note('a');
    page.board.setWords(id, 'ab', 'a');
    page.board.setWords(id, 'abb', 'ab');
    await room.settled();
    room.judge = () => 'take';
    room.link.close(closeCode.tooMuch);
    await room.settled();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(onServer(room)).toEqual(['abb']);
    expect(page.words()).toEqual(['abb']);
    expect(page.board).toMatchObject({ lineState: 'live', isSaved: true, lost: [] });
  });

  test('what was refused only for how it lay in its document is tried once more', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    refuseOnce(room, { reason: 'order' });
    page.note('lemonade');
    await room.settled();
    expect(onServer(room)).toEqual(['lemonade']);
    expect(page.board.lost).toEqual([]);
    room.judge = ({ isWhole }) => (isWhole ? 'take' : { reason: 'order' });
    page.note('never fits');
    await room.settled();
    expect(page.words()).toEqual(['lemonade']);
    expect(page.board.lost).toMatchObject([{ reason: 'order' }]);
    expect(page.board.lineState).toBe('live');
  });

  test('what the rights no longer allow is not sent again, and said', async () => {
    const room = aRoomOfInk();
    const mine = aNoteOf(room, daniel, 'mine');
    const gone = aNoteOf(room, daniel, 'gone');
    const page = await aPage(room);
    room.judge = ({ update, isWhole }) => {
      if (isWhole) return 'take';
      if (!isFrom('refused', update)) return 'lose';
      room.judge = () => 'take';
      setServerFlag(room.doc, mine, 'locked', true);
      removeItem(room.doc, gone);
      return { reason: 'schema' };
    };
    page.note('refused');
    page.board.setWords(mine, 'mine, really', 'mine');
    page.board.setWords(gone, 'gone, sadly', 'gone');
    page.board.move(gone, 50, 50);
    page.board.step();
    await room.settled();
    expect(page.words()).toEqual(['mine']);
    expect(page.board.lost.map(({ reason }) => reason)).toEqual(['schema', 'locked', 'gone']);
    expect(room.link.ink.filter(({ isWhole }) => !isWhole)).toEqual([]);
  });

  test('a page refused again and again stops, keeps the words, and goes on when asked', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    room.judge = ({ isWhole }) => (isWhole ? 'take' : { reason: 'schema' });
    for (let at = 0; at < 6; at += 1) {
      page.note(`words ${String(at)}`);
      await room.settled();
    }
    expect(page.board).toMatchObject({ lineState: 'stopped', mayEdit: false });
    expect(page.board.lost).toHaveLength(6);
    expect(room.links).toHaveLength(6);
    room.judge = () => 'take';
    page.board.startAgain();
    await room.settled();
    expect(page.board).toMatchObject({ lineState: 'live', mayEdit: true });
    page.note('goes on');
    await room.settled();
    expect(onServer(room)).toEqual(['goes on']);
  });
});

describe('while a refusal is mended', () => {
  /** Refuses a note of the page's and holds the fresh line back until `back` is called. */
  async function refusedPage(room: InkRoom, page: BoardPage) {
    refuseOnce(room, { reason: 'schema' }, (update) => isFrom('refused', update));
    page.note('refused');
    await Promise.resolve();
    return { back: () => room.settled() };
  }

  test('the board stays as it was until the fresh document is there, and no view is made anew', async () => {
    const room = aRoomOfInk();
    const other = aNoteOf(room, maya, 'our treehouse');
    const page = await aPage(room);
    const own = page.note('mine');
    await room.settled();
    page.board.select(own);
    const entries = [own, other].map((id) => page.board.entry(id));
    const items = entries.map((entry) => entry?.item);
    const seen: number[] = [];
    const stop = page.link.subscribe(() => seen.push(page.board.entries.length));
    refuseOnce(room, { reason: 'schema' }, (update) => isFrom('refused', update));
    page.note('refused');
    await room.settled();
    stop();
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(2);
    expect([own, other].map((id) => page.board.entry(id))).toEqual(entries);
    expect([own, other].every((id, at) => page.board.entry(id)?.item === items[at])).toBe(true);
    expect(page.board.selected).toBe(own);
  });

  test('a half-drawn stroke goes on, whole', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    page.board.beginStroke({ x: 0, y: 0, pressure: 0.5 }, { tip: 'pen', colour: 'lake', width: 4 });
    page.board.extendStroke(line([10, 0]));
    vi.advanceTimersByTime(60);
    await room.settled();
    const { back } = await refusedPage(room, page);
    page.board.extendStroke(line([20, 0]));
    await back();
    page.board.extendStroke(line([30, 0]));
    page.board.endStroke();
    await room.settled();
    const drawn = readBoard(room.doc).find(({ kind }) => kind === 'ink');
    expect(drawn).toMatchObject({ points: [0, 0, 50, 40, 0, 50, 80, 0, 50, 120, 0, 50] });
    expect(page.item(drawn?.id ?? null)).toEqual(drawn);
  });

  test('[B4] words being typed go on, and the field stays open', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const id = page.note('');
    page.board.edit(id);
    page.board.setWords(id, 'our', '');
    await room.settled();
    refuseOnce(room, { reason: 'schema' }, (update) => isFrom('refused', update));
    page.note('refused');
    page.board.edit(id);
    page.board.setWords(id, 'our tree', 'our');
    await room.settled();
    page.board.setWords(id, 'our treehouse', 'our tree');
    await room.settled();
    expect(page.board.editing).toBe(id);
    expect(onServer(room)).toEqual(['our treehouse']);
  });

  test('[B2] undo and redo still know every step, and only own ones', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const other = aNoteOf(room, maya, 'our treehouse');
    await room.settled();
    const id = page.note('first');
    page.board.step();
    page.board.move(id, 100, 100);
    page.board.step();
    await room.settled();
    await refusedPage(room, page).then(({ back }) => back());
    page.board.undo();
    expect(page.item(id)).toMatchObject({ x: 0, y: 0 });
    page.board.redo();
    expect(page.item(id)).toMatchObject({ x: 100, y: 100 });
    page.board.undo();
    page.board.undo();
    expect(page.item(id)).toBeUndefined();
    expect(page.board.canUndo).toBe(false);
    await room.settled();
    expect(readBoard(room.doc).map((item) => item.id)).toEqual([other]);
  });

  test('[B2] undo never takes back what a refusal has already taken back', async () => {
    const room = aRoomOfInk();
    const locked = aNoteOf(room, daniel, 'abc');
    const page = await aPage(room);
    room.judge = ({ update, isWhole }) => {
      if (isWhole) return 'take';
      room.judge = () => 'take';
      const kept = salvaged(update, room.doc, new Set([locked]));
      return { reason: 'locked', places: [[locked, 'text']], kept };
    };
    page.board.setWords(locked, 'ab', 'abc');
    await room.settled();
    expect(page.words()).toEqual(['abc']);
    page.board.undo();
    await room.settled();
    expect(onServer(room)).toEqual(['abc']);
  });

  test('nobody else notices', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room, daniel);
    const other = await aPage(room, maya);
    page.note('stays');
    await room.settled();
    const told: unknown[] = [];
    other.board.onChangesByOthers((changes) => told.push(...changes));
    await refusedPage(room, page).then(({ back }) => back());
    expect(told).toEqual([]);
    expect(other.words()).toEqual(['stays']);
  });
});

describe('a cover', () => {
  test('[B10] what was under way is offered when the board is back, and goes in when its maker says so', async () => {
    const room = aRoomOfInk();
    const kept = createKeptInk();
    const before = await aPage(room, daniel, kept);
    before.note('arrived');
    await room.settled();
    room.judge = ({ isWhole }) =>
      isWhole ? 'take' : { reason: 'not-now', code: closeCode.noAccess };
    before.note('under way');
    before.board.beginStroke(
      { x: 0, y: 0, pressure: 0.5 },
      { tip: 'pen', colour: 'lake', width: 4 },
    );
    before.board.extendStroke(line([10, 0]));
    await room.settled();
    expect(before.board.lineState).toBe('closed');
    before.board.extendStroke(line([20, 0]));
    before.close();
    kept.covered();
    room.judge = () => 'take';
    const after = await aPage(room, daniel, kept);
    expect(after.words()).toEqual(['arrived']);
    expect(after.board.hasOffered).toBe(true);
    after.board.putOffered();
    await room.settled();
    expect(after.board).toMatchObject({ hasOffered: false, isSaved: true, lost: [] });
    expect(onServer(room)).toEqual(['arrived', 'under way']);
    expect(readBoard(room.doc).find(({ kind }) => kind === 'ink')).toMatchObject({
      points: [0, 0, 50, 40, 0, 50, 80, 0, 50],
    });
    after.board.undo();
    await room.settled();
    expect(onServer(room)).toEqual(['arrived']);
  });

  test('[B10] what is left is gone, and offered no more', async () => {
    const room = aRoomOfInk();
    const kept = createKeptInk();
    const before = await aPage(room, daniel, kept);
    room.judge = ({ isWhole }) => (isWhole ? 'take' : 'lose');
    before.note('under way');
    before.close();
    kept.covered();
    const after = await aPage(room, daniel, kept);
    after.board.leaveOffered();
    after.close();
    room.judge = () => 'take';
    const later = await aPage(room, daniel, kept);
    expect(later.board.hasOffered).toBe(false);
    expect(onServer(room)).toEqual([]);
  });

  test('[B10] what had arrived before the cover is not offered', async () => {
    const room = aRoomOfInk();
    const kept = createKeptInk();
    const before = await aPage(room, daniel, kept);
    room.judge = () => 'take in silence';
    before.note('arrived');
    await room.settled();
    before.close();
    kept.covered();
    for (const { id } of readBoard(room.doc)) removeItem(room.doc, id);
    const after = await aPage(room, daniel, kept);
    expect(after.board.hasOffered).toBe(false);
    expect(onServer(room)).toEqual([]);
  });

  test('[B10] without a cover between, what waited goes in by itself', async () => {
    const room = aRoomOfInk();
    const kept = createKeptInk();
    const before = await aPage(room, daniel, kept);
    room.judge = ({ isWhole }) => (isWhole ? 'take' : 'lose');
    const id = before.note('our');
    before.board.setWords(id, 'our treehouse', 'our');
    before.close();
    room.judge = () => 'take';
    const after = await aPage(room, daniel, kept);
    await room.settled();
    expect(onServer(room)).toEqual(['our treehouse']);
    expect(after.board).toMatchObject({ hasOffered: false, isSaved: true });
  });

  test('[B10] also when the next board begins before the last one has ended', async () => {
    const room = aRoomOfInk();
    const kept = createKeptInk();
    const before = await aPage(room, daniel, kept);
    room.judge = ({ isWhole }) => (isWhole ? 'take' : 'lose');
    before.note('under way');
    room.judge = () => 'take';
    const opening = aPage(room, daniel, kept);
    before.close();
    const after = await opening;
    await room.settled();
    expect(after.words()).toEqual(['under way']);
    expect(onServer(room)).toEqual(['under way']);
  });

  test('[B10] what may no longer be done is said when it is put on the board', async () => {
    const room = aRoomOfInk();
    const id = aNoteOf(room, daniel, 'ours');
    const kept = createKeptInk();
    const before = await aPage(room, daniel, kept);
    room.judge = ({ isWhole }) => (isWhole ? 'take' : 'lose');
    before.board.setWords(id, 'ours, for ever', 'ours');
    await room.settled();
    before.close();
    kept.covered();
    setServerFlag(room.doc, id, 'locked', true);
    const after = await aPage(room, daniel, kept);
    after.board.putOffered();
    expect(after.words()).toEqual(['ours']);
    expect(after.board.lost).toMatchObject([
      { reason: 'locked', intent: { words: 'ours, for ever' } },
    ]);
    after.close();
    const again = await aPage(room, daniel, kept);
    expect(again.board.lost).toHaveLength(1);
  });
});

describe('a therapist’s line', () => {
  test('says how many frames have reached the page, and a family member’s says nothing', async () => {
    const room = aRoomOfInk();
    await aPage(room, okafor);
    const { link } = room;
    const before = link.seen.at(-1) ?? 0;
    expect(before).toBeGreaterThan(0);
    aNoteOf(room, maya, 'our treehouse');
    await room.settled();
    expect(link.seen.at(-1)).toBe(before + 1);
    await aPage(room, maya);
    aNoteOf(room, daniel, 'lemonade');
    await room.settled();
    expect(room.link.seen).toEqual([]);
  });

  test('counts again from the hello of each socket', async () => {
    const room = aRoomOfInk();
    await aPage(room, okafor);
    const [first] = room.links;
    for (let at = 0; at < 5; at += 1) aNoteOf(room, maya, String(at));
    await room.settled();
    room.link.close(1006);
    await vi.advanceTimersByTimeAsync(3_000);
    await room.settled();
    expect(room.links).toHaveLength(2);
    expect(room.link.seen.at(-1)).toBeLessThan(first?.seen.at(-1) ?? 0);
  });
});

describe('what is locked or hidden', () => {
  test('[B12] a therapist’s change to an adult’s words comes after the mark, which undo leaves', async () => {
    const room = aRoomOfInk();
    const id = aNoteOf(room, daniel, 'lemonade');
    const page = await aPage(room, okafor);
    const frames: Uint8Array[] = [];
    room.judge = ({ update, isWhole }) => {
      if (!isWhole) frames.push(update);
      return 'take';
    };
    page.board.edit(id);
    page.board.setWords(id, 'cold lemonade', 'lemonade');
    await room.settled();
    expect(frames).toHaveLength(2);
    expect(isFrom('edited', frames[0] ?? new Uint8Array())).toBe(true);
    page.board.undo();
    await room.settled();
    expect(readBoard(room.doc)).toMatchObject([{ text: 'lemonade', edited: true }]);
  });

  test('[B12] a child’s words only the child changes', async () => {
    const room = aRoomOfInk();
    const id = aNoteOf(room, maya, 'our treehouse');
    const page = await aPage(room, okafor);
    page.board.edit(id);
    page.board.setWords(id, 'a treehouse', 'our treehouse');
    expect(page.board.editing).toBeNull();
    expect(page.board.refusalOf('reword', id)).toBe('childs');
    expect(page.words()).toEqual(['our treehouse']);
  });

  test('[B3] a locked item is not offered to be changed, moved or taken off', async () => {
    const room = aRoomOfInk();
    const id = aNoteOf(room, daniel, 'lemonade');
    setServerFlag(room.doc, id, 'locked', true);
    const page = await aPage(room);
    for (const act of ['move', 'reword', 'remove'] as const)
      expect(page.board.refusalOf(act, id)).toBe('locked');
    page.board.move(id, 9, 9);
    page.board.remove([id]);
    page.board.restack([id], 'front');
    page.board.step();
    expect(room.link.ink.filter(({ isWhole }) => !isWhole)).toEqual([]);
  });

  test('[B3] what a child made only the child moves, and a therapist', async () => {
    const room = aRoomOfInk();
    const id = aNoteOf(room, maya, 'our treehouse');
    const parent = await aPage(room, daniel);
    const child = await aPage(room, maya);
    const therapist = await aPage(room, okafor);
    expect([parent, child, therapist].map(({ board }) => board.may('move', id))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('a hidden item is on no page of the family, and comes back when it is shown again', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room, daniel);
    const therapist = await aPage(room, okafor);
    const id = page.note('lemonade');
    page.board.select(id);
    await room.settled();
    setServerFlag(room.doc, id, 'hidden', true);
    await room.settled();
    expect(page.item(id)).toBeUndefined();
    expect(page.board.selected).toBeNull();
    expect(therapist.item(id)).toMatchObject({ hidden: true });
    page.board.undo();
    await room.settled();
    expect(itemsOf(room.doc).has(id)).toBe(true);
    setServerFlag(room.doc, id, 'hidden', false);
    await room.settled();
    expect(page.words()).toEqual(['lemonade']);
  });

  test('the field closes when the words in it may no longer be changed', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const id = page.note('lemonade');
    page.board.edit(id);
    await room.settled();
    setServerFlag(room.doc, id, 'locked', true);
    await room.settled();
    expect(page.board.editing).toBeNull();
  });
});

test('[B2] undoing one’s words leaves what another wrote into them', async () => {
  const room = aRoomOfInk();
  const page = await aPage(room);
  const id = page.note('lemonade');
  page.board.step();
  page.board.setWords(id, 'cold lemonade', 'lemonade');
  await room.settled();
  setWords(room.doc, id, 'cold lemonade, please');
  await room.settled();
  page.board.undo();
  expect(page.words()).toEqual(['lemonade, please']);
  page.board.redo();
  expect(page.words()).toEqual(['cold lemonade, please']);
});

test('a document given up is destroyed, and nothing of it is kept', async () => {
  const room = aRoomOfInk();
  const page = await aPage(room);
  const { doc } = page.link;
  let isDestroyed = false;
  doc.on('destroy', () => (isDestroyed = true));
  refuseOnce(room, { reason: 'schema' });
  page.note('refused');
  await room.settled();
  expect(isDestroyed).toBe(true);
  expect(page.link.doc).toBeInstanceOf(Y.Doc);
});
