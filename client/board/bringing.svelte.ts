/** "Come and look here", as the one who is brought has it: there gently, and back with one press (rule S15). */
import { untrack } from 'svelte';
import type { Box } from '../../shared/board/item.ts';
import type { Board } from './board.ts';
import type { Gestures } from './gestures.svelte.ts';
import { glide } from './glide.ts';
import type { BoardView, Place } from './view.svelte.ts';

export interface Brought {
  readonly area: Box;
  /** Who brings. */
  readonly by: string;
}

export class Bringing {
  /** Whoever brought this page somewhere, while there is a way back. */
  by = $state.raw<string | null>(null);
  readonly #view: BoardView;
  #own: Place | null = null;
  #stop = (): void => undefined;

  constructor(view: BoardView) {
    this.#view = view;
  }

  /** Brought again before going back, one's own place is still the one before. */
  follow({ area, by }: Brought): void {
    this.#own ??= this.#view.place();
    this.by = by;
    this.#glide(this.#view.placeOf(area));
  }

  /** @returns whether there was a place to go back to. */
  back(): boolean {
    const own = this.#own;
    if (!own) return false;
    this.stay();
    this.#glide(own);
    return true;
  }

  /** Here is one's own place now. */
  stay(): void {
    this.#own = null;
    this.by = null;
  }

  stop(): void {
    this.#stop();
  }

  #glide(to: Place): void {
    this.#stop();
    this.#stop = glide(this.#view, to);
  }
}

/**
 * For the life of the component that calls it. What is being drawn, dragged or written is never
 * pulled away: the view follows when the hand is free.
 */
export function followBringing(
  bringing: Bringing,
  { board, view, gestures }: { board: Board; view: BoardView; gestures: Gestures },
  brought: () => Brought | null,
  followed: (by: string) => void,
): void {
  $effect(() => {
    const look = brought();
    if (!look || gestures.isBusy || board.editing || view.width === 0) return;
    if (board.lineState === 'loading') return;
    untrack(() => {
      bringing.follow(look);
      followed(look.by);
    });
  });
  $effect(() => () => bringing.stop());
}
