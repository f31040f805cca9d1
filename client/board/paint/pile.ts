/** The painted items in the order they lie on each other, and those that lie somewhere. */
import { depthOf, liesBelow, type Box, type Item } from '../../../shared/board/item.ts';
import { overlaps } from '../nearby.ts';

export interface Piled {
  readonly item: Item;
  /** All that it may cover. */
  readonly box: Box;
}

export interface Pile<One extends Piled> {
  /** Puts one where it lies, in the place of the one with its id. */
  put(one: One): void;
  take(id: string): void;
  get(id: string): One | undefined;
  /** Those that may cover some of `box`, lowest first. */
  on(box: Box): readonly One[];
  /** Whether there are none of those. */
  isEmpty(box: Box): boolean;
  /** Lowest first. */
  all(): readonly One[];
}

export function createPile<One extends Piled>(): Pile<One> {
  const byId = new Map<string, One>();
  /** Lowest first. */
  const order: One[] = [];

  /** Where `one` lies, or would lie, in the order. */
  function placeOf({ item }: One): number {
    let [from, to] = [0, order.length];
    while (from < to) {
      const at = (from + to) >> 1;
      const other = order[at];
      if (other && liesBelow(other.item, item) < 0) from = at + 1;
      else to = at;
    }
    return from;
  }

  return {
    put(one) {
      const before = byId.get(one.item.id);
      byId.set(one.item.id, one);
      const isInPlace = before && depthOf(before.item) === depthOf(one.item);
      if (before && !isInPlace) order.splice(placeOf(before), 1);
      order.splice(placeOf(one), isInPlace ? 1 : 0, one);
    },
    take(id) {
      const before = byId.get(id);
      if (!before) return;
      byId.delete(id);
      order.splice(placeOf(before), 1);
    },
    get: (id) => byId.get(id),
    on: (box) => order.filter((one) => overlaps(box, one.box)),
    isEmpty: (box) => !order.some((one) => overlaps(box, one.box)),
    all: () => order,
  };
}
