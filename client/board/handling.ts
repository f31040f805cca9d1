/** What a drag does to the items in hand, from the press to the release: move, resize or turn them. */
import type { ItemId } from '../../shared/ids.ts';
import type { Box, Item } from '../../shared/board/item.ts';
import type { Board } from './board.ts';
import { around } from './boxes.ts';
import type { BoardEntry } from './entry.svelte.ts';
import type { HandleName } from './handles.ts';
import { moversOf, shifted, withContents } from './moving.ts';
import { overlaps } from './nearby.ts';
import { scaledTogether } from './scaled-together.ts';
import { createSnapping, type Guide } from './snap.ts';
import { turned } from './turned.ts';
import type { BoardView, Point } from './view.svelte.ts';

export interface Handling {
  /** What is carried as one while it lasts, as it was at the press: only where it is changes. */
  readonly lifted: readonly Lifted[];
  /** The pointer is at `at`, in board units; with `isFree` nothing snaps. */
  move(at: Point, isFree: boolean): Moved;
}

export interface Lifted {
  readonly item: Item;
  readonly box: Box;
}

interface Moved {
  /** How far what is lifted is from where it was. */
  readonly by: Point;
  readonly guides: readonly Guide[];
}

const inPlace: Moved = { by: { x: 0, y: 0 }, guides: [] };

/** Pixels within which a box snaps. */
const snapReach = 6;

/** As they are at the press: a change by another meanwhile is no reason to jump. */
const asTheyAre = (entries: readonly BoardEntry[]): readonly Lifted[] =>
  entries.map(({ item, box }) => ({ item, box }));

/** Drags `ids` by the place that was pressed. @returns null when none of them may be moved. */
export function createDragging(
  board: Board,
  view: BoardView,
  ids: readonly ItemId[],
  from: Point,
): Handling | null {
  const whole = around(moversOf(board, ids).map(({ box }) => box));
  if (!whole) return null;
  const lifted = asTheyAre(moversOf(board, withContents(board, ids)));
  const items = lifted.map(({ item }) => item);
  const moving = new Set(items.map(({ id }) => id));
  const snapping = createSnapping(neighboursOf(board, view, moving));
  return {
    lifted,
    move(at, isFree) {
      const asked = { x: at.x - from.x, y: at.y - from.y };
      const box = { ...whole, x: whole.x + asked.x, y: whole.y + asked.y };
      const snapped = isFree ? inPlace : snapping.snap(box, snapReach / view.zoom);
      const by = {
        x: Math.round(asked.x + snapped.by.x),
        y: Math.round(asked.y + snapped.by.y),
      };
      board.reshape(shifted(items, by.x, by.y));
      return { by, guides: snapped.guides };
    },
  };
}

/** What is in sight and stays; a drawing has no edges that anything lines up with. */
function neighboursOf(board: Board, view: BoardView, moving: ReadonlySet<ItemId>): readonly Box[] {
  const sight = view.sight();
  return board.entries.flatMap(({ id, item, box }) =>
    item.kind !== 'ink' && !moving.has(id) && overlaps(sight, box) ? [box] : [],
  );
}

/** Resizes `ids` by the lower right corner of what is around them: one freely, many alike. */
export function createResizing(board: Board, ids: readonly ItemId[], from: Point): Handling | null {
  const those = asTheyAre(moversOf(board, ids));
  const whole = around(those.map(({ box }) => box));
  const [only, another] = those;
  if (!whole || !only) return null;
  return {
    lifted: [],
    move(at) {
      const [w, h] = [whole.w + at.x - from.x, whole.h + at.y - from.y];
      if (another)
        board.reshape(scaledTogether(those, whole, Math.max(w / whole.w, h / whole.h, 0.05)));
      else board.resize(only.item.id, w, h);
      return inPlace;
    },
  };
}

/** Turns `ids` around what is around them, as far as the hand goes around its middle. */
export function createTurning(board: Board, ids: readonly ItemId[], from: Point): Handling | null {
  const those = asTheyAre(moversOf(board, ids));
  const whole = around(those.map(({ box }) => box));
  if (!whole) return null;
  const items = those.map(({ item }) => item);
  const middle = { x: whole.x + whole.w / 2, y: whole.y + whole.h / 2 };
  const degreesAt = (at: Point): number =>
    (Math.atan2(at.x - middle.x, middle.y - at.y) * 180) / Math.PI;
  return {
    lifted: [],
    move(at) {
      board.reshape(turned(items, degreesAt(at) - degreesAt(from)));
      return inPlace;
    },
  };
}

/** Lays an item between `fixed` and where the hand is; `isStart`: a line's start is pulled. */
export const createSpanning = (
  board: Board,
  id: ItemId,
  fixed: Point,
  isStart = false,
): Handling => ({
  lifted: [],
  move(at) {
    board.span(id, isStart ? at : fixed, isStart ? fixed : at);
    return inPlace;
  },
});

/** What the handle under the finger does. */
export function createHandling(board: Board, handle: HandleName, from: Point): Handling | null {
  switch (handle) {
    case 'corner':
      return createResizing(board, board.chosen, from);
    case 'turn':
      return createTurning(board, board.chosen, from);
    case 'start':
    case 'end': {
      const item = board.entry(board.selected)?.item;
      if (item?.kind !== 'line') return null;
      const { id, x, y, dx, dy } = item;
      const isStart = handle === 'start';
      return createSpanning(board, id, isStart ? { x: x + dx, y: y + dy } : { x, y }, isStart);
    }
    default:
      return handle satisfies never;
  }
}
