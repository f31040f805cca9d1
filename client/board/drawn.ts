/**
 * Which items have their drawing in the page: those near what is in sight, and those that were lately,
 * since a view often comes back. The others are in the list by name only.
 */
import type { Box } from '../../shared/board/item.ts';
import type { BoardEntry } from './entry.svelte.ts';
import { overlaps } from './nearby.ts';

export interface Drawn {
  /** What lies near there is drawn; of the rest what was near last stays, up to the limit. */
  near(near: Box, list: readonly BoardEntry[]): void;
  /** An item has come, or has another place. */
  placed(entry: BoardEntry): void;
  gone(entry: BoardEntry): void;
}

/**
 * Drawings kept in the page away from what is near. With more of them the browser takes longer for
 * each frame of a pan than it takes now and then to draw some anew.
 */
export const mostKept = 200;
/** Of which so many go at once: nobody's pan waits until all of them are gone. */
const mostGoingAtOnce = 100;

export function createDrawn(): Drawn {
  /** The one that was near the longest ago comes first. */
  const drawn = new Set<BoardEntry>();
  let at: Box | null = null;

  function draw(entry: BoardEntry): void {
    drawn.delete(entry);
    drawn.add(entry);
    entry.isDrawn = true;
  }

  return {
    near(near, list) {
      at = near;
      let nearCount = 0;
      for (const entry of list) {
        if (!overlaps(near, entry.box)) continue;
        draw(entry);
        nearCount += 1;
      }
      const going = Math.min(mostGoingAtOnce, drawn.size - nearCount - mostKept);
      if (going <= 0) return;
      for (const entry of [...drawn].slice(0, going)) {
        drawn.delete(entry);
        entry.isDrawn = false;
      }
    },
    placed(entry) {
      if (at && overlaps(at, entry.box)) draw(entry);
    },
    gone(entry) {
      drawn.delete(entry);
    },
  };
}
