/** Acts on many, as a page does them: what of them happens, and what becomes of them later. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bornItem, placeItem, readBoard, setServerFlag } from '../../shared/board/board-doc.ts';
import { stackStep, type Item } from '../../shared/board/item.ts';
import { ink } from '../../shared/board/items/ink.ts';
import type { ItemId } from '../../shared/ids.ts';
import { maxUpdateBytes } from '../../shared/wire/protocol.ts';
import {
  aNewId,
  aPage as aNewPage,
  daniel,
  maya,
  okafor,
  type BoardPage,
} from '../../tests/support/board-page.ts';
import { aRoomOfInk, salvaged } from '../../tests/support/ink-room.ts';
import { createManyActs, type ManyActs } from './many-acts.ts';
import { withContents } from './moving.ts';
import { BoardView } from './view.svelte.ts';

const pages: BoardPage[] = [];

async function aPage(...asked: Parameters<typeof aNewPage>): Promise<BoardPage> {
  const page = await aNewPage(...asked);
  pages.push(page);
  return page;
}

/** Notes side by side, and their ids. */
function notesOf(page: BoardPage, ...words: readonly string[]): readonly ItemId[] {
  return words.map((one, at) => {
    const id = page.note(one);
    page.board.move(id, at * 300, 0);
    page.board.step();
    return id;
  });
}

const placesOf = (page: BoardPage, ids: readonly ItemId[]) =>
  ids.map((id) => {
    const item = page.item(id);
    return item && [item.x, item.y];
  });

/** A drag in three pieces, each of which goes out by itself. */
function dragged(page: BoardPage, ids: readonly ItemId[], to: number): void {
  page.board.step();
  for (const y of [to / 3, to / 2, to]) {
    page.board.reshape(
      ids.map((id) => ({ id, fields: { x: page.item(id)?.x ?? 0, y: Math.round(y) } })),
    );
    vi.advanceTimersByTime(60);
  }
  page.board.step();
}

interface Told {
  readonly acts: ManyActs;
  readonly said: string[];
}

function actsOn({ board }: BoardPage): Told {
  const said: string[] = [];
  const say = (sentence: string): void => void said.push(sentence);
  const acts = createManyActs({
    ...{ board, view: new BoardView(), focusOn: () => undefined, tell: say, refuse: say },
    whyNot: (act, id) => `${board.refusalOf(act, id) ?? 'nothing'}.`,
    mayTakeDown: () => false,
  });
  return { acts, said };
}

const aFrame = (x: number, y: number): Item =>
  bornItem('frame', { id: aNewId(), by: okafor, x, y, z: 0, w: 800, h: 400 });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('another look', () => {
  test('[B37] of what is selected only what has such a look gets it, as one step', async () => {
    const page = await aPage(aRoomOfInk());
    const { board } = page;
    const shape = board.add('shape', { x: 0, y: 0 });
    const line = board.add('line', { x: 300, y: 0 });
    const words = board.addText(600, 0);
    if (!shape || !line || !words) throw new Error('nothing was made');
    board.choose([shape, line, words]);
    const { acts } = actsOn(page);
    acts.restyle({ is: 'colour', to: 'plum' });
    acts.restyle({ is: 'fill', to: 'soft' });
    acts.restyle({ is: 'heads', to: 'both' });
    acts.restyle({ is: 'size', to: 'large' });
    expect(page.item(shape)).toMatchObject({ colour: 'plum', fill: 'soft' });
    expect(page.item(line)).toMatchObject({ colour: 'plum', heads: 'both' });
    // Wider as well, so that the lines break where they did.
    expect(page.item(words)).toMatchObject({ size: 'large', w: 433, h: 68 });
    board.undo();
    expect(page.item(words)).toMatchObject({ size: 'medium', w: 280, h: 44 });
    expect(page.item(line)).toMatchObject({ heads: 'both' });
  });

  test('[B37][B30] a child’s drawing keeps its colour in anybody else’s hand', async () => {
    const room = aRoomOfInk();
    const child = await aPage(room, maya);
    const heart = child.board.add('shape', { x: 0, y: 0, form: 'heart', colour: 'lake' });
    vi.advanceTimersByTime(100);
    const page = await aPage(room);
    if (!heart) throw new Error('nothing was made');
    page.board.choose([heart]);
    const { acts, said } = actsOn(page);
    acts.restyle({ is: 'colour', to: 'ink' });
    expect(page.item(heart)).toMatchObject({ colour: 'lake' });
    expect(said).toEqual(['childs.']);
  });
});

describe('selecting', () => {
  test('[B31] one by one, all, and a walk that keeps what is selected while more are picked', async () => {
    const page = await aPage(aRoomOfInk());
    const [one, two, three] = notesOf(page, 'one', 'two', 'three');
    if (!one || !two || !three) throw new Error('no notes');
    const { board } = page;
    board.select(one);
    board.pick(three);
    expect(board).toMatchObject({ chosen: [one, three], selected: null, current: three });
    board.visit(one);
    expect(board.chosen).toEqual([one, three]);
    board.pickMore(true);
    board.visit(two);
    expect(board.chosen).toEqual([one, three]);
    board.pickMore(false);
    board.visit(two);
    expect(board.chosen).toEqual([]);
    board.choose([one, two, two, aNewId()]);
    board.pick(two);
    expect(board).toMatchObject({ chosen: [one], selected: one });
  });

  test('[B31] all is what may be moved, and what is taken off is not selected any more', async () => {
    const room = aRoomOfInk();
    const child = await aPage(room, maya);
    child.note('our treehouse');
    const page = await aPage(room);
    const [one, two] = notesOf(page, 'one', 'two');
    const { acts, said } = actsOn(page);
    acts.chooseAll();
    expect(new Set(page.board.chosen)).toEqual(new Set([one, two]));
    expect(said).toEqual(['2 selected.']);
    if (one) page.board.remove([one]);
    expect(page.board.chosen).toEqual([two]);
  });
});

describe('rights', () => {
  test('[B30] of a mixed selection only what one may move does, and what stays is said', async () => {
    const room = aRoomOfInk();
    const child = await aPage(room, maya);
    const childs = child.note('our treehouse');
    const page = await aPage(room);
    const [own, locked] = notesOf(page, 'own', 'locked');
    if (!own || !locked) throw new Error('no notes');
    await room.settled();
    setServerFlag(child.link.doc, locked, 'locked', true);
    await room.settled();
    const { acts, said } = actsOn(page);
    page.board.choose([own, childs]);
    acts.takeInHand();
    acts.nudge(8, 40);
    vi.advanceTimersByTime(60);
    expect(placesOf(page, [own, childs])).toEqual([
      [8, 40],
      [0, 0],
    ]);
    page.board.choose([own, childs, locked]);
    acts.lineUp('top');
    acts.remove();
    expect(said).toEqual([
      'One of these stays as it is. childs.',
      expect.stringMatching(/^2 of these stay as they are/),
      expect.stringMatching(/^2 of these stay as they are/),
    ]);
    expect(page.words()).toEqual(['locked', 'our treehouse']);
    acts.restack('front');
    expect(page.item(childs)?.z).toBe(readBoard(room.doc).find(({ id }) => id === childs)?.z);
  });

  test('[B35] a frame takes along what its mover may move, and what lies in a frame in it', async () => {
    const room = aRoomOfInk();
    const therapist = await aPage(room, okafor);
    const [outer] = therapist.board.addCopies([aFrame(0, 0)]);
    const [inner] = therapist.board.addCopies([aFrame(300, 150)]);
    const child = await aPage(room, maya);
    const childs = child.note('our treehouse');
    const page = await aPage(room);
    const [inside, , outside] = notesOf(page, 'inside', 'inside too', 'on the inner one');
    if (!outer || !inner || !inside || !outside) throw new Error('not made');
    page.board.move(outside, 950, 400);
    page.board.step();
    await room.settled();
    const all = withContents(page.board, [outer]);
    expect(all).toEqual(expect.arrayContaining([outer, inner, inside, outside, childs]));
    const { acts, said } = actsOn(page);
    page.board.select(outer);
    acts.placeAt({ x: 400, y: 1_200 });
    vi.advanceTimersByTime(60);
    expect(placesOf(page, [outer, inside, outside, childs])).toEqual([
      [0, 1_000],
      [0, 1_000],
      [950, 1_400],
      [0, 0],
    ]);
    expect(said).toEqual(['One of these stays as it is. childs.']);
    page.board.undo();
    expect(placesOf(page, [outer, inside, outside])).toEqual([
      [0, 0],
      [0, 0],
      [950, 400],
    ]);
  });
});

describe('one step', () => {
  test('[B32] a drag of many is undone and redone as one, however many pieces it went out in', async () => {
    const page = await aPage(aRoomOfInk());
    const ids = notesOf(page, 'one', 'two', 'three');
    const before = placesOf(page, ids);
    dragged(page, ids, 600);
    const after = placesOf(page, ids);
    expect(after.map((place) => place?.[1])).toEqual([600, 600, 600]);
    page.board.undo();
    expect(placesOf(page, ids)).toEqual(before);
    page.board.redo();
    expect(placesOf(page, ids)).toEqual(after);
  });

  test('[B2][B32] undo leaves what another has moved since, and brings back the rest', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const other = await aPage(room, okafor);
    const [one, two, three] = notesOf(page, 'one', 'two', 'three');
    if (!one || !two || !three) throw new Error('no notes');
    dragged(page, [one, two, three], 600);
    await room.settled();
    placeItem(other.link.doc, two, 77, 77);
    await room.settled();
    page.board.undo();
    expect(placesOf(page, [one, two, three])).toEqual([
      [0, 0],
      [77, 77],
      [600, 0],
    ]);
    page.board.remove([one, three]);
    page.board.undo();
    expect(page.words()).toEqual(['one', 'three', 'two']);
  });

  test('[B32][B17] a denial of one part costs no other, in the document and in undo', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const ids = notesOf(page, 'one', 'two', 'three');
    const [, refused] = ids;
    if (!refused) throw new Error('no notes');
    await room.settled();
    room.judge = ({ update, isWhole }) => {
      if (isWhole) return 'take';
      room.judge = () => 'take';
      const kept = salvaged(update, room.doc, new Set([refused]));
      setServerFlag(room.doc, refused, 'locked', true);
      const places = [[refused, 'x'] as const, [refused, 'y'] as const];
      return { reason: 'locked', places, kept };
    };
    page.board.reshape(ids.map((id, at) => ({ id, fields: { x: at * 300, y: 500 } })));
    page.board.step();
    await room.settled();
    expect(placesOf(page, ids)).toEqual([
      [0, 500],
      [300, 0],
      [600, 500],
    ]);
    expect(page.board.lost).toMatchObject([{ reason: 'locked', intent: { id: refused } }]);
    page.board.undo();
    await room.settled();
    expect(placesOf(page, ids).map((place) => place?.[1])).toEqual([0, 0, 0]);
    expect(readBoard(room.doc).map(({ y }) => y)).toEqual([0, 0, 0]);
  });

  test('[B32][B10] what is done to many while the line is down arrives, and is one step after', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const ids = notesOf(page, 'one', 'two');
    await room.settled();
    room.isReachable = false;
    room.link.close(1006);
    await room.settled();
    dragged(page, ids, 300);
    const copies = page.board.addCopies(ids.flatMap((id) => page.item(id) ?? []));
    room.isReachable = true;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(readBoard(room.doc).map(({ y }) => y)).toEqual([300, 300, 300, 300]);
    page.board.undo();
    page.board.undo();
    await room.settled();
    expect(readBoard(room.doc).map(({ y }) => y)).toEqual([0, 0]);
    expect(copies.map((id) => page.item(id))).toEqual([undefined, undefined]);
  });

  test('[B36] taking off hundreds of long strokes and bringing them back fits the wire', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const points = Array.from({ length: ink.fields.points.maxLength }, (_, at) => at * 4);
    const stroke = bornItem('ink', { id: aNewId(), by: daniel, x: 0, y: 0, z: 0, points });
    const sizes: number[] = [];
    room.judge = ({ update }) => {
      sizes.push(update.byteLength);
      return 'take';
    };
    const ids = page.board.addCopies(Array.from({ length: 30 }, () => stroke));
    expect(ids).toHaveLength(30);
    page.board.remove(ids);
    page.board.undo();
    await room.settled();
    expect(readBoard(room.doc)).toHaveLength(30);
    expect(Math.max(...sizes)).toBeLessThan(maxUpdateBytes);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(maxUpdateBytes);
    page.board.undo();
    await room.settled();
    expect(readBoard(room.doc)).toEqual([]);
  });
});

describe('copies', () => {
  test('[B33] are their maker’s, above everything, without lock or mark, and one step', async () => {
    const room = aRoomOfInk();
    const therapist = await aPage(room, okafor);
    const page = await aPage(room);
    const [one, two] = notesOf(page, 'one', 'two');
    if (!one || !two) throw new Error('no notes');
    await room.settled();
    therapist.board.setWords(one, 'one, edited', 'one');
    setServerFlag(therapist.link.doc, one, 'locked', true);
    await room.settled();
    const top = Math.max(...readBoard(room.doc).map(({ z }) => z));
    const copies = therapist.board.addCopies([one, two].flatMap((id) => therapist.item(id) ?? []));
    expect(copies.map((id) => therapist.item(id))).toMatchObject([
      { by: okafor, text: 'one, edited', locked: false, edited: false, z: top + stackStep },
      { by: okafor, text: 'two', z: top + 2 * stackStep },
    ]);
    therapist.board.undo();
    expect(therapist.words()).toEqual(['one, edited', 'two']);
  });

  test('[B33][B21] what is a therapist’s to make or to hide is not copied by another', async () => {
    const room = aRoomOfInk();
    const page = await aPage(room);
    const hidden = bornItem('note', { id: aNewId(), by: okafor, x: 0, y: 0, z: 0, text: 'forged' });
    const copies = page.board.addCopies([aFrame(0, 0), { ...hidden, hidden: true }]);
    expect(copies.map((id) => page.item(id))).toMatchObject([{ text: 'forged', hidden: false }]);
    const therapist = await aPage(room, okafor);
    const [copy] = therapist.board.addCopies([{ ...hidden, hidden: true }]);
    expect(therapist.item(copy ?? null)).toMatchObject({ hidden: true });
  });
});
