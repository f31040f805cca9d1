/** What one pointer does on the board, from the press to the release. */
import { flushSync } from 'svelte';
import { holds, type Box } from '../../shared/board/measures.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import { between } from './boxes.ts';
import { eraseAlong } from './erasing.ts';
import { handleAt } from './handles.ts';
import {
  createDragging,
  createHandling,
  createSpanning,
  type Handling,
  type Lifted,
} from './handling.ts';
import type { HandActs } from './hand-acts.ts';
import { entryAt } from './hit.ts';
import { makeBetween, makeWith } from './made.ts';
import { withContents } from './moving.ts';
import type { Guide } from './snap.ts';
import type { PenSample } from './stroke.ts';
import type { Tools } from './tools/tools.svelte.ts';
import type { BoardView, Point } from './view.svelte.ts';

interface Press {
  readonly kind: 'press';
  readonly on: ItemId | null;
  readonly from: Point;
  /** With Shift, or while more are picked. */
  readonly adds: boolean;
  /** Whether it was selected before the press. */
  readonly wasChosen: boolean;
}

/** Places are pixels on the surface, where not said otherwise. */
export type PointerAct =
  /** `on`: what lay under it before there was a line. */
  | { readonly kind: 'draw'; readonly since: number; readonly on: ItemId | null; length: number }
  | { readonly kind: 'erase' }
  | { readonly kind: 'pan' }
  | Press
  /** A tool that makes something is down, and has made nothing yet. */
  | { readonly kind: 'make'; readonly from: Point }
  /** Items are moved, resized, turned; `made`: this one has just come of it. */
  | { readonly kind: 'handle'; readonly handling: Handling; readonly made: ItemId | null }
  /** `from` in board units; `kept`: what was selected before and stays so. */
  | { readonly kind: 'lasso'; readonly from: Point; readonly kept: readonly ItemId[] };

/** A press or move of a pointer, as far as it matters here. */
export interface Touch {
  readonly at: Point;
  readonly event: PointerEvent;
  /** The pieces of a move between two frames, which make a quick line smooth. */
  readonly samples: () => readonly PenSample[];
}

export interface PointerActs {
  /** The rectangle being drawn around what is to be selected, in board units. */
  readonly lasso: Box | null;
  /** What the items being dragged have snapped to. */
  readonly guides: readonly Guide[];
  /** What is being dragged, as it was at the press. */
  readonly lifted: readonly Lifted[];
  /** How far what is lifted has come, in board units. */
  readonly liftedBy: Point;
  press(touch: Touch): PointerAct;
  /** @returns what it has become: a press that moves is a drag. */
  move(act: PointerAct, last: Point, touch: Touch): PointerAct;
  release(act: PointerAct, event: PointerEvent, isCancelled: boolean): void;
  /**
   * Takes up what lies at `at`, as by a right click: what is selected stays so together. `act` is what
   * the same finger had begun, and leaves nothing. @returns whether anything lies there
   */
  takeUp(act: PointerAct | null, at: Point, event: MouseEvent): boolean;
  /** A second finger is down: whatever the first began ends. */
  giveUp(act: PointerAct | null, event: PointerEvent): void;
}

/** Pixels a mouse may tremble, and a finger, before a press is a drag. */
const slack = { mouse: 3, touch: 8 };
/** Pixels around a thin line that still count as on it. */
const reach = { mouse: 6, touch: 16 };
/** Pixels around a handle. */
const handleReach = { mouse: 14, touch: 24 };
const doubleTap = { withinMs: 400, withinPixels: 24 };
/** A stroke this young and short is a second finger arriving late, not a drawing. */
const slip = { underMs: 300, underPixels: 24 };

const sizeFor = (event: MouseEvent, sizes: { mouse: number; touch: number }): number =>
  event instanceof PointerEvent && event.pointerType === 'touch' ? sizes.touch : sizes.mouse;

const apart = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

export function createPointerActs({
  board,
  view,
  tools,
  acts,
  focusOn,
}: {
  board: Board;
  view: BoardView;
  tools: Tools;
  acts: Pick<HandActs, 'edit' | 'mayNotMove' | 'placeAt' | 'saysStayed' | 'saysChosen'>;
  /** Puts the focus on an item, or on the surface. */
  focusOn: (id: ItemId | null) => void;
}): PointerActs {
  let lasso = $state.raw<Box | null>(null);
  let guides = $state.raw<readonly Guide[]>([]);
  let lifted = $state.raw<readonly Lifted[]>([]);
  let liftedBy = $state.raw<Point>({ x: 0, y: 0 });
  let lastTap = { at: { x: 0, y: 0 }, time: -Infinity };

  const under = (at: Point, event: MouseEvent): ItemId | null =>
    entryAt(board.entries, view.toBoard(at), sizeFor(event, reach) / view.zoom)?.id ?? null;

  function press(touch: Touch): PointerAct {
    const { at, event } = touch;
    if (board.editing) board.endEditing();
    if (tools.isPlacing)
      return { kind: 'press', on: null, from: at, adds: false, wasChosen: false };
    if (tools.tool !== 'select' && board.mayEdit) {
      board.select(null);
      focusOn(null);
      return pressWithTool(touch);
    }
    const handle = handleAt(board, view, at, sizeFor(event, handleReach));
    const handling = handle && createHandling(board, handle, view.toBoard(at));
    if (!handling) return pressOn(at, event);
    board.step();
    return { kind: 'handle', handling, made: null };
  }

  function pressWithTool({ at, event, samples }: Touch): PointerAct {
    // The other end of a pen erases.
    if (tools.tool === 'eraser' || event.button === 5) {
      board.step();
      eraseAlong(board, view, at, at, sizeFor(event, reach));
      return { kind: 'erase' };
    }
    if (tools.tool === 'shape' || tools.tool === 'frame') return { kind: 'make', from: at };
    const [first] = samples();
    const on = under(at, event);
    if (first) board.beginStroke(first, tools.stroke);
    return { kind: 'draw', since: event.timeStamp, on, length: 0 };
  }

  /** What is pressed is selected at once; what was already, stays so until it is known to be a tap. */
  function pressOn(at: Point, event: PointerEvent): Press {
    const on = under(at, event);
    const adds = event.shiftKey || board.picksMore;
    const wasChosen = on !== null && board.isChosen(on);
    if (on && !wasChosen) {
      if (adds) board.pick(on);
      else board.select(on);
    } else if (!on && !adds) board.select(null);
    focusOn(on);
    return { kind: 'press', on, from: at, adds, wasChosen };
  }

  /** A press that moved is a drag of what lies under it, a lasso, or a pan of the board. */
  function dragOf({ on, from, adds }: Press, event: PointerEvent): PointerAct {
    if (!board.mayEdit || tools.isPlacing) return { kind: 'pan' };
    if (!on) {
      // One finger moves the board, as everywhere on a touch screen.
      if (event.pointerType === 'touch' && !board.picksMore) return { kind: 'pan' };
      return { kind: 'lasso', from: view.toBoard(from), kept: adds ? board.chosen : [] };
    }
    const ids = board.isChosen(on) ? board.chosen : [on];
    const handling = createDragging(board, view, ids, view.toBoard(from));
    if (!handling) {
      acts.mayNotMove(on);
      return { kind: 'pan' };
    }
    acts.saysStayed(withContents(board, ids));
    board.step();
    return { kind: 'handle', handling, made: null };
  }

  function makeFrom(from: Point, to: Point): PointerAct {
    const fixed = view.toBoard(from);
    const made = makeBetween(tools, board, fixed, view.toBoard(to));
    if (!made) return { kind: 'pan' };
    return { kind: 'handle', handling: createSpanning(board, made, fixed), made };
  }

  function move(act: PointerAct, last: Point, touch: Touch): PointerAct {
    const { at, event } = touch;
    switch (act.kind) {
      case 'press':
      case 'make': {
        const { from } = act;
        if (apart(at, from) < sizeFor(event, slack)) return act;
        return move(act.kind === 'press' ? dragOf(act, event) : makeFrom(from, at), from, touch);
      }
      case 'draw':
        act.length += apart(at, last);
        board.extendStroke(touch.samples());
        return act;
      case 'erase':
        eraseAlong(board, view, last, at, sizeFor(event, reach));
        return act;
      case 'pan':
        view.pan(at.x - last.x, at.y - last.y);
        return act;
      case 'handle':
        ({ by: liftedBy, guides } = act.handling.move(
          view.toBoard(at),
          event.ctrlKey || event.metaKey,
        ));
        lifted = act.handling.lifted;
        return act;
      case 'lasso':
        lasso = between(act.from, view.toBoard(at));
        return act;
      default:
        return act satisfies never;
    }
  }

  function tapped({ on, from, adds, wasChosen }: Press, event: PointerEvent): void {
    const at = view.toBoard(from);
    if (tools.isPlacing) {
      tools.isPlacing = false;
      acts.placeAt(at);
      return;
    }
    if (adds) {
      if (on && wasChosen) board.pick(on);
      acts.saysChosen();
      return;
    }
    if (on && board.chosen.length > 1) board.select(on);
    const isDouble =
      event.timeStamp - lastTap.time < doubleTap.withinMs &&
      apart(from, lastTap.at) < doubleTap.withinPixels;
    lastTap = { at: from, time: isDouble ? -Infinity : event.timeStamp };
    if (!isDouble) return;
    if (on) {
      acts.edit(on);
      return;
    }
    // Drawn at once, so that the field has the focus while the tap lasts: else no keyboard comes up.
    flushSync(() => {
      const id = board.addNote(at.x - 100, at.y - 40);
      if (id) board.edit(id);
    });
  }

  function lassoed(area: Box, kept: readonly ItemId[]): void {
    const caught = board.entries.filter(({ box }) => holds(area, box)).map(({ id }) => id);
    board.choose([...kept, ...caught]);
    focusOn(board.chosen.at(-1) ?? null);
    acts.saysChosen();
  }

  function takeUp(act: PointerAct | null, at: Point, event: MouseEvent): boolean {
    const isBegun = act && act.kind !== 'draw' && act.kind !== 'make' && act.kind !== 'press';
    if (isBegun || (act?.kind === 'press' && (act.adds || tools.isPlacing))) return false;
    const on = act?.kind === 'draw' ? act.on : under(at, event);
    if (!on) return false;
    if (act?.kind === 'draw') board.cancelStroke();
    if (board.editing) board.endEditing();
    tools.take('select');
    if (!board.isChosen(on)) board.select(on);
    focusOn(on);
    return true;
  }

  /** What was made is in hand; a frame is asked its name. */
  function finishMade(id: ItemId | null): void {
    board.step();
    tools.take('select');
    board.select(id);
    focusOn(id);
    if (id && board.entry(id)?.item.kind === 'frame') acts.edit(id);
  }

  function letGo(): void {
    lasso = null;
    guides = [];
    lifted = [];
    board.step();
  }

  return {
    get lasso() {
      return lasso;
    },
    get guides() {
      return guides;
    },
    get lifted() {
      return lifted;
    },
    get liftedBy() {
      return liftedBy;
    },
    press,
    move,
    takeUp,
    release(act, event, isCancelled) {
      const area = lasso;
      letGo();
      if (act.kind === 'draw') board.endStroke();
      else if (act.kind === 'handle' && act.made) finishMade(act.made);
      else if (isCancelled) return;
      else if (act.kind === 'press') tapped(act, event);
      else if (act.kind === 'make') finishMade(makeWith(tools, board, view.toBoard(act.from)));
      else if (act.kind === 'lasso' && area) lassoed(area, act.kept);
    },
    giveUp(act, event) {
      letGo();
      if (act?.kind === 'draw') {
        const isYoung = event.timeStamp - act.since < slip.underMs;
        if (isYoung && act.length < slip.underPixels) board.cancelStroke();
        else board.endStroke();
      } else if (act?.kind === 'handle' && act.made) finishMade(act.made);
    },
  };
}
