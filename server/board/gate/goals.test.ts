import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addItem,
  bornItem,
  itemsOf,
  placeItem,
  readItem,
  removeItem,
  setWords,
} from '../../../shared/board/board-doc.ts';
import { goalCardStates, type GoalCardState } from '../../../shared/board/items/goal.ts';
import { hands, type Who } from '../../../tests/support/gate-world.ts';
import {
  createJudgedBoard,
  type BoardUnderJudgement,
} from '../../../tests/support/judged-board.ts';
import { joinBoard } from '../../../tests/support/judged-page.ts';
import { id } from '../../../tests/support/item-id.ts';

const card = id('a-goals-card');
const everybody: readonly Who[] = ['maya', 'daniel', 'ruth', 'tess'];

/** A child's goal, laid by the server. */
function boardWith(state: GoalCardState): BoardUnderJudgement {
  const board = createJudgedBoard();
  const item = { id: card, by: hands.maya.id, text: 'We bake a cake', state, whose: 'Maya’s' };
  board.command((doc) => addItem(doc, bornItem('goal', item)));
  return board;
}
const stateOf = (board: BoardUnderJudgement, state: GoalCardState): void =>
  board.command((doc) => itemsOf(doc).get(card)?.set('state', state));
const wordsOn = (board: BoardUnderJudgement): string =>
  String(itemsOf(board.doc).get(card)?.get('text'));

describe.each(goalCardStates)('the card of a goal that is "%s"', (state) => {
  test.each(everybody)(
    '[G9] has words that %s changes while it is talked about, and never else',
    (who) => {
      const board = boardWith(state);
      const page = joinBoard(board, who);
      page.act((doc) => setWords(doc, card, 'We bake two cakes'));
      const [verdict] = page.send();
      if (state === 'talking') {
        expect(verdict).toMatchObject({ denied: [] });
        expect(wordsOn(board)).toBe('We bake two cakes');
      } else {
        const denied = [{ item: card, field: 'text', reason: 'frozen' }];
        expect(verdict).toMatchObject({ bytes: null, denied });
        expect(wordsOn(board)).toBe('We bake a cake');
      }
    },
  );

  test.each(everybody)('[G9] %s neither takes it off nor says whose or how it is', (who) => {
    const board = boardWith(state);
    const before = readItem(card, itemsOf(board.doc).get(card));
    const acts: readonly ((fields: Y.Map<unknown> | undefined) => void)[] = [
      (fields) => fields?.set('state', 'agreed'),
      (fields) => fields?.set('state', 'talking'),
      (fields) => fields?.set('whose', 'Daniel’s'),
      (fields) => fields?.delete('state'),
      (fields) => fields?.delete('text'),
    ];
    for (const act of acts) {
      const doer = joinBoard(board, who);
      doer.act((doc) => {
        act(itemsOf(doc).get(card));
      });
      for (const verdict of doer.send()) {
        expect('denied' in verdict && verdict.denied.length).toBeGreaterThan(0);
      }
    }
    const page = joinBoard(board, who);
    page.act((doc) => removeItem(doc, card));
    expect(page.send()).toMatchObject([{ bytes: null, denied: [{ reason: 'server-only' }] }]);
    expect(readItem(card, itemsOf(board.doc).get(card))).toEqual(before);
  });
});

test('[G9] only a therapist moves a goal’s card, and nobody a locked one', () => {
  for (const who of everybody) {
    const board = boardWith('talking');
    const page = joinBoard(board, who);
    page.act((doc) => placeItem(doc, card, 70, 80));
    const [verdict] = page.send();
    if (who === 'tess') expect(verdict).toMatchObject({ denied: [] });
    else expect(verdict).toMatchObject({ bytes: null, denied: [{ reason: 'therapists' }, {}] });
  }
  const board = boardWith('talking');
  board.command((doc) => itemsOf(doc).get(card)?.set('locked', true));
  for (const who of everybody) {
    const page = joinBoard(board, who);
    page.act((doc) => setWords(doc, card, 'We bake two cakes'));
    expect(page.send()).toMatchObject([{ bytes: null, denied: [{ reason: 'locked' }] }]);
  }
});

test.each(everybody)('[G9] %s makes no card, also not in place of an own note', (who) => {
  for (const withNote of [false, true]) {
    const board = createJudgedBoard();
    const page = joinBoard(board, who);
    const { id: by } = hands[who];
    if (withNote) {
      page.act((doc) => addItem(doc, bornItem('note', { id: card, by, text: 'mine' })));
      page.send();
    }
    page.act((doc) => addItem(doc, bornItem('goal', { id: card, by, state: 'agreed' })));
    const denied = [{ item: card, field: '', reason: 'server-only' }];
    expect(page.send()).toMatchObject([{ denied }]);
    expect(itemsOf(board.doc).get(card)?.get('kind')).not.toBe('goal');
  }
});

test('[G3][G9] what was typed before the freeze and comes after it is refused', () => {
  const board = boardWith('talking');
  const [early, late] = [joinBoard(board, 'daniel'), joinBoard(board, 'ruth')];
  early.act((doc) => setWords(doc, card, 'We bake a cake on Sunday'));
  late.act((doc) => setWords(doc, card, 'We never bake a cake'));
  expect(early.send()).toMatchObject([{ denied: [] }]);
  stateOf(board, 'put');
  expect(late.send()).toMatchObject([{ bytes: null, denied: [{ reason: 'frozen' }] }]);
  expect(wordsOn(board)).toBe('We bake a cake on Sunday');
});

test('[G9] two who write at one time both have their words in it', () => {
  const board = boardWith('talking');
  const [one, other] = [joinBoard(board, 'maya'), joinBoard(board, 'ruth')];
  one.act((doc) => setWords(doc, card, 'Soon: We bake a cake'));
  other.act((doc) => setWords(doc, card, 'We bake a cake together'));
  expect([...one.send(), ...other.send()]).toMatchObject([{ denied: [] }, { denied: [] }]);
  expect(wordsOn(board)).toBe('Soon: We bake a cake together');
});

test('[G10] a goal’s words have a limit on the board', () => {
  const board = boardWith('talking');
  const page = joinBoard(board, 'maya');
  page.act((doc) => {
    const words = itemsOf(doc).get(card)?.get('text');
    if (words instanceof Y.Text) words.insert(0, 'x'.repeat(280));
  });
  expect(page.send()).toMatchObject([{ bytes: null, denied: [{ reason: 'text-length' }] }]);
});
