/** The board by keyboard: items one by one, moving, resizing, tools, the view. */
import { hasWords } from '../../shared/board/item.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import type { Gestures } from './gestures.svelte.ts';
import type { Tool, Tools } from './tools/tools.svelte.ts';
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
}: {
  board: Board;
  view: BoardView;
  tools: Tools;
  gestures: Gestures;
  acts: {
    addNote(): void;
    addText: (() => void) | null;
    edit(id: ItemId): void;
    remove(id: ItemId): void;
    /** Says why an item stays where it is. */
    mayNotMove(id: ItemId): void;
  };
  focusOn: (id: ItemId | null) => void;
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
    const entry = board.entry(board.selected);
    const focused = itemOf(event);
    if (entry && board.mayEdit && !board.may('move', entry.id)) acts.mayNotMove(entry.id);
    else if (entry && board.mayEdit) {
      const by = event.shiftKey ? nudge.large : nudge.small;
      // A held key is one step for undo.
      if (!event.repeat) board.step();
      const { item, box } = entry;
      if (event.altKey) board.resize(item.id, box.w + to.x * by, box.h + to.y * by);
      else board.move(item.id, item.x + to.x * by, item.y + to.y * by);
      view.reveal(entry.box);
    } else if (focused) go(focused, to.x + to.y);
    else {
      const by = event.shiftKey ? stride.large : stride.small;
      view.pan(-to.x * by, -to.y * by);
    }
  }

  function enter(id: ItemId): void {
    const item = board.entry(id)?.item;
    board.select(id);
    if (item && hasWords(item)) acts.edit(id);
  }

  function leave(): void {
    if (tools.placing) tools.placing = null;
    else board.select(null);
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
    else if ((event.key === 'Delete' || event.key === 'Backspace') && meant) acts.remove(meant);
    else return false;
    return true;
  }

  /** @returns whether the key means something anywhere on the board, its tools included. */
  function anywhere(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    const tool = toolKeys[key];
    if (tool && tools.offers(tool) && (tool === 'select' || board.mayEdit)) tools.take(tool);
    else if (key === 'n') acts.addNote();
    else if (key === 't' && acts.addText) acts.addText();
    else if (key === '+' || key === '=') view.zoomBy(1.25);
    else if (key === '-') view.zoomBy(0.8);
    else if (key === '0') view.fit(board.entries.map(({ box }) => box));
    else if (key === '1') view.zoomBy(1 / view.zoom);
    else return false;
    return true;
  }

  function withCommand(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) board.undo();
    else if (key === 'y' || key === 'z') board.redo();
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
      board.select(board.selected === focused ? null : focused);
    },
  };
}
