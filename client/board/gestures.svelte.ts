/** Mouse, pen, fingers and wheel over the board's surface: which of them acts, and which moves the view. */
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import { createFingers } from './fingers.ts';
import type { HandActs } from './hand-acts.ts';
import { entryAt } from './hit.ts';
import {
  createPointerActs,
  type PointerAct,
  type PointerActs,
  type Touch,
} from './pointer.svelte.ts';
import { listenToSafariPinch } from './safari-pinch.ts';
import type { PenSample } from './stroke.ts';
import type { Tools } from './tools/tools.svelte.ts';
import type { BoardView, Point } from './view.svelte.ts';
import { wheelOver } from './wheel.ts';

type Gesture =
  | PointerAct
  | { readonly kind: 'pinch' }
  /** Fingers that are still down after a pinch do nothing more. */
  | { readonly kind: 'rest' };

export interface Gestures extends Pick<PointerActs, 'lasso' | 'guides' | 'lifted' | 'liftedBy'> {
  /** Whether something is being drawn, dragged or panned right now; the tools make way. */
  readonly isBusy: boolean;
  /** The item a mouse rests over, if one does. */
  readonly hovered: ItemId | null;
  /** With the space bar held, any pointer pans. @returns on release, whether it did. */
  holdSpace(isHeld: boolean): boolean;
  /** Listens on the surface. @returns how to stop. */
  listen(surface: HTMLElement): () => void;
}

/**
 * Milliseconds after a pen was last near in which fingers beside it only move the board, two at a
 * time: a pause to think. Whoever has put the pen away draws with a finger again.
 */
const penRestsAfterMs = 60_000;
/** Milliseconds a finger is held still to take up what is under it: as long as platforms have it. */
const heldAfterMs = 500;
/** Pixels a finger trembles meanwhile. */
const stillWithin = 8;

/** Pixels around a thin line that count as resting over it. */
const hoverReach = 6;

const quiet: ReadonlySet<Gesture['kind']> = new Set(['press', 'make', 'rest']);

export function createGestures({
  board,
  view,
  tools,
  acts,
  focusOn,
}: {
  board: Board;
  view: BoardView;
  tools: Tools;
  acts: HandActs;
  /** Puts the focus on an item, or on the surface. */
  focusOn: (id: ItemId | null) => void;
}): Gestures {
  let isBusy = $state.raw(false);
  let hovered = $state.raw<ItemId | null>(null);
  let gesture: Gesture | null = null;
  let last: Point = { x: 0, y: 0 };
  let space = { isHeld: false, wasUsed: false };
  let penNearAt = -Infinity;
  let holding: ReturnType<typeof setTimeout> | undefined;
  const fingers = createFingers();
  const pointer = createPointerActs({ board, view, tools, acts, focusOn });

  function begin(next: Gesture | null): void {
    gesture = next;
    isBusy = next !== null && !quiet.has(next.kind);
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

  const touchOf = (surface: HTMLElement, event: PointerEvent): Touch => ({
    at: screenPoint(surface, event),
    event,
    samples() {
      const pieces = event.type === 'pointermove' ? event.getCoalescedEvents() : [];
      return (pieces.length ? pieces : [event]).map((piece) => sampleOf(surface, piece));
    },
  });

  function pressed(surface: HTMLElement, event: PointerEvent): Gesture | null {
    if (space.isHeld) space.wasUsed = true;
    if (event.button === 1 || space.isHeld) return { kind: 'pan' };
    if (event.button !== 0 && event.button !== 5) return null;
    return pointer.press(touchOf(surface, event));
  }

  /** A second finger: whatever the first began ends, and the two move the view. */
  function startPinch(event: PointerEvent): void {
    const first = gesture;
    begin({ kind: 'pinch' });
    pointer.giveUp(first && first.kind !== 'pinch' && first.kind !== 'rest' ? first : null, event);
  }

  function finish(event: PointerEvent, isCancelled: boolean): void {
    if (event.pointerType === 'touch' && !fingers.has(event.pointerId)) return;
    if (event.pointerType === 'touch') board.pointAt(null);
    fingers.lift(event.pointerId);
    const ended = gesture;
    begin(null);
    if (ended?.kind === 'pinch' || ended?.kind === 'rest') {
      if (fingers.count) begin({ kind: 'rest' });
    } else if (ended) pointer.release(ended, event, isCancelled);
  }

  function down(surface: HTMLElement, event: PointerEvent): void {
    if (event.target instanceof HTMLTextAreaElement) return;
    const isTouch = event.pointerType === 'touch';
    // A palm beside the pen: what the pen or mouse does goes on.
    if (isTouch && gesture && fingers.count === 0) return;
    if (event.pointerType === 'pen') takeOver(event);
    last = screenPoint(surface, event);
    if (isTouch) {
      fingers.put(event.pointerId, last);
      if (fingers.count === 2) startPinch(event);
      if (fingers.count > 1) return;
    } else if (gesture) return;
    const isBesidePen = isTouch && event.timeStamp - penNearAt < penRestsAfterMs;
    const begun: Gesture | null = isBesidePen ? { kind: 'rest' } : pressed(surface, event);
    if (!begun) return;
    begin(begun);
    surface.setPointerCapture(event.pointerId);
    if (isTouch && begun.kind !== 'rest') holdStill(event);
  }

  /** A finger held still, as a right click: takes up what is under it, whatever tool is in hand. */
  function holdStill(event: PointerEvent): void {
    clearTimeout(holding);
    const from = last;
    holding = setTimeout(() => {
      const isStill = Math.hypot(last.x - from.x, last.y - from.y) < stillWithin;
      if (!gesture || !isStill || !fingers.has(event.pointerId) || fingers.count > 1) return;
      if (gesture.kind === 'pinch' || gesture.kind === 'rest') return;
      if (pointer.takeUp(gesture, from, event)) begin({ kind: 'rest' });
    }, heldAfterMs);
  }

  /** The palm is often down before the pen: what it began is over, and the pen writes. */
  function takeOver(event: PointerEvent): void {
    penNearAt = event.timeStamp;
    if (!gesture || fingers.count === 0) return;
    if (gesture.kind !== 'pinch' && gesture.kind !== 'rest') pointer.giveUp(gesture, event);
    fingers.clear();
    begin(null);
  }

  function move(surface: HTMLElement, event: PointerEvent): void {
    if (event.pointerType === 'pen') penNearAt = event.timeStamp;
    // A palm that the pen took over from.
    if (event.pointerType === 'touch' && !fingers.has(event.pointerId)) return;
    const at = screenPoint(surface, event);
    board.pointAt(view.toBoard(at));
    if (gesture?.kind === 'pinch') {
      if (fingers.has(event.pointerId)) fingers.drag(event.pointerId, at, view);
      return;
    }
    const isHovering = !gesture && event.pointerType === 'mouse' && tools.tool === 'select';
    hovered = isHovering
      ? (entryAt(board.entries, view.toBoard(at), hoverReach / view.zoom)?.id ?? null)
      : null;
    if (!gesture) return;
    if (gesture.kind !== 'rest') begin(pointer.move(gesture, last, touchOf(surface, event)));
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
    get lasso() {
      return pointer.lasso;
    },
    get guides() {
      return pointer.guides;
    },
    get lifted() {
      return pointer.lifted;
    },
    get liftedBy() {
      return pointer.liftedBy;
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
      listenToSafariPinch(surface, view, () => fingers.count > 0, active);
      const stays = (event: Event): void => {
        // The focus goes where a press puts it, and a middle press must not start autoscroll.
        if (!(event.target instanceof HTMLTextAreaElement)) event.preventDefault();
      };
      surface.addEventListener('mousedown', stays, active);
      const takeUp = (event: MouseEvent): void => {
        stays(event);
        if (!gesture && event.button === 2)
          pointer.takeUp(null, screenPoint(surface, event), event);
      };
      surface.addEventListener('contextmenu', takeUp, active);
      return () => {
        clearTimeout(holding);
        on.abort();
      };
    },
  };
}
