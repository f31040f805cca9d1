import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addWords,
  appendPoints,
  itemsOf,
  placeItem,
  removeItem,
  setWords,
} from '../../../shared/board/board-doc.ts';
import { itemId, type ItemId } from '../../../shared/ids.ts';
import { handMade } from '../../../tests/support/hand-made-update.ts';
import { hands, item, next, unitOf, type Who } from '../../../tests/support/gate-world.ts';
import {
  aJudgedWorld,
  copyOf,
  reloaded,
  seen,
  type BoardUnderJudgement,
} from '../../../tests/support/judged-board.ts';
import { joinBoard } from '../../../tests/support/judged-page.ts';
import * as v from 'valibot';
import type { Verdict } from './verdict.ts';

const id = (name: string): ItemId => v.parse(itemId, name);
const aNote = (who: Who, name: string, words: string) => (doc: Y.Doc) =>
  addWords(doc, 'note', { id: id(name), by: hands[who].id, x: 1, y: 1, z: 1, words });

/** What `act` alone would have made of the board. */
function boardAfter(board: BoardUnderJudgement, act: (doc: Y.Doc) => void): string {
  const doc = copyOf(board.doc, 5);
  doc.transact(() => act(doc));
  return seen(doc);
}

/** The bytes of what was let in; fails when nothing was. */
function restOf(verdict: Verdict | undefined): Buffer {
  if (!verdict || 'refused' in verdict || !verdict.bytes) throw new Error('nothing was let in');
  return Buffer.from(verdict.bytes);
}

test('[B15][B8] of a frame that is partly allowed exactly the allowed stays, and nothing else leaves a trace', () => {
  const { board } = aJudgedWorld();
  const page = joinBoard(board, 'daniel');
  const allowed = (doc: Y.Doc): void => {
    placeItem(doc, item.danielsNote, 11, 12);
    aNote('daniel', 'honest-note', 'these may stay')(doc);
    appendPoints(doc, item.danielsStroke, [7, 8, 9]);
    removeItem(doc, item.danielsNote);
  };
  const expected = boardAfter(board, allowed);
  page.act((doc) => {
    setWords(doc, item.ruthsNote, 'FORGED words of Ruth');
    placeItem(doc, item.mayasNote, 999, 998);
    allowed(doc);
    removeItem(doc, item.ruthsStroke);
    setWords(doc, item.locked, 'FORGED lock');
  });
  const [verdict] = page.send();
  expect(verdict).toMatchObject({
    denied: expect.arrayContaining([
      { item: item.ruthsNote, field: 'text', reason: 'not-yours' },
      { item: item.mayasNote, field: 'x', reason: 'childs' },
      { item: item.mayasNote, field: 'y', reason: 'childs' },
      { item: item.ruthsStroke, field: '', reason: 'not-yours' },
      { item: item.locked, field: 'text', reason: 'locked' },
    ]) as unknown,
  });
  expect(verdict && 'denied' in verdict && verdict.denied.length).toBe(5);
  expect(seen(board.doc)).toBe(expected);
  expect(restOf(verdict).includes('FORGED')).toBe(false);
  expect(restOf(verdict).includes('these may stay')).toBe(true);
  for (const bytes of board.log) expect(Buffer.from(bytes).includes('FORGED')).toBe(false);
});

test('[B15] what the same page sends after a refusal still applies', () => {
  const { board } = aJudgedWorld();
  const page = joinBoard(board, 'daniel');
  page.act((doc) => {
    placeItem(doc, item.mayasNote, 999, 998);
    placeItem(doc, item.ruthsNote, 21, 22);
  });
  page.act((doc) => placeItem(doc, item.ruthsNote, 31, 32));
  page.act(aNote('daniel', 'second-note', 'and more'));
  page.act((doc) => setWords(doc, item.danielsNote, 'Daniel asks again'));
  const [first, ...later] = page.send();
  expect(first && 'denied' in first && first.denied.length).toBe(2);
  for (const verdict of later) expect(verdict).toMatchObject({ denied: [] });
  expect(itemsOf(board.doc).get(item.ruthsNote)?.get('x')).toBe(31);
  expect(itemsOf(board.doc).has('second-note')).toBe(true);
  expect(seen(reloaded(board.log))).toBe(seen(board.doc));
});

test('[B15] a page that sends everything once more after a refusal adds nothing', () => {
  const { board } = aJudgedWorld();
  const page = joinBoard(board, 'daniel');
  page.act((doc) => {
    setWords(doc, item.ruthsNote, 'FORGED words of Ruth');
    placeItem(doc, item.ruthsNote, 21, 22);
  });
  page.send();
  const before = seen(board.doc);
  board.take('daniel', page.whole());
  expect(seen(board.doc)).toBe(before);
  expect(before).not.toContain('FORGED');
});

test('[B15] with nothing allowed nothing is kept', () => {
  const { board } = aJudgedWorld();
  const page = joinBoard(board, 'daniel');
  page.act((doc) => setWords(doc, item.ruthsNote, 'FORGED'));
  const { log } = board;
  const length = log.length;
  expect(page.send()).toEqual([
    { bytes: null, denied: [{ item: item.ruthsNote, field: 'text', reason: 'not-yours' }] },
  ]);
  expect(log.length).toBe(length);
});

test('[B15] honest updates merged into one, one of them not allowed', () => {
  const { board } = aJudgedWorld();
  const page = joinBoard(board, 'daniel');
  page.act(aNote('daniel', 'merged-note', 'x'.repeat(900)));
  page.act((doc) => setWords(doc, id('merged-note'), `${'x'.repeat(300)}y`));
  page.act((doc) => setWords(doc, id('merged-note'), `${'x'.repeat(300)}y${'z'.repeat(600)}`));
  page.act((doc) => placeItem(doc, item.mayasNote, 999, 998));
  page.act((doc) => placeItem(doc, item.ruthsNote, 5, 5));
  const verdict = board.take('daniel', Y.mergeUpdates([...page.unsent()]));
  expect(verdict).toMatchObject({
    denied: [
      { item: item.mayasNote, field: 'x', reason: 'childs' },
      { item: item.mayasNote, field: 'y', reason: 'childs' },
    ],
  });
  expect(String(itemsOf(board.doc).get('merged-note')?.get('text'))).toHaveLength(901);
  expect(itemsOf(board.doc).get(item.ruthsNote)?.get('x')).toBe(5);
});

test('[B15] words that follow refused words are refused with them', () => {
  const { board, world } = aJudgedWorld();
  const at = unitOf(world, item.danielsNote, 'text', 1);
  const [client, clock] = next(world, 'daniel');
  const disordered = { text: 'x', origin: at, right: at };
  const after = { text: 'FORGED', origin: [client, clock] as const };
  expect(board.take('daniel', handMade([{ client, clock, structs: [disordered, after] }]))).toEqual(
    {
      bytes: null,
      denied: [{ item: item.danielsNote, field: 'text', reason: 'order' }],
    },
  );
});
