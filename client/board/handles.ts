/** The frame around what is selected, and its handles: where they are and what is under a finger. */
import type { Box } from '../../shared/board/item.ts';
import type { Board } from './board.ts';
import { around } from './boxes.ts';
import { mayTurn } from './turned.ts';
import type { BoardView, Point } from './view.svelte.ts';

/** `corner` resizes, `turn` turns, `start` and `end` are a line's two ends. */
export type HandleName = 'corner' | 'turn' | 'start' | 'end';

export interface Handle {
  readonly name: HandleName;
  /** In pixels on the surface. */
  readonly at: Point;
}

/** Pixels between what is selected and the frame around it. */
export const framePadding = 6;
/** Pixels that the handle to turn by hangs below the frame: clear of the other, and of the bar above. */
const turnStem = 28;

/** Around what is selected, in board units; null when nothing is. */
export const chosenBox = (board: Pick<Board, 'chosen' | 'entry'>): Box | null =>
  around(board.chosen.flatMap((id) => board.entry(id)?.box ?? []));

/** The handles there are now; none of what stays as it is. */
export function handlesOf(board: Board, view: BoardView): readonly Handle[] {
  if (!board.mayEdit || board.editing) return [];
  const items = board.chosen.flatMap((id) =>
    board.may('move', id) ? (board.entry(id)?.item ?? []) : [],
  );
  const [only] = items;
  const box = chosenBox(board);
  if (!only || !box) return [];
  if (board.selected && only.kind === 'line') {
    const end = { x: only.x + only.dx, y: only.y + only.dy };
    return [
      { name: 'end', at: view.toScreen(end) },
      { name: 'start', at: view.toScreen(only) },
    ];
  }
  const first = view.toScreen(box);
  const last = view.toScreen({ x: box.x + box.w, y: box.y + box.h });
  const corner = { x: last.x + framePadding, y: last.y + framePadding };
  const below = { x: (first.x + last.x) / 2, y: corner.y + turnStem };
  return [
    { name: 'corner', at: corner },
    ...(items.some(mayTurn) ? [{ name: 'turn', at: below } as const] : []),
  ];
}

/** The handle within `reach` pixels of `at`. */
export const handleAt = (
  board: Board,
  view: BoardView,
  at: Point,
  reach: number,
): HandleName | null =>
  handlesOf(board, view).find(
    (handle) => Math.hypot(at.x - handle.at.x, at.y - handle.at.y) <= reach,
  )?.name ?? null;
