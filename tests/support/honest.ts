/** What honest pages do, and how it is seen that all of it was let in. */
import { expect } from 'vitest';
import * as Y from 'yjs';
import type { Verdict } from '../../server/board/gate/verdict.ts';
import { addWords, itemsOf } from '../../shared/board/board-doc.ts';
import type { ItemId } from '../../shared/ids.ts';
import { hands, item, type Who } from './gate-world.ts';
import { reloaded, seen, type BoardUnderJudgement } from './judged-board.ts';
import type { JudgedPage } from './judged-page.ts';

export const fields = ({ doc }: JudgedPage, of: ItemId): Y.Map<unknown> => {
  const found = itemsOf(doc).get(of);
  if (!found) throw new Error(`no ${of}`);
  return found;
};
export const words = (page: JudgedPage, of: ItemId): Y.Text => {
  const text = fields(page, of).get('text');
  if (!(text instanceof Y.Text)) throw new Error(`${of} has no words`);
  return text;
};
export const aNote =
  (who: Who, id: ItemId = item.removed, text = 'new words') =>
  (doc: Y.Doc) =>
    addWords(doc, 'note', { id, by: hands[who].id, x: 1, y: 1, z: 1, words: text });

/** All of it may enter, and the board is then what the page shows and what the log gives. */
export function isHonest(
  board: BoardUnderJudgement,
  page: JudgedPage,
  verdicts: readonly Verdict[],
): void {
  for (const verdict of verdicts) expect(verdict).toMatchObject({ denied: [] });
  page.receive();
  expect(seen(page.doc)).toBe(seen(board.doc));
  expect(seen(reloaded(board.log))).toBe(seen(board.doc));
}
