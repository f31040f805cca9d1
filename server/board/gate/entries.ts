/**
 * Entries of a map: what Yjs walks to find the place of a new one is charged before it walks; a small
 * frame could else keep the server busy for seconds. The order among them depends on nothing but
 * their ids, since none names what lies to its right.
 */
import type * as Y from 'yjs';
import { charge, type Judging } from './judging.ts';
import { isStruct } from './references.ts';
import type { Struct } from './struct.ts';

/**
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
  if (isFirstBehindOwn(struct)) return; // Nobody else has that one yet.
  charge(judging, brought);
  const { origin } = struct;
  if (origin && isStruct(origin)) return;
  // Without a neighbour, or with one that is not the last, Yjs goes along the entries of this key.
  for (let at = last ?? null; at !== null && at !== origin; at = at.left) charge(judging, 1);
}

/** Whether it is the first to follow another struct of the update at that one's end. */
function isFirstBehindOwn(struct: Struct): boolean {
  const { origin } = struct;
  if (!origin || !isStruct(origin) || origin.follower) return false;
  if (struct.originClock !== origin.clock + origin.length - 1) return false;
  origin.follower = struct;
  return true;
}
