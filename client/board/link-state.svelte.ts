/** What a board's link says of itself, as views follow it. */
import type { BoardLink } from './board-link.ts';

const nothing: ReturnType<BoardLink['unsaved']> = new Set();

export class LinkState {
  lineState = $state.raw<ReturnType<BoardLink['state']>>('loading');
  isSaved = $state.raw(true);
  unsaved = $state.raw<ReturnType<BoardLink['unsaved']>>(nothing);
  lost = $state.raw<ReturnType<BoardLink['lost']>>([]);
  hasOffered = $state.raw(false);
  readonly stop: () => void;

  constructor(link: BoardLink) {
    const read = (): void => {
      this.lineState = link.state();
      this.isSaved = link.isSaved();
      this.unsaved = link.unsaved();
      this.lost = link.lost();
      this.hasOffered = link.hasOffered();
    };
    read();
    this.stop = link.subscribe(read);
  }
}
