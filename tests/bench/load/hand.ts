/**
 * What one person's hand does on a board, edit by edit: strokes that grow, notes that are typed into,
 * items that are dragged. Every edit goes through the writers our page uses, and has the size it has
 * there: a flush of the page's pen holds about three points.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import {
  addInk,
  addWords,
  appendPoints,
  itemsOf,
  placeItem,
  readItem,
  setWords,
} from '../../../shared/board/board-doc.ts';
import { boardColours } from '../../../shared/board/colour.ts';
import {
  itemId,
  personId,
  therapistId,
  type ItemId,
  type ParticipantId,
} from '../../../shared/ids.ts';
import type { Chance } from './chance.ts';

/** Points of a pen at 60 Hz between two flushes of the page. */
const pointsPerEdit = 3;

export interface Hand {
  /** Makes one edit, and always at least one new struct. Call inside a transaction. */
  edit(): void;
  /** Draws until it has made so many items. Call inside a transaction. */
  fill(items: number): void;
}

interface HandParts {
  readonly doc: Y.Doc;
  readonly by: ParticipantId;
  /** Whose items this person may move, beside their own. */
  readonly mayMove: ReadonlySet<ParticipantId>;
  readonly chance: Chance;
  /** Keeps the ids of two hands apart. */
  readonly mark: string;
}

/** One thing a hand is busy with: makes the next edit of it; false, and no edit, once it is done. */
type Act = () => boolean;

const participant = v.union([personId, therapistId]);

const words = 'we built a treehouse behind the shed and painted the door blue last summer ';

export function createHand({ doc, by, mayMove, chance, mark }: HandParts): Hand {
  const own: ItemId[] = [];
  let made = 0;
  let act: Act = () => false;

  const newItem = () => {
    made += 1;
    const id = v.parse(itemId, `${mark}-${String(made).padStart(6, '0')}`);
    own.push(id);
    return { id, by, x: chance.between(-2_000, 2_000), y: chance.between(-2_000, 2_000), z: made };
  };

  function somePoints(at: { x: number; y: number }): number[] {
    return Array.from({ length: pointsPerEdit }, () => {
      at.x += chance.between(-30, 45);
      at.y += chance.between(-30, 35);
      return [at.x, at.y, chance.between(30, 80)];
    }).flat();
  }

  function draw(): Act {
    const item = newItem();
    const at = { x: 0, y: 0 };
    const colour = chance.oneOf(boardColours) ?? 'ink';
    addInk(doc, { ...item, colour, width: 16, scale: 250, points: somePoints(at) });
    let left = chance.between(15, 60);
    return () => {
      left -= 1;
      return left > 0 && appendPoints(doc, item.id, somePoints(at));
    };
  }

  function type(): Act {
    const item = newItem();
    addWords(doc, 'note', item);
    let typed = '';
    let left = chance.between(20, 60);
    return () => {
      left -= 1;
      if (left <= 0) return false;
      const isSlip = typed.length > 3 && !typed.endsWith('·') && chance.next() < 0.08;
      typed = isSlip
        ? `${typed.slice(0, -1)}·`
        : typed + (words[typed.length % words.length] ?? '');
      setWords(doc, item.id, typed);
      return true;
    };
  }

  function drag(id: ItemId | undefined): Act | null {
    const item = id === undefined ? null : readItem(id, itemsOf(doc).get(id));
    if (!item) return null;
    const at = { x: item.x, y: item.y };
    let left = chance.between(6, 20);
    const move = (): boolean => {
      left -= 1;
      if (left < 0) return false;
      at.x += chance.between(1, 30);
      at.y += chance.between(-30, -1);
      placeItem(doc, item.id, at.x, at.y);
      return true;
    };
    move();
    return move;
  }

  /** Some item of somebody else's that this person may move, if one is soon found. */
  function foreign(): ItemId | undefined {
    const items = itemsOf(doc);
    const ids = [...items.keys()];
    for (let tries = 0; tries < 20; tries += 1) {
      const id = chance.oneOf(ids);
      if (id === undefined) return undefined;
      const author = items.get(id)?.get('by');
      if (author !== by && mayMove.has(v.parse(participant, author))) return v.parse(itemId, id);
    }
    return undefined;
  }

  function begin(): Act {
    const kind = chance.next();
    if (kind < 0.5) return draw();
    if (kind < 0.72) return type();
    return drag(kind < 0.9 ? chance.oneOf(own) : foreign()) ?? draw();
  }

  function edit(): void {
    if (!act()) act = begin();
  }

  return {
    edit,
    fill(items) {
      while (own.length < items) edit();
    },
  };
}
