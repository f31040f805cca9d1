/** Which item is in hand: selected, being edited, and where the keyboard enters the list. */
import type { ItemId } from '../../shared/ids.ts';
import type { BoardEntry } from './entry.svelte.ts';

export class Selection {
  selected = $state.raw<ItemId | null>(null);
  editing = $state.raw<ItemId | null>(null);
  current = $state.raw<ItemId | null>(null);

  /** Lets go of what vanishes. The place in the list is kept: the next one, at the end the one before. */
  losing(list: readonly BoardEntry[], isThere: (id: ItemId) => boolean): void {
    const isGone = (id: ItemId | null): boolean => id !== null && !isThere(id);
    if (isGone(this.current)) {
      const at = list.findIndex(({ id }) => id === this.current);
      const near = [...list.slice(at), ...list.slice(0, at).reverse()];
      this.current = near.find(({ id }) => isThere(id))?.id ?? null;
    }
    if (isGone(this.selected)) this.selected = null;
    if (isGone(this.editing)) this.editing = null;
  }

  clear(): void {
    this.selected = this.editing = this.current = null;
  }
}
