import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { addWords, readBoard, removeItem } from '../../shared/board/board-doc.ts';
import { maxAltLength } from '../../shared/board/alt.ts';
import { hasAlt, type Item } from '../../shared/board/item.ts';
import { maxPointsPerStroke } from '../../shared/board/items/ink.ts';
import { itemId, personId, type ItemId, type PersonId } from '../../shared/ids.ts';
import type { BoardLink, BoardLinkState } from './board-link.ts';
import { createBoard } from './board.svelte.ts';
import { makeBetween, makeWith } from './made.ts';
import type { Rights } from './may.ts';
import type { Board, ChangeByOther } from './board.ts';
import { Tools } from './tools/tools.svelte.ts';
import { writeAll } from './write-intent.ts';

const maya = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');
const daniel = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8058');

interface Hand {
  readonly board: Board;
  readonly doc: Y.Doc;
  /** What the line says; told to the board at once. */
  says(state: BoardLinkState, isSaved?: boolean): void;
  allow(mayEdit: boolean): void;
  item(id: ItemId | null): Item | undefined;
}

const hands: Hand[] = [];

function aHand(me: PersonId, doc = new Y.Doc()): Hand {
  let state: BoardLinkState = 'live';
  let isSaved = true;
  let mayEdit = true;
  let made = 0;
  const told = new Set<() => void>();
  const rights: Rights = { me: { id: me, standing: 'adult' }, standingOf: () => 'adult' };
  const none = (): void => undefined;
  const link: BoardLink = {
    doc,
    awareness: new Awareness(doc),
    state: () => state,
    isSaved: () => isSaved,
    unsaved: () => new Set(),
    ...{ lost: () => [], forgetLost: none },
    ...{ hasOffered: () => false, putOffered: () => [], leaveOffered: none, startAgain: none },
    write: (wanted) => doc.transact(() => writeAll(doc, wanted, rights).takeBacks),
    subscribe(changed) {
      told.add(changed);
      return () => told.delete(changed);
    },
    attach: () => none,
    stop: () => doc.destroy(),
  };
  const newId = (): ItemId => v.parse(itemId, `${me.slice(-4)}-item-${String((made += 1))}`);
  const board = createBoard({ link, rights, newId, mayEdit: () => mayEdit });
  const hand: Hand = {
    board,
    doc,
    says(next, saved = isSaved) {
      state = next;
      isSaved = saved;
      told.forEach((changed) => changed());
    },
    allow: (next) => (mayEdit = next),
    item: (id) => board.entries.find((entry) => entry.id === id)?.item,
  };
  hands.push(hand);
  return hand;
}

/** Two people on one board; what one makes is at the other at once. */
function twoHands(): { mine: Hand; theirs: Hand } {
  const mine = aHand(maya);
  const theirs = aHand(daniel);
  const pass = (from: Y.Doc, to: Y.Doc): void => {
    from.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'the line') Y.applyUpdate(to, update, 'the line');
    });
  };
  pass(mine.doc, theirs.doc);
  pass(theirs.doc, mine.doc);
  return { mine, theirs };
}

const aNoteBy = ({ board }: Hand, words = ''): ItemId => {
  const id = board.addNote(0, 0);
  if (!id) throw new Error('no note was made');
  if (words) board.setWords(id, words, '');
  board.step();
  return id;
};

const line = (...places: readonly (readonly [number, number])[]) =>
  places.map(([x, y]) => ({ x, y, pressure: 0.5 }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const { board } of hands.splice(0)) board.stop();
  vi.useRealTimers();
});

describe('what is seen', () => {
  test('an item made by one is at the other, and only its own view changes with it', () => {
    const { mine, theirs } = twoHands();
    const still = aNoteBy(mine, 'still');
    const id = aNoteBy(mine);
    const seen: (string | undefined)[] = [];
    const stop = $effect.root(() => {
      $effect(() => {
        seen.push(theirs.item(still)?.id);
      });
    });
    flushSync();
    mine.board.setWords(id, 'our treehouse', '');
    flushSync();
    expect(theirs.item(id)).toMatchObject({ text: 'our treehouse', by: maya });
    expect(seen).toHaveLength(1);
    stop();
  });

  test('what lies on a board already is there from the start', () => {
    const { mine } = twoHands();
    const id = aNoteBy(mine, 'our treehouse');
    const late = aHand(daniel, mine.doc);
    expect(late.item(id)).toMatchObject({ text: 'our treehouse', by: maya });
  });

  test('items are listed in reading order once things have settled', () => {
    const { mine } = twoHands();
    const one = mine.board.addNote(0, 0);
    const other = mine.board.addNote(0, 600);
    mine.board.step();
    if (other) mine.board.move(other, 0, -600);
    vi.advanceTimersByTime(1_000);
    expect(mine.board.entries.map(({ id }) => id)).toEqual([other, one]);
  });

  test('a board follows its line and offers no editing while it is loading or closed', () => {
    const { mine } = twoHands();
    mine.says('lost', false);
    expect(mine.board).toMatchObject({ lineState: 'lost', isSaved: false, mayEdit: true });
    mine.says('closed');
    expect(mine.board.addNote(0, 0)).toBeNull();
    mine.says('loading');
    expect(mine.board.mayEdit).toBe(false);
  });

  test('nothing is changed while editing is not allowed, and the view shows what is kept', () => {
    const { mine } = twoHands();
    const id = aNoteBy(mine, 'stays');
    mine.allow(false);
    mine.board.move(id, 500, 500);
    mine.board.setWords(id, 'changed', 'stays');
    mine.board.remove([id]);
    mine.board.beginStroke({ x: 0, y: 0, pressure: 0.5 }, { tip: 'pen', colour: 'lake', width: 4 });
    vi.advanceTimersByTime(100);
    expect(readBoard(mine.doc)).toMatchObject([{ id, x: 0, text: 'stays' }]);
    expect(mine.item(id)).toMatchObject({ x: 0, text: 'stays' });
  });

  test('when the item in hand vanishes the place in the list is kept', () => {
    const { mine, theirs } = twoHands();
    const ids = [0, 300, 600].map((x) => theirs.board.addNote(x, 0));
    const [first = null, second = null, third = null] = ids;
    mine.board.select(second);
    if (second) theirs.board.remove([second]);
    expect(mine.board.selected).toBeNull();
    expect(mine.board.current).toBe(third);
    if (third) theirs.board.remove([third]);
    expect(mine.board.current).toBe(first);
  });

  test('after stop nothing of the board is kept and nothing is heard', () => {
    const { mine, theirs } = twoHands();
    aNoteBy(mine);
    mine.board.stop();
    aNoteBy(theirs);
    expect(mine.board.entries).toEqual([]);
  });
});

describe('shapes', () => {
  test('one that is drawn with a tool is at the other as it grows, and one step for undo', () => {
    const { mine, theirs } = twoHands();
    const tools = new Tools('plum', 'parent', () => undefined);
    tools.take('shape');
    tools.shape = 'arrow';
    const id = makeBetween(tools, mine.board, { x: 10, y: 20 }, { x: 30, y: 20 });
    if (!id) throw new Error('nothing was made');
    vi.advanceTimersByTime(100);
    expect(theirs.item(id)).toMatchObject({ kind: 'line', heads: 'end', dx: 20, dy: 0 });
    mine.board.span(id, { x: 10, y: 20 }, { x: 210, y: 120 });
    vi.advanceTimersByTime(100);
    expect(theirs.item(id)).toMatchObject({ x: 10, dx: 200, dy: 100, colour: 'plum' });
    mine.board.step();
    mine.board.undo();
    expect(theirs.item(id)).toBeUndefined();
    mine.board.redo();
    expect(theirs.item(id)).toMatchObject({ dx: 200, dy: 100 });
  });

  test('one tap makes one at its usual size around the finger', () => {
    const { mine } = twoHands();
    const tools = new Tools('plum', 'parent', () => undefined);
    tools.shape = 'heart';
    tools.take('shape');
    const id = makeWith(tools, mine.board, { x: 100, y: 100 });
    expect(mine.item(id)).toMatchObject({ form: 'heart', x: 20, y: 20, w: 160, h: 160 });
  });

  test('[B21] a page of the family offers no frame and makes none', () => {
    const { mine } = twoHands();
    expect(mine.board.mayMake('frame')).toBe(false);
    expect(mine.board.add('frame', { x: 0, y: 0 })).toBeNull();
    expect(mine.board.entries).toHaveLength(0);
    expect(new Tools('plum', 'parent', () => undefined).offers('frame')).toBe(false);
    expect(new Tools('plum', 'child', () => undefined).offers('shape')).toBe(false);
    expect(new Tools('pine', 'therapist', () => undefined).offers('frame')).toBe(true);
  });
});

describe('undo', () => {
  test('[B2] undo and redo take back and bring back one’s own acts, one by one', () => {
    const { mine } = twoHands();
    const id = aNoteBy(mine, 'first');
    mine.board.step();
    mine.board.move(id, 100, 0);
    mine.board.move(id, 200, 0);
    mine.board.step();
    mine.board.undo();
    expect(mine.item(id)).toMatchObject({ x: 0 });
    mine.board.redo();
    expect(mine.item(id)).toMatchObject({ x: 200 });
    mine.board.undo();
    mine.board.undo();
    expect(mine.item(id)).toBeUndefined();
    expect(mine.board.canUndo).toBe(false);
    expect(mine.board.canRedo).toBe(true);
  });

  test('[B2] undo leaves alone what another made, moved or wrote since', () => {
    const { mine, theirs } = twoHands();
    const own = aNoteBy(mine);
    const others = aNoteBy(theirs, 'lemonade');
    theirs.board.move(own, 300, 0);
    theirs.board.step();
    mine.board.undo();
    expect(mine.item(own)).toBeUndefined();
    expect(mine.item(others)).toMatchObject({ text: 'lemonade' });
    mine.board.undo();
    expect(readBoard(theirs.doc)).toMatchObject([{ id: others, text: 'lemonade' }]);
  });

  test('[B2] undoing a move does not override where another has put it since', () => {
    const { mine, theirs } = twoHands();
    const id = aNoteBy(theirs);
    mine.board.move(id, 100, 0);
    mine.board.step();
    theirs.board.move(id, 700, 0);
    theirs.board.step();
    mine.board.undo();
    expect(mine.item(id)).toMatchObject({ x: 700 });
  });

  test('[B2] undoing a move never brings back what its author took off', () => {
    const { mine, theirs } = twoHands();
    const id = aNoteBy(theirs);
    mine.board.move(id, 100, 0);
    mine.board.step();
    theirs.board.remove([id]);
    mine.board.undo();
    mine.board.redo();
    expect(readBoard(mine.doc)).toEqual([]);
    expect(readBoard(theirs.doc)).toEqual([]);
  });

  test('[B2] an own item that was taken off comes back whole, where another had moved it', () => {
    const { mine, theirs } = twoHands();
    const id = aNoteBy(mine, 'our treehouse');
    theirs.board.move(id, 300, 40);
    theirs.board.step();
    mine.board.remove([id]);
    mine.board.undo();
    expect(theirs.item(id)).toMatchObject({ by: maya, text: 'our treehouse', x: 300, y: 40 });
  });

  test('[B45] a template is laid at once, by who lays it, and is one step of undo', () => {
    const { mine, theirs } = twoHands();
    aNoteBy(mine, 'there before');
    let updates = 0;
    mine.doc.on('update', () => (updates += 1));
    const ids = mine.board.lay([
      { kind: 'shape', form: 'heart', x: 300, y: 10 },
      { kind: 'text', x: 300, y: 200, text: 'under it' },
      { kind: 'frame', x: 280, y: 0, text: 'a therapist’s to make' },
    ]);
    expect(updates).toBe(1);
    expect(ids).toHaveLength(2);
    const laid = ids.map((id) => theirs.item(id));
    expect(laid).toMatchObject([
      { kind: 'shape', form: 'heart', by: maya },
      { kind: 'text', text: 'under it', by: maya },
    ]);
    expect(laid[0]?.z).toBeLessThan(laid[1]?.z ?? 0);
    mine.board.undo();
    expect(theirs.board.entries).toHaveLength(1);
    mine.board.redo();
    expect(theirs.board.entries).toHaveLength(3);
    mine.allow(false);
    expect(mine.board.lay([{ kind: 'note' }])).toEqual([]);
  });

  test('[B22][B48] its author describes a drawing, no further than the limit, and undoes that', () => {
    const { mine, theirs } = twoHands();
    const id = mine.board.add('shape', { form: 'cloud' });
    if (!id) throw new Error('no shape was made');
    const alt = () => {
      const item = theirs.item(id);
      return item && hasAlt(item) ? item.alt : null;
    };
    const heard: ChangeByOther[] = [];
    theirs.board.onChangesByOthers((changes) => heard.push(...changes));
    theirs.board.describe(id, 'not mine to say');
    expect(alt()).toBe('');
    mine.board.describe(id, 'where we met');
    expect(alt()).toBe('where we met');
    expect(heard).toMatchObject([{ what: 'described', kind: 'shape', by: maya }]);
    mine.board.describe(id, 'a'.repeat(1_048_576));
    expect(alt()).toBe('a'.repeat(maxAltLength));
    mine.board.undo();
    expect(alt()).toBe('where we met');
    const note = aNoteBy(mine, 'words');
    mine.board.describe(note, 'no words');
    expect(mine.item(note)).not.toHaveProperty('alt');
  });

  test('[B2] one stroke is one step', () => {
    const { mine, theirs } = twoHands();
    mine.board.beginStroke({ x: 0, y: 0, pressure: 0.5 }, { tip: 'pen', colour: 'lake', width: 4 });
    for (let x = 1; x < 20; x += 1) {
      mine.board.extendStroke(line([x * 5, 0]));
      vi.advanceTimersByTime(60);
    }
    mine.board.endStroke();
    expect(theirs.board.entries).toHaveLength(1);
    mine.board.undo();
    expect(theirs.board.entries).toHaveLength(0);
    expect(mine.board.canUndo).toBe(false);
  });
});

describe('whose', () => {
  test('[B3] only its author takes an item off', () => {
    const { mine, theirs } = twoHands();
    const id = aNoteBy(theirs, 'lemonade');
    mine.board.remove([id]);
    mine.board.erase(id);
    expect(theirs.item(id)).toMatchObject({ text: 'lemonade' });
    theirs.board.remove([id]);
    expect(mine.board.entries).toEqual([]);
  });

  test('[B3] only its author changes an item’s words', () => {
    const { mine, theirs } = twoHands();
    const id = aNoteBy(theirs, 'lemonade');
    mine.board.edit(id);
    mine.board.setWords(id, 'sour', 'lemonade');
    expect(mine.board.editing).toBeNull();
    expect(theirs.item(id)).toMatchObject({ text: 'lemonade' });
    theirs.board.edit(id);
    expect(theirs.board.editing).toBe(id);
  });

  test('another’s item may be moved and resized', () => {
    const { mine, theirs } = twoHands();
    const id = aNoteBy(theirs);
    mine.board.move(id, 40, 50);
    mine.board.resize(id, 300, 200);
    mine.board.step();
    expect(theirs.item(id)).toMatchObject({ x: 40, y: 50, w: 300, h: 200, by: daniel });
  });

  test('a text or a note that is left blank is gone, and one with words stays', () => {
    const { mine } = twoHands();
    const text = mine.board.addText(0, 0);
    if (text) mine.board.edit(text);
    mine.board.endEditing();
    const blank = mine.board.addNote(0, 0);
    if (blank) mine.board.edit(blank);
    mine.board.endEditing();
    const note = aNoteBy(mine);
    mine.board.edit(note);
    mine.board.setWords(note, 'our treehouse', '');
    mine.board.endEditing();
    expect(readBoard(mine.doc).map(({ id }) => id)).toEqual([note]);
  });
});

describe('ink', () => {
  const look = { tip: 'pen', colour: 'moss', width: 4 } as const;

  test('a stroke is seen at once here and within 50 ms there', () => {
    const { mine, theirs } = twoHands();
    mine.board.beginStroke({ x: 0, y: 0, pressure: 0.5 }, look);
    mine.board.extendStroke(line([10, 0], [20, 10]));
    expect(mine.board.entries[0]?.item).toMatchObject({ kind: 'ink', colour: 'moss' });
    expect(theirs.board.entries).toHaveLength(0);
    vi.advanceTimersByTime(50);
    expect(theirs.board.entries[0]?.item).toMatchObject({
      points: [0, 0, 50, 40, 0, 50, 80, 40, 50],
    });
  });

  test('[B5] a stroke is only appended to while it is drawn', () => {
    const { mine } = twoHands();
    let deleted = 0;
    mine.doc.on('afterTransaction', ({ deleteSet }: Y.Transaction) => {
      deleted += deleteSet.clients.size;
    });
    mine.board.beginStroke({ x: 0.3, y: 0, pressure: 0.52 }, look);
    for (let x = 1; x < 10; x += 1) {
      mine.board.extendStroke(line([x * 3.3, x]));
      vi.advanceTimersByTime(50);
    }
    mine.board.endStroke();
    const [item] = readBoard(mine.doc);
    expect(deleted).toBe(0);
    expect(item?.kind === 'ink' && item.points.every(Number.isInteger)).toBe(true);
    expect(item).toMatchObject(mine.board.entries[0]?.item ?? {});
  });

  test('[B5] a full stroke begins another where it ended', () => {
    const { mine, theirs } = twoHands();
    mine.board.beginStroke({ x: 0, y: 0, pressure: 0.5 }, look);
    for (let x = 1; x <= maxPointsPerStroke + 10; x += 1)
      mine.board.extendStroke(line([x % 7, x / 10]));
    mine.board.endStroke();
    const [first, second] = theirs.board.entries.map(({ item }) => item);
    expect(theirs.board.entries).toHaveLength(2);
    const lengths = [first, second].map((item) =>
      item?.kind === 'ink' ? item.points.length / 3 : 0,
    );
    expect(lengths.sort((one, other) => other - one)[0]).toBe(maxPointsPerStroke);
    mine.board.undo();
    expect(theirs.board.entries).toHaveLength(0);
  });

  test('a stroke begun by mistake leaves nothing behind, nothing to undo either', () => {
    const { mine, theirs } = twoHands();
    const note = aNoteBy(mine);
    mine.board.beginStroke({ x: 0, y: 0, pressure: 0.5 }, look);
    mine.board.cancelStroke();
    mine.board.beginStroke({ x: 0, y: 0, pressure: 0.5 }, look);
    vi.advanceTimersByTime(60);
    mine.board.cancelStroke();
    expect(theirs.board.entries.map(({ id }) => id)).toEqual([note]);
    mine.board.undo();
    expect(theirs.board.entries).toHaveLength(0);
  });

  test('resizing ink keeps its corner and its proportions', () => {
    const { mine } = twoHands();
    mine.board.beginStroke({ x: 100, y: 100, pressure: 0.5 }, look);
    mine.board.extendStroke(line([200, 100], [200, 200]));
    mine.board.endStroke();
    const [entry] = mine.board.entries;
    if (!entry) throw new Error('no stroke was made');
    const before = entry.box;
    mine.board.resize(entry.id, before.w * 2, before.h * 2);
    mine.board.step();
    expect(entry.box.x).toBeCloseTo(before.x, 0);
    expect(entry.box.w / before.w).toBeCloseTo(2, 1);
    expect(entry.box.h / entry.box.w).toBeCloseTo(before.h / before.w, 2);
  });
});

describe('others’ changes', () => {
  test('are told with their author; own ones are not', () => {
    const { mine, theirs } = twoHands();
    const told: ChangeByOther[] = [];
    mine.board.onChangesByOthers((changes) => told.push(...changes));
    aNoteBy(mine);
    const id = aNoteBy(theirs, 'lemonade');
    theirs.board.move(id, 50, 0);
    theirs.board.step();
    theirs.board.remove([id]);
    expect(told.map(({ what, by }) => [what, by])).toEqual([
      ['added', daniel],
      ['reworded', daniel],
      ['moved', daniel],
      ['removed', daniel],
    ]);
  });

  test('an item of an unknown kind does not disturb the others', () => {
    const { mine } = twoHands();
    const id = aNoteBy(mine);
    const strange = new Y.Map<unknown>([['kind', 'hologram']]);
    mine.doc.getMap<Y.Map<unknown>>('items').set('a-strange-item', strange);
    expect(mine.board.entries.map((entry) => entry.id)).toEqual([id]);
    addWords(mine.doc, 'note', {
      id: v.parse(itemId, 'by-somebody'),
      by: daniel,
      x: 0,
      y: 0,
      z: 2,
    });
    removeItem(mine.doc, id);
    expect(mine.board.entries).toHaveLength(1);
  });
});
