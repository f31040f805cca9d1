/** The boards of a record as they lay at one of its moments. */
import type { Zone } from '../board/zone-name.ts';
import type { Instant, ItemId } from '../ids.ts';
import type { Moment, RecordItem, SessionRecordRead } from './record.ts';

export interface Replay {
  /** The zones that were used, the joint one first, then as they were used. */
  readonly zones: readonly Zone[];
  /**
   * What lay there at a moment, by its place among the moments; before the first, at −1, nothing. The
   * same list for the same place, in no order that means anything.
   */
  at(zone: Zone, moment: number): readonly RecordItem[];
}

/**
 * Moments between two boards that are kept whole: going anywhere then takes at most so many changes,
 * and 300 moments of 5,000 items keep some twelve lists of references.
 */
const keepEvery = 25;

type Lying = Map<ItemId, RecordItem>;

export function replayOf({ items, moments }: Pick<SessionRecordRead, 'items' | 'moments'>): Replay {
  const changes = new Map<Zone, Map<number, Moment['zones'][number]>>();
  for (const [at, { zones }] of moments.entries()) {
    for (const change of zones) {
      const ofZone = changes.get(change.zone) ?? new Map<number, Moment['zones'][number]>();
      changes.set(change.zone, ofZone.set(at, change));
    }
  }
  const kept = new Map(
    [...changes].map(([zone, ofZone]) => [zone, keptBoards(ofZone, moments.length, items)]),
  );
  const zones = [...changes.keys()].sort(jointFirst);
  let last: { zone: Zone; moment: number; lying: readonly RecordItem[] } | null = null;

  return {
    zones,
    at(zone, wanted) {
      const moment = Math.min(wanted, moments.length - 1);
      if (last?.zone === zone && last.moment === moment) return last.lying;
      const from = Math.floor(moment / keepEvery);
      const lying: Lying = new Map(moment < 0 ? [] : kept.get(zone)?.[from]);
      for (let at = from * keepEvery + 1; at <= moment; at += 1) {
        change(lying, changes.get(zone)?.get(at), items);
      }
      last = { zone, moment, lying: [...lying.values()] };
      return last.lying;
    },
  };
}

/** The board at the moments 0, {@link keepEvery}, and so on. */
function keptBoards(
  ofZone: ReadonlyMap<number, Moment['zones'][number]>,
  count: number,
  items: readonly RecordItem[],
): readonly Lying[] {
  const boards: Lying[] = [];
  const lying: Lying = new Map();
  for (let at = 0; at < count; at += 1) {
    change(lying, ofZone.get(at), items);
    if (at % keepEvery === 0) boards.push(new Map(lying));
  }
  return boards;
}

function change(
  lying: Lying,
  by: Moment['zones'][number] | undefined,
  items: readonly RecordItem[],
): void {
  for (const id of by?.gone ?? []) lying.delete(id);
  for (const place of by?.put ?? []) {
    const item = items[place];
    if (item) lying.set(item.id, item);
  }
}

const jointFirst = (one: Zone, other: Zone): number =>
  Number(other === 'joint') - Number(one === 'joint');

/** The last moment that is not after `at`; −1 before the first. */
export function momentAt(moments: readonly Pick<Moment, 'at'>[], at: Instant): number {
  let [from, to] = [0, moments.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const one = moments[middle];
    if (one && one.at <= at) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
