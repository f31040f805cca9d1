/**
 * Whether a struct of a text lies where it says: its left neighbour must lie left of its right one.
 * Else Yjs puts it here or there depending on what it met first, and the therapist could be shown
 * another text than the family.
 */
import * as Y from 'yjs';
import { charge, type Judging } from './judging.ts';
import { isStruct } from './references.ts';
import type { Referred, Struct } from './struct.ts';

/**
 * False when `struct`, of a list whose first item is `start`, can't be shown to be in order. To be
 * asked of every struct of a list, each after those it refers to.
 */
export function isInOrder(judging: Judging, struct: Struct, start: Y.Item | null): boolean {
  const { origin, right } = struct;
  note(struct);
  if (right === null || origin === null) return true;
  if (origin === right) return struct.originClock < struct.rightClock;
  if (right instanceof Y.Item && origin instanceof Y.Item) {
    return leadsTo(judging, origin, right, start);
  }
  return meets(judging, struct, origin, right) || isBetween(judging, struct, origin, right, start);
}

/** Notes what of the document surely lies to both sides; what it refers to has been noted before. */
function note(struct: Struct): void {
  const { origin, right } = struct;
  if (origin instanceof Y.Item) {
    struct.leftItem = origin;
    struct.leftClock = struct.originClock;
  } else if (origin && isStruct(origin)) {
    struct.leftItem = origin.leftItem;
    struct.leftClock = origin.leftClock;
  }
  if (right instanceof Y.Item) {
    struct.rightItem = right;
    struct.rightItemClock = struct.rightClock;
  } else if (right && isStruct(right)) {
    struct.rightItem = right.rightItem;
    struct.rightItemClock = right.rightItemClock;
  }
}

const leadsTo = (
  judging: Judging,
  from: Y.Item | null,
  to: Y.Item | null,
  start: Y.Item | null,
): boolean => walk(judging, from, to, start) >= 0;

/**
 * Items from behind `from` (or from the start) to before `to` (or to the end); -1 when that isn't met.
 * What is walked is charged, once for as long as the same walk is asked for.
 */
export function walk(
  judging: Judging,
  from: Y.Item | null,
  to: Y.Item | null,
  start: Y.Item | null,
): number {
  let at = from ? from.right : start;
  if (at === to) return 0;
  // Not when it begins at the start: that is another place in every list.
  const isKept = from !== null && judging.walkedFrom === from && judging.walkedTo === to;
  if (isKept && judging.walkedSteps >= 0) return judging.walkedSteps;
  let steps = 0;
  for (; at !== to; at = at.right) {
    if (at === null) return -1;
    charge(judging, 1);
    steps += 1;
  }
  judging.walkedFrom = from;
  judging.walkedTo = to;
  judging.walkedSteps = from === null ? -1 : steps;
  return steps;
}

/** Going from one neighbour along the update's own structs meets the other. */
function meets(judging: Judging, struct: Struct, origin: Referred, right: Referred): boolean {
  for (let at: Referred | null = origin; at && isStruct(at); at = at.right) {
    charge(judging, 1);
    if (at.rightClient === struct.rightClient && at.rightClock === struct.rightClock) return true;
  }
  for (let at: Referred | null = right; at && isStruct(at); at = at.origin) {
    charge(judging, 1);
    if (at.originClient === struct.originClient && at.originClock === struct.originClock)
      return true;
    if (at.origin === origin && at.originClock >= struct.originClock) return true;
  }
  return false;
}

/** A place in the document: an item and a clock in it. */
interface Anchor {
  readonly item: Y.Item;
  readonly clock: number;
}

/** What surely lies right of the origin is at or before what surely lies left of the right origin. */
function isBetween(
  judging: Judging,
  { originClock, rightClock }: Struct,
  origin: Referred,
  right: Referred,
  start: Y.Item | null,
): boolean {
  const from = anchorRightOf(origin, originClock);
  const to = anchorLeftOf(right, rightClock);
  if (!from || !to) return false;
  return from.item === to.item
    ? from.clock <= to.clock
    : leadsTo(judging, from.item, to.item, start);
}

function anchorRightOf(origin: Referred, clock: number): Anchor | null {
  if (!isStruct(origin)) return origin instanceof Y.Item ? { item: origin, clock } : null;
  return origin.rightItem && { item: origin.rightItem, clock: origin.rightItemClock };
}

function anchorLeftOf(right: Referred, clock: number): Anchor | null {
  if (!isStruct(right)) return right instanceof Y.Item ? { item: right, clock } : null;
  return right.leftItem && { item: right.leftItem, clock: right.leftClock };
}
