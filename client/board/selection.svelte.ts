/** Which items are in hand: selected, being edited, and where the keyboard enters the list. */
import type { ItemId } from '../../shared/ids.ts';
import type { BoardEntry } from './entry.svelte.ts';

export class Selection {
  /** In the order they were selected. */
  chosen = $state.raw<readonly ItemId[]>([]);
  editing = $state.raw<ItemId | null>(null);
  current = $state.raw<ItemId | null>(null);
  /** Whether a press adds to what is selected, and walking on keeps it: Shift without a keyboard. */
  picksMore = $state.raw(false);

  // Made anew whenever `chosen` is, and never changed: there is nothing in it to react to.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #isChosen = $derived(new Set(this.chosen));

  /** The one item that alone is selected. */
  get selected(): ItemId | null {
    return this.chosen.length === 1 ? (this.chosen[0] ?? null) : null;
  }

  has(id: ItemId): boolean {
    return this.#isChosen.has(id);
  }

  choose(ids: readonly ItemId[]): void {
    this.chosen = ids;
    if (ids.length === 0) this.picksMore = false;
  }

  /** Lets go of what vanishes. The place in the list is kept: the next one, at the end the one before. */
  losing(list: readonly BoardEntry[], isThere: (id: ItemId) => boolean): void {
    const isGone = (id: ItemId | null): boolean => id !== null && !isThere(id);
    if (isGone(this.current)) {
      const at = list.findIndex(({ id }) => id === this.current);
      const near = [...list.slice(at), ...list.slice(0, at).reverse()];
      this.current = near.find(({ id }) => isThere(id))?.id ?? null;
    }
    if (this.chosen.some(isGone)) this.choose(this.chosen.filter(isThere));
    if (isGone(this.editing)) this.editing = null;
  }

  clear(): void {
    this.choose([]);
    this.editing = this.current = null;
  }
}
