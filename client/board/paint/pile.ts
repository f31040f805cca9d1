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

/** Up to so many that came are put in one by one; more are sorted in together. */
const fewCame = 16;

const lowestFirst = (one: Piled, other: Piled): number => liesBelow(one.item, other.item);

export function createPile<One extends Piled>(): Pile<One> {
  const byId = new Map<string, One>();
  /** Lowest first, once {@link settle} has seen to those that went and came. */
  let order: One[] = [];
  let came: One[] = [];
  let someWent = false;

  /** A jump through a saved board takes and puts thousands between two looks at the order. */
  function settle(): void {
    const isThere = (one: One): boolean => byId.get(one.item.id) === one;
    if (someWent) {
      order = order.filter(isThere);
      came = came.filter(isThere);
      someWent = false;
    }
    if (came.length > fewCame) order = [...order, ...came].sort(lowestFirst);
    else for (const one of came) order.splice(placeOf(one), 0, one);
    if (came.length > 0) came = [];
  }

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

  function settled(): readonly One[] {
    settle();
    return order;
  }

  return {
    put(one) {
      const before = byId.get(one.item.id);
      if (before || someWent) settle();
      byId.set(one.item.id, one);
      if (!before) {
        came.push(one);
        return;
      }
      const isInPlace = depthOf(before.item) === depthOf(one.item);
      if (!isInPlace) order.splice(placeOf(before), 1);
      order.splice(placeOf(one), isInPlace ? 1 : 0, one);
    },
    take(id) {
      if (byId.delete(id)) someWent = true;
    },
    get: (id) => byId.get(id),
    on: (box) => settled().filter((one) => overlaps(box, one.box)),
    isEmpty: (box) => !settled().some((one) => overlaps(box, one.box)),
    all: settled,
  };
}
