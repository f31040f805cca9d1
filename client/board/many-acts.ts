/** What can be done with what is selected, be it one or many: one step each, and said when some stay. */
import { flushSync } from 'svelte';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import { around } from './boxes.ts';
import type { BoardEntry } from './entry.svelte.ts';
import { aligned, spaced, type Alignment, type Direction } from './lining-up.ts';
import type { Act } from './may.ts';
import { moversOf, shifted, withContents } from './moving.ts';
import { whyTheyStay } from './refusal-words.ts';
import { scaledTogether } from './scaled-together.ts';
import { restyled, type Look } from './restyled.ts';
import type { Order } from './stack.ts';
import { turned } from './turned.ts';
import type { BoardView, Point } from './view.svelte.ts';

export interface ManyActs {
  /** Says what of these stays where it is, if anything does. */
  saysStayed(ids: readonly ItemId[]): void;
  saysChosen(): void;
  /** Selects everything that may be moved here. */
  chooseAll(): void;
  /** Before a key moves what is selected: a step of its own; what stays is said, once for a held key. */
  takeInHand(): void;
  /** Moves what was taken in hand by so many board units. */
  nudge(dx: number, dy: number): void;
  /** Makes what is selected so many board units wider and higher, many alike. */
  stretch(dw: number, dh: number): void;
  grow(by: number): void;
  /** By so many degrees, what turns at all. */
  turn(by: number): void;
  /** Puts the middle of what is selected there. */
  placeAt(at: Point): void;
  lineUp(to: Alignment): void;
  space(direction: Direction): void;
  restack(order: Order): void;
  restyle(look: Look): void;
  /** Takes own items off, or says why not. */
  remove(): void;
}

const boxesOf = (entries: readonly BoardEntry[]) => entries.map(({ box }) => box);
const itemsOf = (entries: readonly BoardEntry[]) => entries.map(({ item }) => item);

export function createManyActs({
  board,
  view,
  focusOn,
  whyNot,
  tell,
  refuse,
  mayTakeDown,
}: {
  board: Board;
  view: BoardView;
  focusOn: (id: ItemId | null) => void;
  /** Why not, with who may; empty when it may be done. */
  whyNot: (act: Act, id: ItemId) => string;
  /** Says what was done. */
  tell: (sentence: string) => void;
  /** Says and shows why something was not done. */
  refuse: (sentence: string) => void;
  /** Whether others' items can be taken down by a command. */
  mayTakeDown: () => boolean;
}): ManyActs {
  /** With what lies in frames, as it was when a key was pressed: on its way a frame picks nothing up. */
  let inHand: readonly ItemId[] = [];
  const movers = () => moversOf(board, board.chosen);

  /** Says why what may not be done is not: of one its reason, of many how many there are. */
  function saysWhy(act: Act, ids: readonly ItemId[]): void {
    const staying = ids.filter((id) => !board.may(act, id));
    const [first] = staying;
    if (!first) return;
    const why = whyNot(act, first);
    refuse(ids.length === 1 ? why : whyTheyStay(staying.length, why));
  }

  /** One act on everything selected that may be moved. */
  function asOneStep(act: () => void, ids: readonly ItemId[] = board.chosen): void {
    saysWhy('move', ids);
    board.step();
    act();
    board.step();
  }

  /** Shifts each of what is selected, and with a frame what lies in it and is not selected itself. */
  function shiftEach(shifts: (entries: readonly BoardEntry[]) => readonly Point[]): void {
    const those = movers();
    const by = shifts(those);
    const changes = those.flatMap((entry, at) => {
      const { x, y } = by[at] ?? { x: 0, y: 0 };
      const along = withContents(board, [entry.id]).filter(
        (id) => id === entry.id || !board.isChosen(id),
      );
      return shifted(itemsOf(moversOf(board, along)), x, y);
    });
    asOneStep(() => board.reshape(changes), withContents(board, board.chosen));
  }

  function growBy(by: number): void {
    const those = movers();
    const whole = around(boxesOf(those));
    if (whole) board.reshape(scaledTogether(those, whole, by));
  }

  function reveal(): void {
    const whole = around(boxesOf(movers()));
    if (whole) view.reveal(whole);
  }

  return {
    saysStayed: (ids) => saysWhy('move', ids),
    saysChosen: () => tell(`${board.chosen.length} selected.`),
    chooseAll() {
      const all = board.entries.map(({ id }) => id).filter((id) => board.may('move', id));
      board.choose(all);
      focusOn(board.current);
      tell(all.length ? `${all.length} selected.` : 'There is nothing here that you can move.');
    },
    takeInHand() {
      inHand = withContents(board, board.chosen);
      saysWhy('move', inHand);
      board.step();
    },
    nudge(dx, dy) {
      board.reshape(shifted(itemsOf(moversOf(board, inHand)), dx, dy));
      reveal();
    },
    stretch(dw, dh) {
      const those = movers();
      const [only, another] = those;
      const whole = around(boxesOf(those));
      if (!only || !whole) return;
      if (another) growBy(Math.max((whole.w + dw + dh) / whole.w, 0.05));
      else board.resize(only.id, only.box.w + dw, only.box.h + dh);
      reveal();
    },
    grow: (by) => asOneStep(() => growBy(by)),
    turn: (by) => asOneStep(() => board.reshape(turned(itemsOf(movers()), by))),
    placeAt(at) {
      shiftEach((those) => {
        const whole = around(boxesOf(those));
        if (!whole) return [];
        const by = { x: at.x - (whole.x + whole.w / 2), y: at.y - (whole.y + whole.h / 2) };
        return those.map(() => by);
      });
    },
    lineUp: (to) => shiftEach((those) => aligned(boxesOf(those), to)),
    space: (direction) => shiftEach((those) => spaced(boxesOf(those), direction)),
    restack(order) {
      saysWhy('move', board.chosen);
      board.restack(board.chosen, order);
    },
    restyle(look) {
      saysWhy('move', board.chosen);
      board.restyle(restyled(itemsOf(movers()), look));
    },
    remove() {
      const ids = board.chosen;
      const own = ids.filter((id) => board.may('remove', id));
      const others = ids.filter((id) => !own.includes(id));
      // Said first: afterwards nobody knows any more whose they were.
      if (own.length === 0 && mayTakeDown() && others.some((id) => !board.isOwn(id)))
        refuse('To take this off for good, use “Take down” in its bar.');
      else saysWhy('remove', ids);
      if (own.length === 0) return;
      flushSync(() => board.remove(own));
      if (others.length === 0)
        tell(
          own.length === 1
            ? 'Removed. Undo brings it back.'
            : `${own.length} removed. Undo brings them back.`,
        );
      focusOn(board.current);
    },
  };
}
