import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemsOf, placeItem, readItem } from '../../shared/board/board-doc.ts';
import { closeCode, maxUpdateBytes } from '../../shared/wire/protocol.ts';
import { anAttackedBoard, type AttackedBoard, type RoomState } from '../support/attacked-board.ts';
import { attacks, type Attack } from '../support/attacks.ts';
import { item, type Who, type World } from '../support/gate-world.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { seen } from '../support/judged-board.ts';
import { until } from '../support/outsider.ts';
import { aPractice, type Practice } from '../support/practice.ts';
import type { RawLink } from '../support/raw-link.ts';

let app: InProcess;
let practice: Practice;
/** Its state must never change by what is refused whole or in every place. */
let board: AttackedBoard;

beforeAll(async () => {
  app = await startInProcess();
  practice = await aPractice(app.url);
  board = await anAttackedBoard(app, practice);
});
afterAll(async () => {
  board.leave();
  await app.clear();
});

const expectedAs = (...kinds: readonly Attack['expected']['as'][]): readonly Attack[] =>
  attacks.filter(({ expected }) => kinds.includes(expected.as));

const causes: Readonly<Record<string, number>> = {
  malformed: closeCode.malformed,
  'too-big': closeCode.tooBig,
};

/** @returns the number of its frame */
const sendInk = (link: RawLink, bytes: Uint8Array): number =>
  bytes.length > maxUpdateBytes ? link.sendAnswer(bytes) : link.sendUpdate(bytes);

/** The attack as our own page could send it, then as a stock provider's. */
async function refuses(
  on: AttackedBoard,
  world: World,
  { build, sender, expected }: Attack,
): Promise<void> {
  if (!('reason' in expected)) throw new Error('the row names no reason');
  const { reason } = expected;
  const code = causes[reason] ?? closeCode.refused;
  const bytes = build(world);

  const own = await on.attacker(sender, true);
  const count = sendInk(own, bytes);
  const deny = await own.deny();
  const isRestKept = expected.as !== 'refused';
  expect(deny).toMatchObject({ count, isRestKept });
  expect(deny.places.length > 0).toBe(isRestKept);
  if (!isRestKept) expect(deny.reason).toBe(reason);
  expect(await own.gone()).toEqual({ code, reason: deny.reason });
  expect(own.told.at(-1)).toEqual(deny);
  expect(own.acked()).toBe(count - 1); // Of the frame itself only the denial speaks.

  if (expected.as === 'partly' || expected.as === 'unseen') return; // The rest has been kept by now.
  const stock = await on.attacker(sender, false);
  sendInk(stock, bytes);
  expect(await stock.gone()).toEqual({ code, reason: deny.reason });
  expect(stock.told.at(-1)).toEqual({ kind: 'permission-denied', reason: deny.reason });
}

async function mustBeAsBefore(before: RoomState): Promise<void> {
  expect(await board.state()).toEqual(before);
  for (const peer of Object.values(board.peers)) expect(peer.closed()).toBeNull();
}

/** An honest act reaches everybody. */
async function mustGoOn(on: AttackedBoard, x: number): Promise<void> {
  on.peers.maya.draw((doc) => {
    placeItem(doc, item.ruthsNote, x, x);
  });
  for (const { doc } of Object.values(on.peers)) {
    await until('the room goes on', () => {
      const note = readItem(item.ruthsNote, itemsOf(doc).get(item.ruthsNote));
      return note?.x === x;
    });
  }
}

describe('what is refused', () => {
  /** Once for all: nothing of it changes. */
  let world: World;
  let before: RoomState;
  beforeAll(async () => {
    world = await board.world();
    before = await board.state();
  });

  test.each(expectedAs('refused', 'denied'))(
    '[B8][W8] $id $title: it is told, closed, and nowhere',
    async (row) => {
      await refuses(board, world, row);
      await mustBeAsBefore(before);
    },
  );

  test('[B8][W4] after all of it the room goes on', async () => {
    await mustGoOn(board, 777);
  });
});

describe('what is partly allowed', () => {
  test.each(expectedAs('partly', 'unseen'))(
    '[B15][W8] $id $title: the rest is kept, what is not is named',
    async (row) => {
      const fresh = await anAttackedBoard(app, practice);
      const before = await fresh.state();
      const shown = seen((await fresh.world()).board);
      await refuses(fresh, await fresh.world(), row);
      expect(await fresh.state()).not.toEqual(before);
      const now = await fresh.world();
      if (row.expected.as === 'unseen') expect(seen(now.board)).toBe(shown);
      else expect(seen(now.board)).not.toBe(shown);
      for (const { doc } of Object.values(fresh.peers)) {
        await until('everybody has the rest', () => seen(doc) === seen(now.board));
      }
      await mustGoOn(fresh, 778);
      fresh.leave();
    },
  );
});

describe('what is let in and does nothing', () => {
  test.each(expectedAs('stripped'))(
    '[B6] $id $title: it changes nothing that can be seen',
    async ({ build, sender }) => {
      const world = await board.world();
      const bytes = build(world);
      const attacker = await board.attacker(sender, true);
      const count = sendInk(attacker, bytes);
      await until('it is acknowledged', () => attacker.acked() === count);
      expect(seen((await board.world()).board)).toBe(seen(world.board));
      expect(attacker.closed()).toBeNull();
      attacker.leave();
      for (const { doc } of Object.values(board.peers)) {
        await until('everybody sees the same', () => seen(doc) === seen(world.board));
      }
    },
  );

  test('[B6][W4] after all of it the room goes on', async () => {
    await mustGoOn(board, 779);
  });
});

describe('frames that are no ink', () => {
  /** Open at once; a person may have twelve. */
  const together = 8;
  const queryAwareness = 3;

  test('[W4][W8] no frame of one byte is taken, but the question for cursors', async () => {
    const before = await board.state();
    for (let from = 0; from < 256; from += together) {
      await Promise.all(Array.from({ length: together }, (_, at) => sendsType(from + at)));
    }
    await mustBeAsBefore(before);
  });

  async function sendsType(type: number): Promise<void> {
    const link = await board.silent('maya');
    link.send(new Uint8Array([type]));
    if (type === queryAwareness) {
      await link.settled();
      expect(link.closed()).toBeNull();
      link.leave();
      return;
    }
    expect(await link.gone(), `type ${String(type)}`).toEqual(malformed.close);
    expect(await link.deny()).toEqual(malformed.deny);
  }

  const malformed = {
    close: { code: closeCode.malformed, reason: 'malformed' },
    deny: { kind: 'deny', count: 0, reason: 'malformed', isRestKept: false, places: [] },
  };

  test.each<[string, readonly number[], Who?]>([
    ['a length beyond the end of a question', [0, 0, 40]],
    ['a length beyond the end of ink', [0, 2, 40]],
    ['a length beyond the end of an answer', [0, 1, 200, 1, 0]],
    ['a length beyond the end of cursors', [1, 40]],
    ['a sync message of a fourth kind', [0, 3, 1, 0]],
    ['bytes after the end of ink', [0, 2, 2, 0, 0, 0]],
    ['a hello of its own', [120, 6, 2, 4, 101, 100, 105, 116]],
    ['an acknowledgement of its own', [121, 1, 1]],
    ['a refusal of its own', [122, 4, 1, 0, 0, 0]],
    ['a permission of its own', [2, 0, 1, 97]],
    ['"seen" from the family', [123, 1, 5]],
    ['"seen" without a count', [123, 0], 'tess'],
    ['"seen" of more than 53 bits', [123, 9, 255, 255, 255, 255, 255, 255, 255, 255, 127], 'tess'],
    ['cursors of three people, of whom none follows', [1, 1, 3]],
    ['a cursor that is no JSON', [1, 4, 1, 1, 1, 120]],
  ])(
    '[W4][W8] %s: it is told, closed, and nothing else happens',
    async (_, bytes, who = 'maya') => {
      const before = await board.state();
      const link = await board.attacker(who, true);
      link.send(new Uint8Array(bytes));
      expect(await link.gone()).toEqual(malformed.close);
      expect(await link.deny()).toEqual(malformed.deny);
      await mustBeAsBefore(before);
    },
  );

  test('[W4] "seen" of more than was sent, of less than before, of nothing: nothing happens', async () => {
    const before = await board.state();
    const link = await board.attacker('tess', true);
    for (const count of [2 ** 52, 3, 0, 1]) link.seen(count);
    await link.settled();
    expect(link.closed()).toBeNull();
    link.leave();
    await mustBeAsBefore(before);
  });
});
