/**
 * Whether a struct of a list lies where it says: at some time, whoever made it must have seen its two
 * neighbours side by side. Else Yjs puts it here or there depending on what it met first, and the
 * therapist could be shown another text than the family, or than whoever comes later.
 *
 * Mostly the neighbours are side by side right now. Where something lies between them, it is looked
 * at closely (shadow.ts): it may only be what the sender had not seen (knowledge.ts).
 */
import * as Y from 'yjs';
import type { JudgedList } from './home.ts';
import type { Judging } from './judging.ts';
import { isStruct } from './references.ts';
import { placedIn, shadowOf } from './shadow.ts';
import type { Struct } from './struct.ts';

/** Up to so many, looking through them is quicker than making a shadow. */
const fewPlaced = 8;

/** To be asked of every struct that may enter a list, each after those it refers to. */
export function isInOrder(judging: Judging, struct: Struct, list: JudgedList): boolean {
  if (list.shadow === null) {
    if (isBetweenNeighbours(struct, list)) {
      list.placed.push(struct);
      return true;
    }
    list.shadow = shadowOf(judging, list);
  }
  return placedIn(judging, list.shadow, struct);
}

/**
 * Whether nothing lies between its neighbours: Yjs then puts it there without a look at anything
 * else. Sound as long as that held for all that the update has put into the list before.
 */
function isBetweenNeighbours(struct: Struct, { type, placed }: JudgedList): boolean {
  const { origin, right } = struct;
  if (origin && isStruct(origin)) return isBehindOwn(struct, origin);
  if (placed.length > fewPlaced) return false;
  for (const before of placed) {
    const isSame =
      before.originClient === struct.originClient && before.originClock === struct.originClock;
    if (isSame) return false;
  }
  if (!(origin instanceof Y.Item)) return right === (type?._start ?? null) && isBeginning(struct);
  if (struct.originClock === origin.id.clock + origin.length - 1)
    return right === origin.right && isBeginning(struct);
  return right === origin && struct.rightClock === struct.originClock + 1;
}

/** Whether it names its right neighbour by that one's beginning; true where there is none. */
const isBeginning = ({ right, rightClock }: Struct): boolean =>
  right === null || (right instanceof Y.Item && right.id.clock === rightClock);

/** Behind another struct of the update: at its end before what that one lies before, or inside it. */
function isBehindOwn(struct: Struct, origin: Struct): boolean {
  if (struct.originClock < origin.clock + origin.length - 1) return false;
  if (origin.follower) return false;
  origin.follower = struct;
  return struct.rightClient === origin.rightClient && struct.rightClock === origin.rightClock;
}
