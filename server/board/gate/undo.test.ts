import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  itemsOf,
  placeItem,
  removeItem,
  scaleInk,
  setWords,
} from '../../../shared/board/board-doc.ts';
import { item, type Who } from '../../../tests/support/gate-world.ts';
import { aNote, fields, isHonest, words } from '../../../tests/support/honest.ts';
import { aJudgedWorld } from '../../../tests/support/judged-board.ts';
import { joinBoard } from '../../../tests/support/judged-page.ts';

describe('undo', () => {
  const undoable = (who: Who) => {
    const { board } = aJudgedWorld();
    const page = joinBoard(board, who);
    const undo = new Y.UndoManager(itemsOf(page.doc), { captureTimeout: 0 });
    return { board, page, undo };
  };

  test('[B2] moves are undone and done again', () => {
    const { board, page, undo } = undoable('daniel');
    for (let n = 1; n < 5; n += 1) page.act((doc) => placeItem(doc, item.ruthsNote, n, n));
    isHonest(board, page, page.send());
    for (let n = 0; n < 3; n += 1) undo.undo();
    for (let n = 0; n < 2; n += 1) undo.redo();
    isHonest(board, page, page.send());
    expect(fields(page, item.ruthsNote).get('x')).toBe(3);
  });

  test('[B2] moves of one transaction, under an undo, keep their former values and may enter', () => {
    const { board, page, undo } = undoable('daniel');
    page.act((doc) => {
      for (let n = 0; n < 50; n += 1) itemsOf(doc).get(item.danielsNote)?.set('x', n);
    });
    const whole = page.whole();
    page.unsent();
    const isFormer = (struct: object): boolean => 'length' in struct && struct.length === 49;
    expect(Y.decodeUpdate(whole).structs.some(isFormer)).toBe(true);
    isHonest(board, page, [board.take('daniel', whole)]);
    undo.undo();
    isHonest(board, page, page.send());
    expect(fields(page, item.danielsNote).get('x')).toBe(40);
  });

  test("[B2] the removal of an own note comes back with the therapist's words and the mark", () => {
    const { board, page, undo } = undoable('ruth');
    page.act((doc) => removeItem(doc, item.edited));
    undo.undo();
    isHonest(board, page, page.send());
    expect(words(page, item.edited).toString()).toBe('words of Ruth and Tess');
    expect(fields(page, item.edited).get('edited')).toBe(true);
    undo.redo();
    undo.undo();
    isHonest(board, page, page.send());
  });

  test('[B2] a note is made, filled, undone and redone in any order', () => {
    const { board, page, undo } = undoable('daniel');
    page.act(aNote('daniel'));
    page.act((doc) => setWords(doc, item.removed, 'new 🧡 words'));
    page.act((doc) => placeItem(doc, item.removed, 8, 8));
    for (let n = 0; n < 3; n += 1) undo.undo();
    for (let n = 0; n < 3; n += 1) undo.redo();
    undo.undo();
    isHonest(board, page, page.send());
    expect(words(page, item.removed).toString()).toBe('new 🧡 words');
  });

  test('[B2] a note that was made and undone with the line down enters as nothing', () => {
    const { board, page, undo } = undoable('daniel');
    page.act(aNote('daniel'));
    page.act((doc) => setWords(doc, item.removed, 'new 🧡 words'));
    undo.undo();
    undo.undo();
    isHonest(board, page, [board.take('daniel', page.whole())]);
  });

  test('[B2] the first value of a field is undone', () => {
    const { board, page, undo } = undoable('daniel');
    page.act((doc) => scaleInk(doc, item.danielsStroke, 2_000));
    undo.undo();
    isHonest(board, page, page.send());
    expect(fields(page, item.danielsStroke).has('scale')).toBe(false);
  });

  test('[B2] words that others typed between are no obstacle to undoing', () => {
    const { board, page, undo } = undoable('ruth');
    const tess = joinBoard(board, 'tess');
    page.act((doc) => setWords(doc, item.edited, 'words of a Ruth and Tess'));
    page.send();
    tess.receive();
    tess.act((doc) => setWords(doc, item.edited, 'words of a quiet Ruth and Tess'));
    tess.send();
    page.act((doc) => setWords(doc, item.edited, 'of a Ruth and Tess'));
    page.send();
    page.receive();
    undo.undo();
    undo.undo();
    undo.redo();
    isHonest(board, page, page.send());
  });
});
