/**
 * What is known while one update is judged. One plain object that the parts of the gate are handed,
 * made anew for each update: an update is judged for every stroke of everybody, and closures for each
 * would cost more than the judging.
 */
import type * as Y from 'yjs';
import type { Hand, Standing } from '../../../shared/board/rights.ts';
import type { ParticipantId } from '../../../shared/ids.ts';
import type { Births, JudgedItem, JudgedList, YType } from './home.ts';
import { maxStepsPerUpdate } from './limits.ts';
import { UnreadableInk } from './reader.ts';
import type { DeleteRange, Section } from './read-update.ts';
import { recallOfNone, type Recall } from './recall.ts';
import type { Struct } from './struct.ts';

export interface Judging {
  readonly store: Y.Doc['store'];
  /** The root: every item lies in it. */
  readonly items: YType;
  readonly standingOf: (participant: ParticipantId) => Standing;
  readonly births: Births;
  readonly sender: Hand;
  readonly sections: readonly Section[];
  /** Items that may still be made. */
  roomForItems: number;
  /** Items and lists looked at so far; a list by its type, or by the struct that makes it. */
  readonly seenItems: Recall<YType, JudgedItem>;
  readonly seenLists: Recall<YType | Struct, JudgedList>;
  /** Entries of the root that the update brings, by key; made when the first comes. */
  rootEntries: Map<string, number> | null;
  /** Whether any struct turned out to be dead, and whether anything was refused. */
  hasDead: boolean;
  hasRefused: boolean;
  /** What may still be walked for this update; see entries.ts and shadow.ts. */
  stepsLeft: number;
  /** See stored.ts. */
  lastClient: number;
  lastStructs: readonly (Y.Item | Y.GC)[];
  lastIndex: number;
}

export const judgingOf = (
  known: Pick<Judging, 'store' | 'items' | 'standingOf' | 'births' | 'roomForItems'>,
  sender: Hand,
  sections: readonly Section[],
): Judging => ({
  store: known.store,
  items: known.items,
  standingOf: known.standingOf,
  births: known.births,
  sender,
  sections,
  roomForItems: known.roomForItems,
  seenItems: recallOfNone(),
  seenLists: recallOfNone(),
  rootEntries: null,
  hasDead: false,
  hasRefused: false,
  stepsLeft: maxStepsPerUpdate,
  lastClient: -1,
  lastStructs: [],
  lastIndex: 0,
});

/** The section of `client`, if the update brings anything new of it. */
export function sectionOf({ sections }: Judging, client: number): Section | undefined {
  for (const section of sections) if (section.client === client) return section;
  return undefined;
}

/** How many clocks of a struct of its own the update itself deletes. */
export function goneOf(judging: Judging, struct: Struct): number {
  const gone = sectionOf(judging, struct.client)?.gone;
  if (!gone) return 0;
  const end = struct.clock + struct.length;
  let count = 0;
  for (let at = firstBehind(gone, struct.clock); at < gone.length; at += 1) {
    const range = gone[at];
    if (!range || range.clock >= end) break;
    count += Math.min(end, range.clock + range.length) - Math.max(struct.clock, range.clock);
  }
  return count;
}

/** The index of the first range that ends behind `clock`. */
function firstBehind(ranges: readonly DeleteRange[], clock: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range && range.clock + range.length <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the update itself deletes all of a struct of its own. */
export const isDeletedHere = (judging: Judging, struct: Struct): boolean =>
  goneOf(judging, struct) === struct.length;

/** @throws UnreadableInk beyond the limit */
export function charge(judging: Judging, steps: number): void {
  judging.stepsLeft -= steps;
  if (judging.stepsLeft < 0) throw new UnreadableInk('too-big');
}
