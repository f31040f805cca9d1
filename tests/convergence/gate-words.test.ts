/** Several pages that write into one note at once, each long without a line, undoing as they like. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { itemsOf } from '../../shared/board/board-doc.ts';
import { chanceFrom, type Chance } from '../support/chance.ts';
import { typeInto } from '../support/deeds.ts';
import { item, type Who } from '../support/gate-world.ts';
import { aJudgedWorld, clientsOf, copyOf, reloaded, seen } from '../support/judged-board.ts';
import { joinBoard, type JudgedPage } from '../support/judged-page.ts';

const seeds = Number(process.env['KINBRIDGE_GATE_SEEDS'] ?? 12);
const acts = 300;

interface Writer {
  readonly page: JudgedPage;
  readonly undo: Y.UndoManager;
}

/** Ruth on two pages and Tess, in Ruth's note that a therapist may write in. */
const writers: readonly (readonly [Who, number])[] = [
  ['ruth', 0],
  ['ruth', 1],
  ['tess', 0],
  ['tess', 1],
];

function write({ page, undo }: Writer, chance: Chance): void {
  if (chance.happens(0.15)) undo.undo();
  else if (chance.happens(0.1)) undo.redo();
  else page.act((doc) => typeInto(itemsOf(doc).get(item.edited) ?? new Y.Map(), chance));
}

test.each(Array.from({ length: seeds }, (_, at) => at + 1))(
  '[B6][B15] nothing that honest pages write into one note at once is refused (seed %i)',
  (seed) => {
    const chance = chanceFrom(seed);
    const { board } = aJudgedWorld();
    const all = writers.map(([who, nth]): Writer => {
      const page = joinBoard(board, who, clientsOf(who)[nth]);
      const undo = new Y.UndoManager(itemsOf(page.doc), { captureTimeout: 0 });
      return { page, undo };
    });
    for (let left = acts; left > 0; left -= 1) {
      const writer = chance.oneOf(all);
      write(writer, chance);
      const { page } = chance.oneOf(all);
      if (chance.happens(0.15)) {
        const frames = page.unsent();
        // Frame by frame, or all that has gathered as one.
        const sent =
          chance.happens(0.5) && frames.length > 0 ? [Y.mergeUpdates([...frames])] : frames;
        for (const frame of sent) expect(board.take(page.who, frame)).toMatchObject({ denied: [] });
      }
      if (chance.happens(0.1)) chance.oneOf(all).page.receive();
    }
    for (const { page } of all)
      for (const verdict of page.send()) expect(verdict).toMatchObject({ denied: [] });
    for (const { page } of all) page.receive();
    for (const { page } of all) expect(seen(page.doc)).toBe(seen(board.doc));
    expect(seen(reloaded(board.log))).toBe(seen(board.doc));
    expect(seen(copyOf(board.doc, 9))).toBe(seen(board.doc));
  },
);
