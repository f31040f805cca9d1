/** What a press or a key on the board comes to: the act, or why not, and where the focus goes. */
import { flushSync } from 'svelte';
import { hasAlt } from '../../shared/board/item.ts';
import { movedTo, placeOfTemplate, type TemplateItem } from '../../shared/board/template.ts';
import { stamp as stampKind } from '../../shared/board/items/stamp.ts';
import type { StampName } from '../../shared/board/stamps.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import type { Copied } from './copied.svelte.ts';
import { createCopying, type Copying } from './copying.ts';
import { createManyActs, type ManyActs } from './many-acts.ts';
import type { Act } from './may.ts';
import { freePlace } from './nearby.ts';
import { whyNot } from './refusal-words.ts';
import type { Tools } from './tools/tools.svelte.ts';
import type { BoardView, Point } from './view.svelte.ts';

export interface HandActs extends ManyActs, Copying {
  /** Opens an item's words, or says why not. */
  edit(id: ItemId): void;
  /** Asks what a drawing, shape or picture shows, or says why not. */
  describe(id: ItemId): void;
  addNote(): void;
  addText(): void;
  /** Where something of that size covers nothing, nearest to what is seen. */
  placeFor(size: { readonly w: number; readonly h: number }): Point;
  /** Lays out a template, beside what lies on the board already, and shows it. */
  lay(items: readonly TemplateItem[], title: string): void;
  /** Puts a stamp on the board, in hand so that it can be moved at once. */
  addStamp(stamp: StampName): void;
  /** Puts each of these words on a note of its own. */
  makeNotes(words: readonly string[]): void;
  /** Why not, with who may; empty when it may be done. */
  whyNot(act: Act, id: ItemId): string;
  /** Says why an item stays where it is. */
  mayNotMove(id: ItemId): void;
}

const noteSize = { w: 200, h: 140 };
const textSize = { w: 280, h: 44 };

export function createHandActs({
  board,
  copied,
  view,
  tools,
  focusOn,
  nameOf,
  tell,
  refuse,
  ask,
  mayTakeDown,
}: {
  board: Board;
  copied: Copied;
  view: BoardView;
  tools: Tools;
  focusOn: (id: ItemId | null) => void;
  nameOf: (person: ParticipantId) => string;
  /** Says what was done. */
  tell: (sentence: string) => void;
  /** Says and shows why something was not done. */
  refuse: (sentence: string) => void;
  /** Opens the field for a text alternative. */
  ask: (id: ItemId) => void;
  /** Whether others' items can be taken down by a command. */
  mayTakeDown: () => boolean;
}): HandActs {
  function whyNotTo(act: Act, id: ItemId): string {
    const refusal = board.refusalOf(act, id);
    const item = board.entry(id)?.item;
    return refusal && item ? whyNot(refusal, act, item, nameOf(item.by)) : '';
  }

  /** In the middle of what is seen, beside what lies there already: nobody's words are covered. */
  function placeFor({ w, h }: { w: number; h: number }): Point {
    const middle = view.middle();
    const wanted = { x: Math.round(middle.x - w / 2), y: Math.round(middle.y - h / 2), w, h };
    const taken = board.entries.filter(({ item }) => item.kind !== 'ink').map(({ box }) => box);
    return freePlace(wanted, taken);
  }

  function edit(id: ItemId): void {
    if (!board.may('reword', id)) {
      refuse(whyNotTo('reword', id));
      return;
    }
    // Drawn at once, so that the field has the focus while the tap lasts: else no keyboard comes up.
    flushSync(() => board.edit(id));
    const box = board.entry(id)?.box;
    if (box) view.reveal(box);
  }

  function begin(add: () => ItemId | null): void {
    tools.take('select');
    const id = add();
    if (id) edit(id);
  }

  function makeNote(words: string): boolean {
    const at = placeFor(noteSize);
    const id = board.addNote(at.x, at.y, words);
    const box = board.entry(id)?.box;
    if (box) view.reveal(box);
    flushSync(() => focusOn(id));
    return id !== null;
  }

  return {
    ...createManyActs({ board, view, focusOn, whyNot: whyNotTo, tell, refuse, mayTakeDown }),
    ...createCopying({ board, copied, placeFor, makeNote, focusOn, tell, refuse }),
    edit,
    describe(id) {
      const item = board.entry(id)?.item;
      if (!item || !hasAlt(item)) return;
      if (board.may('describe', id)) ask(id);
      else refuse(whyNotTo('describe', id));
    },
    addNote() {
      const at = placeFor(noteSize);
      begin(() => board.addNote(at.x, at.y));
    },
    addText() {
      const at = placeFor(textSize);
      begin(() => board.addText(at.x, at.y));
    },
    addStamp(stamp) {
      const size = stampKind.fields.size.default;
      const at = placeFor({ w: size, h: size });
      tools.take('select');
      board.step();
      const id = board.add('stamp', { ...at, stamp, size });
      board.step();
      board.select(id);
      // Drawn at once: what is to have the focus has to be there.
      flushSync();
      focusOn(id);
      const box = board.entry(id)?.box;
      if (box) view.reveal(box);
    },
    placeFor,
    lay(items, title) {
      tools.take('select');
      const there = board.entries.map(({ box }) => box);
      const ids = board.lay(movedTo(items, placeOfTemplate(items, there, view.middle())));
      if (ids.length === 0) {
        refuse('Nothing can be put on this board just now.');
        return;
      }
      view.fit(ids.flatMap((id) => board.entry(id)?.box ?? []));
      tell(`“${title}” is on the board. Undo takes it off.`);
    },
    makeNotes(words) {
      for (const one of words) makeNote(one);
      tell('Your words are on a note of their own.');
    },
    whyNot: whyNotTo,
    mayNotMove: (id) => refuse(whyNotTo('move', id)),
  };
}
