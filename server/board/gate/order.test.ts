import { expect, test } from 'vitest';
import { itemsOf } from '../../../shared/board/board-doc.ts';
import { entryOf, idOf, item, unitOf } from '../../../tests/support/gate-world.ts';
import { handMade } from '../../../tests/support/hand-made-update.ts';
import { aJudgedWorld, copyOf, seen } from '../../../tests/support/judged-board.ts';

test('[B6] who has written on an item has seen what its maker wrote before it', () => {
  const { board, world } = aJudgedWorld();
  const client = world.clientsOf('ruth')[1] ?? 0;
  const scaling = { values: [900], parent: idOf(entryOf(world, item.ruthsStroke)), key: 'scale' };
  const first = handMade([{ client, clock: 0, structs: [scaling] }]);
  expect(board.take('ruth', first)).toMatchObject({ denied: [] });
  // Ruth made that stroke after these words: so this page can't have found the note empty.
  const words = { text: 'x', parent: idOf(entryOf(world, item.ruthsNote, 'text')) };
  expect(board.take('ruth', handMade([{ client, clock: 1, structs: [words] }]))).toEqual({
    bytes: null,
    denied: [{ item: item.ruthsNote, field: 'text', reason: 'order' }],
  });
});

test('[B6] what was not seen may lie between, and all who come later read the same', () => {
  const { board, world } = aJudgedWorld();
  const [left, right] = [0, 1].map((at) => unitOf(world, item.edited, 'text', at));
  const between = (client: number, clock: number, text: string): Uint8Array =>
    handMade([{ client, clock, structs: [{ text, origin: left, right }] }]);
  const pages = [
    ['ruth', world.clientsOf('ruth')[1] ?? 0],
    ['tess', world.clientsOf('tess')[1] ?? 0],
    ['ruth', world.clientsOf('ruth')[2] ?? 0],
  ] as const;
  for (const [who, client] of pages) {
    const bytes = between(client, 0, `${who}, `);
    expect(board.take(who, bytes)).toEqual({ bytes, denied: [] });
  }
  expect(String(itemsOf(board.doc).get(item.edited)?.get('text'))).toHaveLength(22 + 18);
  expect(seen(copyOf(board.doc, 9))).toBe(seen(board.doc));
});
