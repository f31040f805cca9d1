/** The eraser: takes own strokes whole, along the way it went. */
import type { Board } from './board.ts';
import type { BoardEntry } from './entry.svelte.ts';
import { entryAt } from './hit.ts';
import type { BoardView, Point } from './view.svelte.ts';

/** Erases own strokes between two points on the screen, however fast it went from one to the other. */
export function eraseAlong(
  board: Board,
  view: BoardView,
  from: Point,
  to: Point,
  reachPixels: number,
): void {
  const isOwnInk = ({ item }: BoardEntry): boolean =>
    item.kind === 'ink' && board.may('remove', item.id);
  const pieces = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / reachPixels) || 1;
  for (let piece = 1; piece <= pieces; piece += 1) {
    const part = piece / pieces;
    const at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    const own = entryAt(board.entries, view.toBoard(at), reachPixels / view.zoom, isOwnInk);
    if (own) board.erase(own.id);
  }
}
