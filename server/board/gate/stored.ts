/** Finds what holds a clock in the document, and remembers where it looked last. */
import * as Y from 'yjs';
import type { Judging } from './judging.ts';
import { RefusedInk } from './references.ts';

type Stored = Y.Item | Y.GC;

/** The structs of a client, in order; none when the document has nothing of it. */
export function structsOf(judging: Judging, client: number): readonly Stored[] {
  if (judging.lastClient !== client) {
    judging.lastClient = client;
    judging.lastStructs = judging.store.clients.get(client) ?? nothing;
    judging.lastIndex = 0;
  }
  return judging.lastStructs;
}
const nothing: readonly Stored[] = [];

/** Where the clock of a client's structs stands. */
export function endOf(structs: readonly Stored[]): number {
  const last = structs[structs.length - 1];
  return last === undefined ? 0 : last.id.clock + last.length;
}

/**
 * The index of what holds `clock`, which must be below the end. Most of what one update refers to
 * lies side by side: the place of an item's x and y, the entries it deletes.
 * @param structs as `structsOf` gave them last
 */
export function indexOf(judging: Judging, structs: readonly Stored[], clock: number): number {
  let index = judging.lastIndex;
  if (!holds(structs[index], clock)) {
    index += 1;
    if (!holds(structs[index], clock)) index = Y.findIndexSS(structs as Stored[], clock);
  }
  judging.lastIndex = index;
  return index;
}

const holds = (struct: Stored | undefined, clock: number): boolean =>
  struct !== undefined && struct.id.clock <= clock && clock < struct.id.clock + struct.length;

/** @throws RefusedInk when the document has no such clock yet */
export function storedAt(judging: Judging, client: number, clock: number): Stored {
  const structs = structsOf(judging, client);
  const found = clock < endOf(structs) ? structs[indexOf(judging, structs, clock)] : undefined;
  if (!found) throw new RefusedInk('gap');
  return found;
}
