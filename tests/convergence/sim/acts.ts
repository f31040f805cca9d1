/** What people do on a board, in the page's own way: by `shared/board`, within the rights it offers. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import {
  addInk,
  addWords,
  appendPoints,
  itemsOf,
  markEdited,
  placeItem,
  readBoard,
  readItem,
  removeItem,
  setWords,
} from '../../../shared/board/board-doc.ts';
import type { Item } from '../../../shared/board/item.ts';
import { goalWordsOf } from '../../../shared/board/items/goal.ts';
import {
  refusalOfRemoving,
  refusalOfRewording,
  refusalOfSetting,
  type Hand,
  type Owned,
} from '../../../shared/board/rights.ts';
import { itemId, type ItemId, type ParticipantId } from '../../../shared/ids.ts';
import type { Chance } from './chance.ts';
import { standing } from './people.ts';

/** An act that can be done again on another document, if it may still be done there. */
export interface Act {
  readonly kind: 'add' | 'type' | 'append' | 'move' | 'remove' | 'reword';
  readonly item: ItemId;
  readonly mayBeDone: (doc: Y.Doc) => boolean;
  readonly do: (doc: Y.Doc) => void;
}

const words = ['tree', 'house ', 'the sea', '🧡', 'ä', 'we ', 'two\nlines', '!'];

export const ownedBy = (item: Item): Owned => ({
  by: item.by,
  standing: standing(item.by),
  locked: item.locked,
  edited: 'edited' in item && item.edited,
  words: goalWordsOf(item.kind, item.kind === 'goal' ? item.state : null),
});

const itemIn = (doc: Y.Doc, id: ItemId): Item | null => readItem(id, itemsOf(doc).get(id));

/** Whose page it is, as far as it matters to what is done on it. */
export interface Hands {
  readonly doc: Y.Doc;
  readonly by: ParticipantId;
  /** Items begun on this page: a stroke goes on only where it was begun. */
  readonly drawnHere: ReadonlySet<string>;
  /**
   * Whether others' words are changed here; not on two pages at once, since of two marks "edited" set at
   * the same time the gate refuses the one that was overtaken.
   */
  readonly rewords: boolean;
}

export function anAct(
  { doc, by, drawnHere, rewords }: Hands,
  newId: string,
  chance: Chance,
): Act | null {
  const hand: Hand = { id: by, standing: standing(by) };
  const items = readBoard(doc);
  const mine = items.filter((item) => item.by === by && !item.locked);
  const what = chance.whole(0, 99);
  if (what < 22 || items.length === 0) return adding(v.parse(itemId, newId), by, chance);
  if (what < 45)
    return typing(chance.oneOf(mine.filter((item) => item.kind === 'note')), hand, chance);
  if (what < 65)
    return appending(
      chance.oneOf(mine.filter((item) => item.kind === 'ink' && drawnHere.has(item.id))),
      hand,
      chance,
    );
  if (what < 88) return moving(chance.oneOf(items), hand, chance);
  if (what < 94 || !rewords) return removing(chance.oneOf(mine), hand);
  return rewording(chance.oneOf(items.filter((item) => item.kind === 'note')), hand, chance);
}

function adding(id: ItemId, by: ParticipantId, chance: Chance): Act {
  const place = { id, by, x: chance.whole(0, 900), y: chance.whole(0, 600), z: chance.whole(0, 9) };
  const isNote = chance.percent(60);
  const word = chance.oneOf(words) ?? '';
  const points = somePoints(chance);
  return {
    kind: 'add',
    item: id,
    mayBeDone: (doc) => !itemsOf(doc).has(id),
    do: (doc) => {
      if (isNote) addWords(doc, 'note', { ...place, words: word });
      else addInk(doc, { ...place, colour: 'moss', width: 5, points });
    },
  };
}

const somePoints = (chance: Chance): number[] =>
  Array.from({ length: 3 * chance.whole(1, 5) }, () => chance.whole(0, 100));

function typing(item: Item | undefined, hand: Hand, chance: Chance): Act | null {
  if (!item) return null;
  const word = chance.oneOf(words) ?? '';
  const share = chance.share();
  return onItem(
    'type',
    item,
    (owned) => refusalOfRewording(hand, owned) === null,
    (doc) => {
      replaced(doc, item.id, word, share);
    },
  );
}

/** Puts a word somewhere into the words, or takes some of them out. */
function replaced(doc: Y.Doc, id: ItemId, word: string, share: number): void {
  const item = itemIn(doc, id);
  if (item?.kind !== 'note') return;
  const letters = [...item.text];
  const at = Math.floor(share * (letters.length + 1));
  const gone = share > 0.7 ? 2 : 0;
  setWords(doc, id, [...letters.slice(0, at), word, ...letters.slice(at + gone)].join(''));
}

function appending(item: Item | undefined, hand: Hand, chance: Chance): Act | null {
  if (!item) return null;
  const points = somePoints(chance);
  return onItem(
    'append',
    item,
    (owned) => refusalOfSetting(hand, owned, 'author') === null,
    (doc) => {
      appendPoints(doc, item.id, points);
    },
  );
}

function moving(item: Item | undefined, hand: Hand, chance: Chance): Act | null {
  if (!item) return null;
  const [x, y] = [chance.whole(0, 900), chance.whole(0, 600)];
  return onItem(
    'move',
    item,
    (owned) => refusalOfSetting(hand, owned, 'anyone') === null,
    (doc) => {
      placeItem(doc, item.id, x, y);
    },
  );
}

const removing = (item: Item | undefined, hand: Hand): Act | null =>
  item
    ? onItem(
        'remove',
        item,
        (owned) => refusalOfRemoving(hand, owned) === null,
        (doc) => {
          removeItem(doc, item.id);
        },
      )
    : null;

/** A therapist's change to an adult's words, under the mark that says so (rule B12). */
function rewording(item: Item | undefined, hand: Hand, chance: Chance): Act | null {
  if (!item) return null;
  const share = chance.share();
  const may = (owned: Owned): boolean =>
    refusalOfRewording(hand, { ...owned, edited: true }) === null;
  return onItem('reword', item, may, (doc) => {
    markEdited(doc, item.id);
    replaced(doc, item.id, 'kinder', share);
  });
}

const onItem = (
  kind: Act['kind'],
  { id }: Item,
  may: (owned: Owned) => boolean,
  act: (doc: Y.Doc) => void,
): Act => ({
  kind,
  item: id,
  mayBeDone: (doc) => {
    const item = itemIn(doc, id);
    return item !== null && may(ownedBy(item));
  },
  do: act,
});
