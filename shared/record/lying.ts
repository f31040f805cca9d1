/** What lies on the boards of a record at one of its moments. */
import { liesBelow } from '../board/item.ts';
import type { Zone } from '../board/zone.ts';
import type { ItemId } from '../ids.ts';
import type { RecordItem, SessionRecordRead } from './record.ts';

export interface LyingBoard {
  readonly zone: Zone;
  /** Lowest first. */
  readonly items: readonly RecordItem[];
}

/**
 * The boards as they stood.
 * @param upTo how many moments have been; all of them: the boards at the end
 */
export function lyingAfter(
  { items, moments }: Pick<SessionRecordRead, 'items' | 'moments'>,
  upTo: number = moments.length,
): readonly LyingBoard[] {
  const zones = new Map<Zone, Map<ItemId, RecordItem>>();
  for (const moment of moments.slice(0, upTo)) {
    for (const { zone, put, gone } of moment.zones) {
      const there = zones.get(zone) ?? new Map<ItemId, RecordItem>();
      zones.set(zone, there);
      for (const id of gone) there.delete(id);
      for (const place of put) {
        const item = items[place];
        if (item) there.set(item.id, item);
      }
    }
  }
  return [...zones].map(([zone, there]) => ({ zone, items: [...there.values()].sort(liesBelow) }));
}
