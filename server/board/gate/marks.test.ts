import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { itemsOf } from '../../../shared/board/board-doc.ts';
import { entryOf, idOf, item } from '../../../tests/support/gate-world.ts';
import { handMade } from '../../../tests/support/hand-made-update.ts';
import { aNote } from '../../../tests/support/honest.ts';
import { aJudgedWorld } from '../../../tests/support/judged-board.ts';
import { joinBoard } from '../../../tests/support/judged-page.ts';

test('[B12] a mark that an older clientID would win against does not license words', () => {
  const { board, world } = aJudgedWorld();
  // Ruth brings a note that says of itself that it is not edited; her clientID is higher than Tess's.
  const ruth = joinBoard(board, 'ruth');
  ruth.act((doc) => {
    aNote('ruth', item.removed, 'her very words')(doc);
    itemsOf(doc).get(item.removed)?.set('edited', false);
  });
  ruth.send();
  // She marks it without having seen that entry: what a program of hers could send.
  const page = joinBoard(board, 'tess');
  const note = itemsOf(page.doc)._map.get(item.removed);
  if (!note) throw new Error('the note is there');
  const parent = [note.id.client, note.id.clock] as const;
  const text = itemsOf(page.doc).get(item.removed)?.get('text');
  if (!(text instanceof Y.Text) || !text._start) throw new Error('the words are there');
  const [client] = world.clientsOf('tess');
  const bytes = handMade([
    {
      client,
      clock: Y.getState(board.doc.store, client),
      structs: [
        { values: [true], parent, key: 'edited' },
        { text: 'not ', right: [text._start.id.client, text._start.id.clock] },
      ],
    },
  ]);
  expect(board.take('tess', bytes)).toMatchObject({ bytes: null });
  expect(String(itemsOf(board.doc).get(item.removed)?.get('text'))).toBe('her very words');
});

test('[B12] a mark on a mark that has lost takes no mark off', () => {
  const { board, world } = aJudgedWorld();
  const edited = entryOf(world, item.edited, 'edited');
  const ranges = [[edited.id.clock, 1] as const];
  // By a lower clientID than the mark that stands, which it hasn't seen.
  board.claim('tess', 1);
  const bytes = handMade(
    [
      {
        client: 1,
        clock: 0,
        structs: [
          { values: [true], parent: idOf(entryOf(world, item.edited)), key: 'edited' },
          { values: [true], origin: [1, 0], key: 'edited' },
        ],
      },
    ],
    [{ client: edited.id.client, ranges }],
  );
  expect(board.take('tess', bytes)).toMatchObject({
    denied: [{ item: item.edited, field: 'edited', reason: 'fixed' }],
  });
  expect(itemsOf(board.doc).get(item.edited)?.get('edited')).toBe(true);
});
