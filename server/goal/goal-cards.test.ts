import * as v from 'valibot';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { addItem, bornItem, itemsOf, readBoard, setWords } from '../../shared/board/board-doc.ts';
import { boxOf, type Item } from '../../shared/board/item.ts';
import { holds } from '../../shared/board/measures.ts';
import { goalId, itemId, personId, therapistId } from '../../shared/ids.ts';
import { cardId, frameName, freezeCard, layCards, type Card } from './goal-cards.ts';

const uuid = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const maya = v.parse(personId, uuid(1));
const okafor = v.parse(therapistId, uuid(9));
const card = (n: number, more: Partial<Card> = {}): Card => ({
  id: v.parse(goalId, `goal-number-${String(n)}`),
  by: maya,
  state: 'put',
  whose: 'Maya’s own',
  words: `Goal ${String(n)}`,
  isTheirs: false,
  ...more,
});
const goalsOn = (doc: Y.Doc): readonly Item[] =>
  readBoard(doc).filter(({ kind }) => kind === 'goal');
const frameOn = (doc: Y.Doc): Item | undefined =>
  readBoard(doc).find((item) => item.kind === 'frame' && item.text === frameName);
const lay = (doc: Y.Doc, ...cards: readonly Card[]): void =>
  doc.transact(() => layCards(doc, cards, okafor));

test('[G9] cards lie in their frame, none on another, in the order they are given', () => {
  const doc = new Y.Doc();
  lay(doc, ...[1, 2, 3, 4, 5].map((n) => card(n, { words: 'We bake. '.repeat(n * 5) })));
  const boxes = goalsOn(doc).map(boxOf);
  const frame = frameOn(doc);
  if (!frame) throw new Error('no frame');
  for (const box of boxes) expect(holds(boxOf(frame), box)).toBe(true);
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      const isApart =
        one.x + one.w <= other.x ||
        other.x + other.w <= one.x ||
        one.y + one.h <= other.y ||
        other.y + other.h <= one.y;
      expect(isApart).toBe(true);
    }
  }
  const inOrder = [...goalsOn(doc)].sort((one, other) => one.y - other.y || one.x - other.x);
  expect(inOrder.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map((n) => cardId(card(n).id)));
});

test('[G5] what lies so already is written by no second laying', () => {
  const doc = new Y.Doc();
  const cards = [card(1), card(2, { state: 'talking', isTheirs: true })];
  lay(doc, ...cards);
  let updates = 0;
  doc.on('update', () => (updates += 1));
  lay(doc, ...cards);
  expect(updates).toBe(0);
});

test('[G9] words that people write stay theirs, and frozen ones are as they were put', () => {
  const doc = new Y.Doc();
  const open = card(1, { state: 'talking', isTheirs: true });
  const id = cardId(open.id);
  lay(doc, open);
  setWords(doc, id, 'Goal 1, on Sunday');
  lay(doc, open);
  expect(goalsOn(doc)).toMatchObject([{ text: 'Goal 1, on Sunday', state: 'talking' }]);
  freezeCard(doc, open.id);
  lay(doc, card(1, { words: 'Goal 1, on Sunday' }));
  expect(goalsOn(doc)).toMatchObject([{ text: 'Goal 1, on Sunday', state: 'put' }]);
});

test('[G8] a card that is not wanted any more goes, and one that comes finds its place', () => {
  const doc = new Y.Doc();
  lay(doc, card(1), card(2));
  lay(doc, card(2), card(3));
  expect(goalsOn(doc).map(({ id }) => id)).toEqual([2, 3].map((n) => cardId(card(n).id)));
  lay(doc);
  expect(goalsOn(doc)).toEqual([]);
});

test('[G9] the frame is laid beside what lies there, and followed where a therapist moved it', () => {
  const doc = new Y.Doc();
  const note = v.parse(itemId, 'a-note-that-lies');
  addItem(doc, bornItem('note', { id: note, by: maya, x: 40, y: 50, w: 200, h: 140 }));
  lay(doc, card(1));
  expect(frameOn(doc)?.x).toBeGreaterThan(240);
  const frame = frameOn(doc);
  itemsOf(doc)
    .get(frame?.id ?? '')
    ?.set('x', 2_000);
  lay(doc, card(1), card(2));
  for (const { x } of goalsOn(doc)) expect(x).toBeGreaterThan(2_000);
});

test('[G9] no goal, no frame', () => {
  const doc = new Y.Doc();
  lay(doc);
  expect(itemsOf(doc).size).toBe(0);
});
