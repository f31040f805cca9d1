/** The board by keyboard: items one by one, moving, resizing, tools, the view. */
import { hasWords } from '../../shared/board/item.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import type { Gestures } from './gestures.svelte.ts';
import type { HandActs } from './hand-acts.ts';
import type { Tool, Tools } from './tools/tools.svelte.ts';
import { turnBy } from './turned.ts';
import type { BoardView } from './view.svelte.ts';

export interface Keys {
  down(event: KeyboardEvent): void;
  up(event: KeyboardEvent): void;
}

const arrows: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** Board units an item moves or grows by, with Shift the larger. */
const nudge = { small: 8, large: 40 };
/** Pixels the view moves by. */
const stride = { small: 64, large: 240 };
/** How far what is selected is enlarged to fill the view: small words are read, and some around stays. */
const closestUp = 2;
const toolKeys: Readonly<Record<string, Tool>> = {
  ...{ v: 'select', p: 'pen', m: 'highlighter', e: 'eraser', s: 'shape', f: 'frame' },
};

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select'));

export function createKeys({
  board,
  view,
  tools,
  gestures,
  acts,
  focusOn,
  more,
}: {
  board: Board;
  view: BoardView;
  tools: Tools;
  gestures: Gestures;
  acts: HandActs;
  focusOn: (id: ItemId | null) => void;
  /** What else a key does here; false: just now it means nothing. */
  more: Readonly<Record<string, () => boolean>>;
}): Keys {
  /** The item that has the focus, if one has. */
  const itemOf = (event: KeyboardEvent): ItemId | null => {
    const id =
      event.target instanceof HTMLElement
        ? event.target.closest<HTMLElement>('[data-item]')?.dataset['item']
        : undefined;
    return board.entries.find((entry) => entry.id === id)?.id ?? null;
  };
  const isOnSurface = (event: KeyboardEvent): boolean =>
    event.target instanceof HTMLElement && event.target.closest('[data-surface]') !== null;

  function go(from: ItemId, by: number): void {
    const at = board.entries.findIndex(({ id }) => id === from);
    const to = board.entries[at + by];
    if (to) focusOn(to.id);
  }

  function arrow(event: KeyboardEvent, to: { x: number; y: number }): void {
    const { chosen } = board;
    const focused = itemOf(event);
    const isInHand = chosen.length > 0 && board.mayEdit && !board.picksMore;
    if (isInHand && !chosen.some((id) => board.may('move', id))) acts.saysStayed(chosen);
    else if (isInHand) {
      const by = event.shiftKey ? nudge.large : nudge.small;
      // A held key is one step for undo, and says once what stays.
      if (!event.repeat) acts.takeInHand();
      if (event.altKey) acts.stretch(to.x * by, to.y * by);
      else acts.nudge(to.x * by, to.y * by);
    } else if (focused) go(focused, to.x + to.y);
    else {
      const by = event.shiftKey ? stride.large : stride.small;
      view.pan(-to.x * by, -to.y * by);
    }
  }

  function enter(id: ItemId): void {
    const item = board.entry(id)?.item;
    if (board.picksMore) {
      pick(id);
      return;
    }
    board.select(id);
    if (item && hasWords(item)) acts.edit(id);
  }

  function pick(id: ItemId): void {
    board.pick(id);
    acts.saysChosen();
  }

  /** What is selected fills the view, or else what has the focus. */
  function showChosen(): void {
    const ids = board.chosen.length > 0 ? board.chosen : [board.current];
    view.fit(
      ids.flatMap((id) => board.entry(id)?.box ?? []),
      closestUp,
    );
  }

  function leave(): void {
    if (tools.isPlacing) tools.isPlacing = false;
    else if (board.picksMore) board.pickMore(false);
    else board.select(null);
  }

  /** Delete and the stack are meant of what is selected, else of what has the focus. */
  function withItems(focused: ItemId | null, act: () => void): void {
    if (board.chosen.length === 0 && focused) board.select(focused);
    if (board.chosen.length > 0) act();
  }

  /** @returns whether the key means something here. */
  function onSurface(event: KeyboardEvent): boolean {
    const focused = itemOf(event);
    const meant = board.selected ?? focused;
    const to = arrows[event.key];
    if (to) arrow(event, to);
    else if (event.key === 'Enter' && focused) enter(focused);
    else if (event.key === ' ') gestures.holdSpace(true);
    else if (event.key === 'Home' && focused) focusOn(board.entries[0]?.id ?? null);
    else if (event.key === 'End' && focused) focusOn(board.entries.at(-1)?.id ?? null);
    else if (event.key.toLowerCase() === 'd' && meant) acts.describe(meant);
    else if (event.key === 'Delete' || event.key === 'Backspace') withItems(focused, acts.remove);
    else if (event.key === 'PageUp')
      withItems(focused, () => acts.restack(event.shiftKey ? 'front' : 'up'));
    else if (event.key === 'PageDown')
      withItems(focused, () => acts.restack(event.shiftKey ? 'back' : 'down'));
    else return false;
    return true;
  }

  /** @returns whether the key means something anywhere on the board, its tools included. */
  function anywhere(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    const tool = toolKeys[key];
    if (tool && tools.offers(tool) && (tool === 'select' || board.mayEdit)) tools.take(tool);
    else if (key === 'n') acts.addNote();
    else if (key === 'a') board.pickMore(!board.picksMore);
    else if (key === 'r')
      withItems(itemOf(event), () => acts.turn(event.shiftKey ? -turnBy : turnBy));
    else if (key === 't') acts.addText();
    else if (key === '+' || key === '=') view.zoomBy(1.25);
    else if (key === '-') view.zoomBy(0.8);
    else if (key === '0') view.fit(board.entries.map(({ box }) => box));
    else if (key === '1') view.zoomBy(1 / view.zoom);
    else if (key === '2') showChosen();
    else return Object.hasOwn(more, key) && (more[key]?.() ?? false);
    return true;
  }

  function withCommand(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) board.undo();
    else if (key === 'y' || key === 'z') board.redo();
    else if (key === 'a') acts.chooseAll();
    else if (key === 'd') acts.duplicate();
    else return false;
    return true;
  }

  return {
    down(event) {
      if (isTextField(event.target) || event.isComposing) return;
      // Held down, Escape is the therapist's Hold: it is heard here and never kept.
      if (event.key === 'Escape') {
        if (!event.repeat) leave();
        return;
      }
      const isMeant =
        event.ctrlKey || event.metaKey
          ? !event.altKey && withCommand(event)
          : (isOnSurface(event) && onSurface(event)) || (!event.altKey && anywhere(event));
      if (isMeant) event.preventDefault();
    },
    up(event) {
      if (event.key !== ' ') return;
      const focused = itemOf(event);
      const didPan = gestures.holdSpace(false);
      if (!focused || didPan || isTextField(event.target)) return;
      if (board.picksMore || event.shiftKey) pick(focused);
      else board.select(board.isChosen(focused) ? null : focused);
    },
  };
}
