import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addInk,
  addWords,
  itemsOf,
  placeItem,
  readBoard,
} from '../../../shared/board/board-doc.ts';
import { itemId, type ItemId } from '../../../shared/ids.ts';
import { hands, item, type Who } from '../../../tests/support/gate-world.ts';
import { aJudgedWorld } from '../../../tests/support/judged-board.ts';
import { joinBoard } from '../../../tests/support/judged-page.ts';
import * as v from 'valibot';

const id = (name: string): ItemId => v.parse(itemId, name);
const aNote = (who: Who, name: string, words: string) => (doc: Y.Doc) =>
  addWords(doc, 'note', { id: id(name), by: hands[who].id, x: 1, y: 1, z: 1, words });

test('[B16] a board takes so many items and no more, and says which were too many', () => {
  const { board } = aJudgedWorld({ items: 12 });
  const page = joinBoard(board, 'daniel');
  page.act((doc) => {
    for (const name of ['note-number-1', 'note-number-2', 'note-number-3', 'note-number-4'])
      aNote('daniel', name, `words of ${name}`)(doc);
  });
  const [verdict] = page.send();
  expect(verdict).toMatchObject({
    denied: [
      { item: 'note-number-3', field: '', reason: 'items' },
      { item: 'note-number-4', field: '', reason: 'items' },
    ],
  });
  expect(readBoard(board.doc)).toHaveLength(12);
  expect(Buffer.from(board.log.at(-1) ?? []).includes('words of note-number-3')).toBe(false);
});

test('[B16] words and strokes beyond their length are named, and the rest of the frame stays', () => {
  const { board } = aJudgedWorld();
  const page = joinBoard(board, 'daniel');
  page.act((doc) => {
    const text = itemsOf(doc).get(item.danielsNote)?.get('text');
    if (text instanceof Y.Text) text.insert(0, 'x'.repeat(990));
    placeItem(doc, item.danielsNote, 3, 3);
    const points = itemsOf(doc).get(item.danielsStroke)?.get('points');
    if (points instanceof Y.Array) points.push(Array.from({ length: 10_800 }, () => 1));
    addInk(doc, {
      ...{ id: id('long-stroke'), by: hands.daniel.id, x: 1, y: 1, z: 1, width: 5 },
      ...{ colour: 'lake', points: Array.from({ length: 10_803 }, () => 1) },
    });
  });
  expect(page.send()).toMatchObject([
    {
      denied: expect.arrayContaining([
        { item: item.danielsNote, field: 'text', reason: 'text-length' },
        { item: item.danielsStroke, field: 'points', reason: 'stroke-length' },
        { item: 'long-stroke', field: 'points', reason: 'stroke-length' },
      ]) as unknown,
    },
  ]);
  expect(itemsOf(board.doc).get(item.danielsNote)?.get('x')).toBe(3);
  expect(String(itemsOf(board.doc).get(item.danielsNote)?.get('text'))).toBe(
    'Daniel 🧡 asks twice',
  );
});
