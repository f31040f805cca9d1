/** Which boxes overlap, and where one of their size has room. */
import type { Box } from '../../shared/board/item.ts';

export const overlaps = (one: Box, other: Box): boolean =>
  one.x <= other.x + other.w &&
  other.x <= one.x + one.w &&
  one.y <= other.y + other.h &&
  other.y <= one.y + one.h;

/** Board units between a new card and what lies there already. */
const gap = 16;
/** Rings of card-sized steps around the wanted place that are tried. */
const rings = 6;

/**
 * The place nearest to `wanted` (a card's upper left corner) where a card of its size covers none of
 * `taken`: beside, below, above; the wanted one when all is full.
 */
export function freePlace(wanted: Box, taken: readonly Box[]): { x: number; y: number } {
  const steps = Array.from({ length: 2 * rings + 1 }, (_, at) => at - rings);
  const places = steps
    .flatMap((across) => steps.map((down) => ({ across, down })))
    .sort(
      (one, other) =>
        Math.hypot(one.across, one.down) - Math.hypot(other.across, other.down) ||
        other.across - one.across ||
        other.down - one.down,
    )
    .map(({ across, down }) => ({
      x: wanted.x + across * (wanted.w + gap),
      y: wanted.y + down * (wanted.h + gap),
    }));
  const isFree = (at: { x: number; y: number }): boolean =>
    !taken.some((box) => overlaps({ ...wanted, ...at }, box));
  return places.find(isFree) ?? wanted;
}

/** Names what a reaction waits for where it reads the rest untracked. */
export const onChangeOf = (..._what: readonly unknown[]): void => undefined;
