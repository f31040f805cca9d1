/** What can be done with what is selected, be it one or many: one step each, and said when some stay. */
import { flushSync } from 'svelte';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import { around } from './boxes.ts';
import { aligned, spaced, type Alignment, type Direction } from './lining-up.ts';
import type { Act } from './may.ts';
import { moversOf, shifted } from './moving.ts';
import { whyTheyStay } from './refusal-words.ts';
import { scaledTogether } from './scaled-together.ts';
import type { Order } from './stack.ts';
import { turned } from './turned.ts';
import type { BoardView, Point } from './view.svelte.ts';

export interface ManyActs {
  /** Says what of these stays where it is, if anything does. */
  saysStayed(ids: readonly ItemId[]): void;
  saysChosen(): void;
  /** Selects everything that may be moved here. */
  chooseAll(): void;
  /** Moves what is selected by so many board units; part of the current step. */
  nudge(dx: number, dy: number): void;
  /** As {@link nudge}: makes it so many board units wider and higher, many of them alike. */
  stretch(dw: number, dh: number): void;
  grow(by: number): void;
  /** Turns what turns by so many degrees; part of the current step. */
  turn(by: number): void;
  /** Puts the middle of what is selected there. */
  placeAt(at: Point): void;
  lineUp(to: Alignment): void;
  space(direction: Direction): void;
  restack(order: Order): void;
  /** Takes own items off, or says why not. */
  remove(): void;
}

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
  /** Says why what may not be done is not: of one its reason, of many how many there are. */
  function saysWhy(act: Act, ids: readonly ItemId[]): void {
    const staying = ids.filter((id) => !board.may(act, id));
    const [first] = staying;
    if (!first) return;
    const why = whyNot(act, first);
    refuse(ids.length === 1 ? why : whyTheyStay(staying.length, why));
  }

  const movers = () => moversOf(board, board.chosen);
  const wholeOf = (entries: ReturnType<typeof movers>) => around(entries.map(({ box }) => box));

  /** One act on everything selected that may be moved. */
  function asOneStep(act: () => void): void {
    saysWhy('move', board.chosen);
    board.step();
    act();
    board.step();
  }

  function shiftEach(shifts: readonly Point[]): void {
    const items = movers().map(({ item }) => item);
    board.reshape(
      items.flatMap((item, at) => {
        const by = shifts[at];
        return by ? shifted([item], by.x, by.y) : [];
      }),
    );
  }

  function reveal(): void {
    const whole = wholeOf(movers());
    if (whole) view.reveal(whole);
  }

  function grow(by: number): void {
    const those = movers();
    const whole = wholeOf(those);
    if (whole) board.reshape(scaledTogether(those, whole, by));
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
    nudge(dx, dy) {
      board.reshape(
        shifted(
          movers().map(({ item }) => item),
          dx,
          dy,
        ),
      );
      reveal();
    },
    stretch(dw, dh) {
      const those = movers();
      const [only] = those;
      const whole = wholeOf(those);
      if (!only || !whole) return;
      if (those.length === 1) board.resize(only.id, only.box.w + dw, only.box.h + dh);
      else grow(Math.max((whole.w + dw + dh) / whole.w, 0.05));
      reveal();
    },
    grow: (by) => asOneStep(() => grow(by)),
    turn: (by) =>
      board.reshape(
        turned(
          movers().map(({ item }) => item),
          by,
        ),
      ),
    placeAt(at) {
      const whole = wholeOf(movers());
      if (!whole) return;
      asOneStep(() => {
        const by = { x: at.x - (whole.x + whole.w / 2), y: at.y - (whole.y + whole.h / 2) };
        shiftEach(movers().map(() => by));
      });
    },
    lineUp: (to) =>
      asOneStep(() =>
        shiftEach(
          aligned(
            movers().map(({ box }) => box),
            to,
          ),
        ),
      ),
    space: (direction) =>
      asOneStep(() =>
        shiftEach(
          spaced(
            movers().map(({ box }) => box),
            direction,
          ),
        ),
      ),
    restack(order) {
      saysWhy('move', board.chosen);
      board.restack(board.chosen, order);
    },
    remove() {
      const ids = board.chosen;
      const own = ids.filter((id) => board.may('remove', id));
      flushSync(() => board.remove(own));
      if (own.length) {
        tell(
          own.length === 1
            ? 'Removed. Undo brings it back.'
            : `${own.length} removed. Undo brings them back.`,
        );
        focusOn(board.current);
      }
      if (own.length === 0 && mayTakeDown() && ids.some((id) => !board.isOwn(id)))
        refuse('To take this off for good, use “Take down” in its bar.');
      else
        saysWhy(
          'remove',
          ids.filter((id) => board.entry(id)),
        );
    },
  };
}
