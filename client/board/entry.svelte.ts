/** One item as the views read it: replaced whole when it changes, so only its own view redraws. */
import type { ItemId } from '../../shared/ids.ts';
import { boxOf, type Box, type Item } from '../../shared/board/item.ts';

export class BoardEntry {
  readonly id: ItemId;
  item: Item;
  readonly box: Box;
  /** Where it lies for whoever reads the list; follows the box after a moment. */
  place = $state.raw<Box>({ x: 0, y: 0, w: 0, h: 0 });
  readonly isFrame: boolean;
  /** The frame it is read in, and of a frame how much is read in it; set as the list is put in order. */
  inside = $state.raw<BoardEntry | null>(null);
  contents = $state.raw(0);

  constructor(item: Item) {
    this.id = item.id;
    this.isFrame = item.kind === 'frame';
    this.item = $state.raw(item);
    this.box = $derived(boxOf(this.item));
    this.place = boxOf(item);
  }
}
