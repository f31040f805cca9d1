/**
 * What Yjs walks to find a struct's place among concurrent ones is charged before it walks; a small
 * frame could else keep the server busy for seconds. From the left neighbour on, Yjs goes along
 * whatever follows that very neighbour, and along what follows that (Item.integrate). So
 *
 * - a struct that is the first to follow one of the same update costs nothing: nobody has it yet;
 * - one that follows something in the document costs what of the document lies up to its right
 *   neighbour, and, if there is anything, what the update itself may have put there;
 * - one that follows what another follows already has that other to its right, when honest.
 */
import type * as Y from 'yjs';
import type { JudgedList } from './home.ts';
import { charge, type Judging } from './judging.ts';
import { walk } from './order.ts';
import { isStruct } from './references.ts';
import type { Struct } from './struct.ts';

/**
 * Counts what Yjs walks to place an entry of a map.
 * @param last the document's last entry at that key
 * @param brought structs that the update has brought before and that may lie at that key
 * @throws UnreadableInk beyond the limit
 */
export function chargeEntry(
  judging: Judging,
  struct: Struct,
  last: Y.Item | undefined,
  brought: number,
): void {
  if (isFirstBehindOwn(struct)) return;
  charge(judging, brought);
  const { origin } = struct;
  if (origin && isStruct(origin)) return;
  // Without a neighbour, or with one that is not the last, Yjs goes along the entries of this key.
  for (let at = last ?? null; at !== null && at !== origin; at = at.left) charge(judging, 1);
}

/**
 * Counts what Yjs walks to place a struct of a list; to be asked after `isInOrder`.
 * @throws UnreadableInk beyond the limit
 */
export function chargePlace(judging: Judging, struct: Struct, list: JudgedList): void {
  if (isFirstBehindOwn(struct)) return;
  const { origin } = struct;
  const isHonest = hasFollowerToItsRight(struct, list);
  if (!isHonest) list.isTangled = true;
  const between = origin && isStruct(origin) ? 0 : documentBetween(judging, struct, list);
  charge(judging, between);
  if (between > 0 || list.isTangled) charge(judging, list.added.length);
}

/** Whether it is the first to follow another struct of the update at that one's end. */
function isFirstBehindOwn(struct: Struct): boolean {
  const { origin } = struct;
  if (!origin || !isStruct(origin) || origin.follower) return false;
  if (struct.originClock !== origin.clock + origin.length - 1) return false;
  origin.follower = struct;
  return true;
}

/** Whether to its right is what followed its left neighbour last, if anything has. */
function hasFollowerToItsRight(struct: Struct, list: JudgedList): boolean {
  if (list.added.length === 1) return true;
  const followers = (list.followers ??= new Map<string, Struct>());
  const at = `${struct.originClient} ${struct.originClock}`;
  const before = followers.get(at) ?? followerAtEnd(struct);
  followers.set(at, struct);
  const { origin, right } = struct;
  if (before) return right === before && struct.rightClock === before.clock;
  // In the middle of another of the update's: what follows is the rest of that one.
  if (!origin || !isStruct(origin)) return true;
  return right === origin && struct.rightClock === struct.originClock + 1;
}

function followerAtEnd({ origin, originClock }: Struct): Struct | null {
  if (!origin || !isStruct(origin)) return null;
  return originClock === origin.clock + origin.length - 1 ? origin.follower : null;
}

/** Items of the document between what surely lies left and what surely lies right. */
function documentBetween(judging: Judging, struct: Struct, { type }: JudgedList): number {
  const { leftItem, leftClock, rightItem, rightItemClock } = struct;
  if (leftItem !== null && leftItem === rightItem) return rightItemClock - leftClock > 1 ? 1 : 0;
  const rest = leftItem && leftClock < leftItem.id.clock + leftItem.length - 1 ? 1 : 0;
  return rest + Math.max(0, walk(judging, leftItem, rightItem, type?._start ?? null));
}
