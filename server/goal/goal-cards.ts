/** A family's goals as they lie on a shared board: one frame, a card each, laid by the server alone. */
import * as v from 'valibot';
import * as Y from 'yjs';
import {
  addItem,
  bornItem,
  itemsOf,
  readBoard,
  setNumbers,
  setWords,
} from '../../shared/board/board-doc.ts';
import { boxOf, stackStep, type Box, type Item, type ItemOf } from '../../shared/board/item.ts';
import { frame, frameNameHeight } from '../../shared/board/items/frame.ts';
import { goal as kind, type GoalCardState } from '../../shared/board/items/goal.ts';
import { boxAround, templateGap } from '../../shared/board/template.ts';
import { itemId, type GoalId, type ItemId, type ParticipantId } from '../../shared/ids.ts';

/** A goal as its card shows it. */
export interface Card {
  readonly id: GoalId;
  /** Who had the idea. */
  readonly by: ParticipantId;
  readonly state: GoalCardState;
  readonly whose: string;
  readonly words: string;
  /** People write the words on the card: what stands there already is left as it is. */
  readonly isTheirs: boolean;
}

/** The frame's name on the board, and its id: no page makes one beside it. */
export const frameName = 'What we are working on';
const frameId = v.parse(itemId, 'what-we-work-on');

/** Whether something on a board is a goal's card, or the frame they lie in. */
export const isOfGoals = (id: string, fields: unknown): boolean =>
  id === frameId || (fields instanceof Y.Map && fields.get('kind') === 'goal');

const columns = 2;
const gap = 20;
const width = kind.fields.w.default;
const frameWidth = columns * width + (columns + 1) * gap;
/** Board units a line of a goal's words takes, how many letters stand in one, and all around them. */
const line = { height: 26, letters: 34 };
const around = 96;
/** Lines left free while the words may still grow. */
const spare = 2;

const heightOf = (words: string, isOpen: boolean): number => {
  const lines = words
    .split('\n')
    .reduce((sum, one) => sum + Math.max(1, Math.ceil(one.length / line.letters)), 0);
  return around + line.height * (Math.max(2, lines) + (isOpen ? spare : 0));
};

/** Every goal's card has the goal's id. */
export const cardId = (goal: GoalId): ItemId => v.parse(itemId, goal);

/**
 * Lays the frame and its cards in this order, and takes away the cards that are not among them; what
 * lies so already stays untouched. One transaction of the caller's.
 * @param by who gets the frame's authorship when it is made
 */
export function layCards(doc: Y.Doc, cards: readonly Card[], by: ParticipantId): void {
  const wanted = new Set<string>(cards.map(({ id }) => id));
  for (const item of readBoard(doc)) {
    if (item.kind === 'goal' && !wanted.has(item.id)) itemsOf(doc).delete(item.id);
  }
  if (cards.length === 0) return;
  const there = frameOn(doc) ?? newFrame(doc, by);
  let y = there.y + frameNameHeight;
  let rowHeight = 0;
  cards.forEach((card, at) => {
    const column = at % columns;
    if (column === 0 && at > 0) {
      y += rowHeight + gap;
      rowHeight = 0;
    }
    const x = there.x + gap + column * (width + gap);
    rowHeight = Math.max(rowHeight, layCard(doc, card, x, y));
  });
  const h = Math.max(frame.fields.h.min, y + rowHeight + gap - there.y);
  if (h > there.h) place(doc, there, { h });
}

function frameOn(doc: Y.Doc): ItemOf<'frame'> | null {
  const item = readBoard(doc).find(({ id }) => id === frameId);
  return item?.kind === 'frame' ? item : null;
}

/** Where an empty board begins, else to the right of what lies there. */
function newFrame(doc: Y.Doc, by: ParticipantId): ItemOf<'frame'> {
  const items = readBoard(doc);
  const taken = boxAround(items.map(boxOf));
  const x = items.length === 0 ? 0 : taken.x + taken.w + templateGap;
  const at = { x, y: items.length === 0 ? 0 : taken.y, z: topOf(doc) };
  const size = { w: frameWidth, h: frame.fields.h.min };
  const made = bornItem('frame', {
    ...{ id: frameId, by, ...at, ...size },
    ...{ colour: 'moss', text: frameName },
  });
  addItem(doc, made);
  return made;
}

/** @returns its height */
function layCard(doc: Y.Doc, card: Card, x: number, y: number): number {
  const { state, whose, words } = card;
  const id = cardId(card.id);
  const isOpen = state === 'talking';
  const item = readBoard(doc).find((one) => one.id === id);
  if (item?.kind !== 'goal') {
    const h = heightOf(words, isOpen);
    const at = { x, y, z: topOf(doc) + stackStep, w: width, h };
    addItem(doc, bornItem('goal', { id, by: card.by, ...at, text: words, state, whose }));
    return h;
  }
  const fields = itemsOf(doc).get(id);
  if (item.state !== state) fields?.set('state', state);
  if (item.whose !== whose) fields?.set('whose', whose);
  if (!card.isTheirs && item.text !== words) setWords(doc, id, words);
  const h = heightOf(card.isTheirs ? item.text : words, isOpen);
  place(doc, item, { x, y, h });
  return h;
}

const topOf = (doc: Y.Doc): number => readBoard(doc).at(-1)?.z ?? 0;

/** Only what reads otherwise already: nothing is written for nothing, since even that would tell. */
function place(doc: Y.Doc, item: Item, wanted: Partial<Box>): void {
  const now = boxOf(item);
  const others = Object.entries(wanted).filter(([key, value]) => Reflect.get(now, key) !== value);
  if (others.length > 0) setNumbers(doc, item.id, Object.fromEntries(others));
}

/** A card's words can't be changed from this instant on, before anybody is told why. */
export function freezeCard(doc: Y.Doc, goal: GoalId): void {
  const fields = itemsOf(doc).get(goal);
  if (fields?.get('kind') === 'goal') fields.set('state', 'put');
}
