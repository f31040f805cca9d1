/** The items on the board in reading order, as they are in the document or a moment ahead of it. */
import { SvelteMap } from 'svelte/reactivity';
import type { ItemId } from '../../shared/ids.ts';
import type { Item } from '../../shared/board/item.ts';
import { asRead, frameAround, readsBefore } from '../../shared/board/reading.ts';
import { BoardEntry } from './entry.svelte.ts';
import { eachOnce, keeping, type ItemChange } from './item-change.ts';

/** Quiet time after which the list is put back into reading order. */
const settleAfterMs = 400;
/**
 * Milliseconds until the list, which nobody sees, has an item where another has moved it: the browser
 * lays out the whole list for each that changes its place.
 */
const placeAfterMs = 250;

/** Whoever paints what lies on the board, told item by item as it is shown. */
export interface ItemsSeer {
  put(item: Item): void;
  take(id: ItemId): void;
}

export interface Entries {
  readonly list: readonly BoardEntry[];
  /** The highest place in the stack so far. */
  readonly top: number;
  get(id: string | null): BoardEntry | undefined;
  /** Tells all items that are there now and, from then on, each change. @returns how to end it. */
  follow(seer: ItemsSeer): () => void;
  /** Shows an item ahead of the document. */
  show(item: Item): void;
  /** Follows the document; what did not change is left as it is. @returns what did. */
  read(ids: Iterable<string>): readonly ItemChange[];
  stop(): void;
}

export function createEntries({
  itemOf,
  isAhead,
  isResting,
  losing,
}: {
  /** What the document has, as far as it is seen here. */
  itemOf: (id: string) => Item | null;
  /** Whether the place and size shown wait to be written. */
  isAhead: (id: string) => boolean;
  /** Whether elements may be moved in the page: a reader's place and a caret are lost by it. */
  isResting: () => boolean;
  /** Called when entries go, with the list as it still is. */
  losing: (ids: readonly string[], list: readonly BoardEntry[]) => void;
}): Entries {
  const byId = new SvelteMap<string, BoardEntry>();
  let seers: readonly ItemsSeer[] = [];
  let list = $state.raw<readonly BoardEntry[]>([]);
  let top = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let placing: ReturnType<typeof setTimeout> | undefined;
  let moved: BoardEntry[] = [];

  const frames = (all: readonly BoardEntry[]): readonly BoardEntry[] =>
    all.filter(({ isFrame }) => isFrame);

  /** In reading order, each told the frame it is read in. */
  function ordered(all: readonly BoardEntry[]): readonly BoardEntry[] {
    const around = frames(all);
    for (const frame of around) frame.contents = 0;
    for (const entry of all) {
      entry.inside = frameAround(entry, around);
      if (entry.inside) entry.inside.contents += 1;
    }
    return asRead(all);
  }

  /** Behind what is read before it in its own frame, or outside of all. */
  function placeOf(entry: BoardEntry, all: readonly BoardEntry[]): number {
    const { inside } = entry;
    const at = all.findIndex(
      (other) => other.inside === inside && other !== inside && readsBefore(entry, other) < 0,
    );
    if (at >= 0) return at;
    if (!inside) return all.length;
    return all.findLastIndex((other) => other === inside || other.inside === inside) + 1;
  }

  /** Puts new entries where they are read, without moving those that are there. */
  function put(come: readonly BoardEntry[]): void {
    if (come.length > 8) {
      list = ordered([...list, ...come]);
      return;
    }
    const longer = [...list];
    const around = frames([...list, ...come]);
    for (const entry of come) {
      entry.inside = frameAround(entry, around);
      longer.splice(placeOf(entry, longer), 0, entry);
    }
    list = longer;
    if (around.length > 0) settleSoon();
  }

  function take(gone: readonly string[]): void {
    for (const id of gone) {
      const entry = byId.get(id);
      byId.delete(id);
      if (!entry) continue;
      for (const seer of seers) seer.take(entry.id);
    }
    losing(gone, list);
    const hadFrames = list.some(({ isFrame }) => isFrame);
    list = list.filter(({ id }) => byId.has(id));
    if (hadFrames) settleSoon();
  }

  function settleSoon(): void {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (!isResting()) {
        settleSoon();
        return;
      }
      const sorted = ordered(list);
      if (sorted.some((entry, at) => entry !== list[at])) list = sorted;
    }, settleAfterMs);
  }

  function placed(entry: BoardEntry): void {
    top = Math.max(top, entry.item.z);
    for (const seer of seers) seer.put(entry.item);
  }

  function placeSoon(entry: BoardEntry): void {
    moved.push(entry);
    placing ??= setTimeout(() => {
      placing = undefined;
      for (const one of moved) one.place = one.box;
      moved = [];
    }, placeAfterMs);
  }

  const bear = (item: Item): BoardEntry => {
    const born = new BoardEntry(item);
    byId.set(item.id, born);
    placed(born);
    return born;
  };

  return {
    get list() {
      return list;
    },
    get top() {
      return top;
    },
    get: (id) => (id === null ? undefined : byId.get(id)),
    follow(seer) {
      seers = [...seers, seer];
      for (const { item } of list) seer.put(item);
      return () => {
        seers = seers.filter((one) => one !== seer);
      };
    },
    show(item) {
      const entry = byId.get(item.id);
      if (entry) {
        entry.item = item;
        placed(entry);
        if (item.kind === 'ink')
          placeSoon(entry); // It may be growing.
        else entry.place = entry.box;
        settleSoon();
      } else put([bear(item)]);
    },
    read(ids) {
      const changes: ItemChange[] = [];
      const come: BoardEntry[] = [];
      const gone: string[] = [];
      for (const id of eachOnce(ids)) {
        const entry = byId.get(id);
        const before = entry?.item ?? null;
        let after = itemOf(id);
        if (after && before) after = keeping(before, after, isAhead(id));
        if (after === before) continue;
        changes.push({ before, after });
        if (!after) gone.push(id);
        else if (!entry) come.push(bear(after));
        else {
          entry.item = after;
          placed(entry);
          placeSoon(entry);
          settleSoon();
        }
      }
      if (gone.length) take(gone);
      if (come.length) put(come);
      return changes;
    },
    stop() {
      clearTimeout(settling);
      clearTimeout(placing);
      byId.clear();
      seers = [];
      list = [];
    },
  };
}
