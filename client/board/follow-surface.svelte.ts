/** How the view follows the place a board has on the page. */
import { untrack } from 'svelte';
import type { Board } from './board.ts';
import type { BoardView } from './view.svelte.ts';

/** For the life of the component that calls it; the size of the place is the outside world. */
export function followSurface(board: Board, view: BoardView): void {
  const boxes = () => board.entries.map(({ box }) => box);

  // The first look shows everything; it needs the surface's size and what came over the line.
  let hasLooked = false;
  $effect(() => {
    if (hasLooked || view.width === 0 || board.lineState === 'loading') return;
    hasLooked = true;
    untrack(() => view.fit(boxes()));
  });

  // A turned phone or a resized window keeps what was in the middle; nothing gets out of sight unseen.
  let before = { width: 0, height: 0 };
  $effect(() => {
    const { width, height } = view;
    if (width === 0) return; // Out of sight, while another board is looked at: nothing to follow.
    const had = before;
    before = { width, height };
    if (had.width === 0 || (had.width === width && had.height === height)) return;
    untrack(() => {
      view.pan((width - had.width) / 2, (height - had.height) / 2);
      const all = boxes();
      if (all.length > 0 && !all.some((box) => view.shows(box))) view.fit(all);
    });
  });
}
