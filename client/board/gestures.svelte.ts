/** Mouse, pen, fingers and wheel over the board's surface, as acts and as moves of the view. */
import { flushSync } from 'svelte';
import type { Box } from '../../shared/board/item.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import type { BoardEntry } from './entry.svelte.ts';
import { createFingers } from './fingers.ts';
import { entryAt } from './hit.ts';
import { makeBetween, makeWith } from './made.ts';
import type { PenSample } from './stroke.ts';
import type { Tools } from './tools/tools.svelte.ts';
import type { BoardView, Point } from './view.svelte.ts';
import { wheelOver } from './wheel.ts';

type Gesture =
  | { readonly kind: 'draw'; readonly since: number; length: number }
  | { readonly kind: 'erase' }
  | { readonly kind: 'pan' }
  | { readonly kind: 'press'; readonly on: ItemId | null; readonly from: Point }
  | { readonly kind: 'drag'; readonly id: ItemId; readonly grip: Point }
  /** A tool that makes something is down, and has made nothing yet. */
  | { readonly kind: 'make'; readonly from: Point }
  /** Something is laid between `fixed` and where the hand is; `isStart`: a line's start is pulled. */
  | {
      readonly kind: 'span';
      readonly id: ItemId;
      readonly fixed: Point;
      readonly isStart: boolean;
      readonly isNew: boolean;
    }
  | { readonly kind: 'resize'; readonly id: ItemId; readonly box: Box; readonly from: Point }
  | { readonly kind: 'pinch' }
  /** Fingers that are still down after a pinch do nothing more. */
  | { readonly kind: 'rest' };

export interface Gestures {
  /** Whether something is being drawn, dragged or panned right now; the tools make way. */
  readonly isBusy: boolean;
  /** The item a mouse rests over, if one does. */
  readonly hovered: ItemId | null;
  /** With the space bar held, any pointer pans. @returns on release, whether it did. */
  holdSpace(isHeld: boolean): boolean;
  /** Listens on the surface. @returns how to stop. */
  listen(surface: HTMLElement): () => void;
}

/** Pixels a mouse may tremble, and a finger, before a press is a drag. */
const slack = { mouse: 3, touch: 8 };
/** Pixels around a thin line, or the corner that resizes, that still count as on it. */
const reach = { mouse: 6, touch: 16 };
const doubleTap = { withinMs: 400, withinPixels: 24 };
/** A stroke this young and short is a second finger arriving late, not a drawing. */
const slip = { underMs: 300, underPixels: 24 };

const sizeFor = (event: PointerEvent, sizes: { mouse: number; touch: number }): number =>
  event.pointerType === 'touch' ? sizes.touch : sizes.mouse;

export function createGestures({
  board,
  view,
  tools,
  focusOn,
  edit,
  mayNotMove,
}: {
  board: Board;
  view: BoardView;
  tools: Tools;
  /** Puts the focus on an item, or on the surface. */
  focusOn: (id: ItemId | null) => void;
  /** Opens an item's words, or says why not. */
  edit: (id: ItemId) => void;
  /** Somebody pulled at what they may not move. */
  mayNotMove: (id: ItemId) => void;
}): Gestures {
  let isBusy = $state.raw(false);
  let hovered = $state.raw<ItemId | null>(null);
  let gesture: Gesture | null = null;
  let last: Point = { x: 0, y: 0 };
  let lastTap = { at: { x: 0, y: 0 }, time: -Infinity };
  let space = { isHeld: false, wasUsed: false };
  let penSeen = false;
  const fingers = createFingers();

  function begin(next: Gesture): void {
    gesture = next;
    isBusy = next.kind !== 'press' && next.kind !== 'rest' && next.kind !== 'make';
  }

  const screenPoint = (surface: HTMLElement, event: MouseEvent): Point => {
    const { left, top } = surface.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  const sampleOf = (surface: HTMLElement, event: PointerEvent): PenSample => ({
    ...view.toBoard(screenPoint(surface, event)),
    // Fingers and mice report constants that differ by device; only a pen's pressure is meant.
    pressure: event.pointerType === 'pen' ? event.pressure : 0.5,
  });

  /** The pieces of a move between two frames, which make a quick line smooth. */
  const piecesOf = (event: PointerEvent): readonly PointerEvent[] => {
    const pieces = event.getCoalescedEvents();
    return pieces.length ? pieces : [event];
  };

  /** Erases own strokes along the way between two points on the screen, however fast it went. */
  function eraseAlong(from: Point, to: Point, reachPixels: number): void {
    const pieces = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / reachPixels) || 1;
    for (let piece = 1; piece <= pieces; piece += 1) {
      const part = piece / pieces;
      const at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      const isOwnInk = ({ item }: BoardEntry): boolean =>
        item.kind === 'ink' && board.may('remove', item.id);
      const own = entryAt(board.entries, view.toBoard(at), reachPixels / view.zoom, isOwnInk);
      if (own) board.erase(own.id);
    }
  }

  /** What is selected, where it may be made larger. */
  function resizable(): BoardEntry | null {
    const entry = board.entry(board.selected);
    if (!entry || !board.mayEdit || board.editing) return null;
    return board.may('move', entry.id) ? entry : null;
  }

  /** The end of the selected line that is pulled. */
  function endAt(at: Point, event: PointerEvent): (Gesture & { kind: 'span' }) | null {
    const entry = resizable();
    if (entry?.item.kind !== 'line') return null;
    const { id, x, y, dx, dy } = entry.item;
    const ends = { start: { x, y }, end: { x: x + dx, y: y + dy } };
    const isNear = (end: Point): boolean => {
      const { x: left, y: top } = view.toScreen(end);
      return Math.hypot(at.x - left, at.y - top) <= sizeFor(event, { mouse: 14, touch: 24 });
    };
    const pulled = { kind: 'span', id, isNew: false } as const;
    if (isNear(ends.end)) return { ...pulled, fixed: ends.start, isStart: false };
    return isNear(ends.start) ? { ...pulled, fixed: ends.end, isStart: true } : null;
  }

  const isOnCorner = (at: Point, event: PointerEvent): Box | null => {
    const entry = resizable();
    if (!entry || entry.item.kind === 'line') return null;
    const { box } = entry;
    const corner = view.toScreen({ x: box.x + box.w, y: box.y + box.h });
    const distance = Math.hypot(at.x - corner.x - 6, at.y - corner.y - 6);
    return distance <= sizeFor(event, { mouse: 14, touch: 24 }) ? box : null;
  };

  function pressed(surface: HTMLElement, event: PointerEvent): Gesture | null {
    const at = screenPoint(surface, event);
    const pans = event.button === 1 || space.isHeld || (penSeen && event.pointerType === 'touch');
    if (space.isHeld) space.wasUsed = true;
    if (event.button === 1 || space.isHeld) return { kind: 'pan' };
    if (event.button !== 0 && event.button !== 5) return null;
    if (board.editing) board.endEditing();
    if (tools.placing) return { kind: 'press', on: null, from: at };
    if (tools.tool !== 'select' && board.mayEdit) {
      board.select(null);
      focusOn(null);
      if (pans) return { kind: 'pan' };
      if (tools.tool === 'eraser' || event.button === 5) {
        board.step();
        eraseAlong(at, at, sizeFor(event, reach));
        return { kind: 'erase' };
      }
      if (tools.tool === 'shape' || tools.tool === 'frame') return { kind: 'make', from: at };
      board.beginStroke(sampleOf(surface, event), tools.stroke);
      return { kind: 'draw', since: event.timeStamp, length: 0 };
    }
    const pulled = endAt(at, event);
    if (pulled) {
      board.step();
      return pulled;
    }
    const box = isOnCorner(at, event);
    if (box && board.selected) {
      board.step();
      return { kind: 'resize', id: board.selected, box, from: at };
    }
    const on = entryAt(board.entries, view.toBoard(at), sizeFor(event, reach) / view.zoom);
    board.select(on?.id ?? null);
    focusOn(on?.id ?? null);
    return { kind: 'press', on: on?.id ?? null, from: at };
  }

  /** A press that moved is a drag of what lies under it, or of the board. */
  function grown(press: Gesture & { kind: 'press' }): Gesture {
    const item = board.entry(press.on)?.item;
    if (!item || !board.mayEdit) return { kind: 'pan' };
    if (!board.may('move', item.id)) {
      mayNotMove(item.id);
      return { kind: 'pan' };
    }
    const grip = view.toBoard(press.from);
    board.step();
    return { kind: 'drag', id: item.id, grip: { x: grip.x - item.x, y: grip.y - item.y } };
  }

  function moved(surface: HTMLElement, event: PointerEvent, at: Point): void {
    if (gesture?.kind === 'press') {
      const { from } = gesture;
      if (Math.hypot(at.x - from.x, at.y - from.y) < sizeFor(event, slack)) return;
      last = from;
      begin(grown(gesture));
    }
    if (gesture?.kind === 'make') {
      const { from } = gesture;
      if (Math.hypot(at.x - from.x, at.y - from.y) < sizeFor(event, slack)) return;
      const fixed = view.toBoard(from);
      const id = makeBetween(tools, board, fixed, view.toBoard(at));
      begin(id ? { kind: 'span', id, fixed, isStart: false, isNew: true } : { kind: 'rest' });
    }
    switch (gesture?.kind) {
      case 'draw':
        gesture.length += Math.hypot(at.x - last.x, at.y - last.y);
        {
          board.extendStroke(piecesOf(event).map((piece) => sampleOf(surface, piece)));
          return;
        }
      case 'erase': {
        eraseAlong(last, at, sizeFor(event, reach));
        return;
      }
      case 'pan': {
        view.pan(at.x - last.x, at.y - last.y);
        return;
      }
      case 'drag': {
        const to = view.toBoard(at);
        board.move(gesture.id, to.x - gesture.grip.x, to.y - gesture.grip.y);
        return;
      }
      case 'span': {
        const { id, fixed, isStart } = gesture;
        const to = view.toBoard(at);
        board.span(id, isStart ? to : fixed, isStart ? fixed : to);
        return;
      }
      case 'resize': {
        const { box, from, id } = gesture;
        const w = box.w + (at.x - from.x) / view.zoom;
        board.resize(id, w, box.h + (at.y - from.y) / view.zoom);
        return;
      }
      case 'press':
      case 'make':
      case 'pinch':
      case 'rest':
      case undefined:
        return;
      default:
        gesture satisfies never;
    }
  }

  function tapped(press: Gesture & { kind: 'press' }, event: PointerEvent): void {
    const at = view.toBoard(press.from);
    if (tools.placing) {
      put(tools.placing, at);
      return;
    }
    const isDouble =
      event.timeStamp - lastTap.time < doubleTap.withinMs &&
      Math.hypot(press.from.x - lastTap.at.x, press.from.y - lastTap.at.y) < doubleTap.withinPixels;
    lastTap = { at: press.from, time: isDouble ? -Infinity : event.timeStamp };
    if (!isDouble) return;
    if (press.on) {
      edit(press.on);
      return;
    }
    // Drawn at once, so that the field has the focus while the tap lasts: else no keyboard comes up.
    flushSync(() => {
      const id = board.addNote(at.x - 100, at.y - 40);
      if (id) board.edit(id);
    });
  }

  function put(id: ItemId, at: Point): void {
    const entry = board.entry(id);
    tools.placing = null;
    if (!entry) return;
    const { item, box } = entry;
    board.step();
    board.move(id, item.x + at.x - (box.x + box.w / 2), item.y + at.y - (box.y + box.h / 2));
    board.step();
    board.select(id);
    focusOn(id);
  }

  /** What was made is in hand; a frame is asked its name. */
  function finishMade(id: ItemId | null): void {
    board.step();
    tools.take('select');
    board.select(id);
    focusOn(id);
    if (id && board.entry(id)?.item.kind === 'frame') edit(id);
  }

  /** A second finger: whatever the first began ends, and the two move the view. */
  function startPinch(event: PointerEvent): void {
    if (gesture?.kind === 'draw') {
      const isSlip =
        event.timeStamp - gesture.since < slip.underMs && gesture.length < slip.underPixels;
      if (isSlip) board.cancelStroke();
      else board.endStroke();
    } else if (gesture?.kind === 'span' && gesture.isNew) finishMade(gesture.id);
    else board.step();
    begin({ kind: 'pinch' });
  }

  function finish(event: PointerEvent, isCancelled: boolean): void {
    if (event.pointerType === 'touch' && !fingers.has(event.pointerId)) return;
    if (event.pointerType === 'touch') board.pointAt(null);
    fingers.lift(event.pointerId);
    const ended = gesture;
    if (ended?.kind === 'pinch' || ended?.kind === 'rest') {
      gesture = fingers.count ? { kind: 'rest' } : null;
    } else {
      gesture = null;
      if (ended?.kind === 'draw') board.endStroke();
      else if (ended?.kind === 'press' && !isCancelled) tapped(ended, event);
      else if (ended?.kind === 'make' && !isCancelled)
        finishMade(makeWith(tools, board, view.toBoard(ended.from)));
      else if (ended?.kind === 'span' && ended.isNew) finishMade(ended.id);
      else if (ended) board.step();
    }
    isBusy = false;
  }

  function down(surface: HTMLElement, event: PointerEvent): void {
    if (event.target instanceof HTMLTextAreaElement) return;
    if (event.pointerType === 'pen') penSeen = true;
    // A palm beside the pen: what the pen or mouse does goes on.
    if (event.pointerType === 'touch' && gesture && fingers.count === 0) return;
    last = screenPoint(surface, event);
    if (event.pointerType === 'touch') {
      fingers.put(event.pointerId, last);
      if (fingers.count === 2) startPinch(event);
      if (fingers.count > 1) return;
    } else if (gesture) return;
    const begun = pressed(surface, event);
    if (!begun) return;
    begin(begun);
    surface.setPointerCapture(event.pointerId);
  }

  function move(surface: HTMLElement, event: PointerEvent): void {
    const at = screenPoint(surface, event);
    board.pointAt(view.toBoard(at));
    if (gesture?.kind === 'pinch') {
      if (fingers.has(event.pointerId)) fingers.drag(event.pointerId, at, view);
      return;
    }
    const isHovering = !gesture && event.pointerType === 'mouse' && tools.tool === 'select';
    hovered = isHovering
      ? (entryAt(board.entries, view.toBoard(at), reach.mouse / view.zoom)?.id ?? null)
      : null;
    if (!gesture || (event.pointerType === 'touch' && !fingers.has(event.pointerId))) return;
    moved(surface, event, at);
    last = at;
    if (fingers.has(event.pointerId)) fingers.put(event.pointerId, at);
  }

  return {
    get isBusy() {
      return isBusy;
    },
    get hovered() {
      return hovered;
    },
    holdSpace(isHeld) {
      const { wasUsed } = space;
      if (isHeld !== space.isHeld) space = { isHeld, wasUsed: false };
      return wasUsed;
    },
    listen(surface) {
      const on = new AbortController();
      const { signal } = on;
      surface.addEventListener('pointerdown', (event) => down(surface, event), { signal });
      surface.addEventListener('pointermove', (event) => move(surface, event), { signal });
      surface.addEventListener('pointerup', (event) => finish(event, false), { signal });
      surface.addEventListener('pointercancel', (event) => finish(event, true), { signal });
      const left = (): void => {
        hovered = null;
        board.pointAt(null);
      };
      surface.addEventListener('pointerleave', left, { signal });
      // Not passive: the page itself must neither scroll nor zoom.
      const active = { signal, passive: false };
      surface.addEventListener(
        'wheel',
        (event) => wheelOver(view, event, screenPoint(surface, event)),
        active,
      );
      listenToSafariPinch(surface, active);
      const stays = (event: Event): void => {
        // The focus goes where a press puts it, and a middle press must not start autoscroll.
        if (!(event.target instanceof HTMLTextAreaElement)) event.preventDefault();
      };
      surface.addEventListener('mousedown', stays, active);
      surface.addEventListener('contextmenu', stays, active);
      return () => on.abort();
    },
  };

  /** Safari tells of a trackpad's pinch in events of its own instead of a wheel with Ctrl. */
  function listenToSafariPinch(surface: HTMLElement, options: AddEventListenerOptions): void {
    let before = 1;
    const changed = (event: Event): void => {
      event.preventDefault();
      if (!('scale' in event) || typeof event.scale !== 'number' || fingers.count) return;
      if (event.type === 'gesturechange' && event instanceof UIEvent)
        view.zoomBy(event.scale / before);
      before = event.scale;
    };
    surface.addEventListener('gesturestart', changed, options);
    surface.addEventListener('gesturechange', changed, options);
  }
}
