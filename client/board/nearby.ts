/** Which items are drawn: those near what is in sight. The others are in the list by name only. */
import type { Box } from '../../shared/board/item.ts';

/** `x y w h` as one value, so that only a rectangle that really changed counts as a change. */
export const keyOf = ({ x, y, w, h }: Box): string => [x, y, w, h].join(' ');

export const overlaps = (one: Box, other: Box): boolean =>
  one.x <= other.x + other.w &&
  other.x <= one.x + one.w &&
  one.y <= other.y + other.h &&
  other.y <= one.y + one.h;

/** Names what a reaction waits for where it reads the rest untracked. */
export const onChangeOf = (..._what: readonly unknown[]): void => undefined;
