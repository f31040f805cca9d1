/**
 * Own ink that a closed board had not yet got acknowledged: kept in memory, never shown, and given to
 * the next line to the same zone, so that a hold or a dropped line loses nothing anybody made.
 */
import type { Zone } from '../../shared/board/zone.ts';

/** Knows no Yjs, so that the page of someone who only waits needs none. */
export interface KeptInk {
  /** Adds a Yjs V1 update to what is kept of a zone. */
  keep(zone: Zone, update: Uint8Array): void;
  /** Hands over what is kept of a zone, in order; a second call gives nothing. */
  take(zone: Zone): readonly Uint8Array[];
}

/** One for as long as a person's page shows one session. */
export function createKeptInk(): KeptInk {
  const kept = new Map<Zone, readonly Uint8Array[]>();
  return {
    keep: (zone, update) => {
      kept.set(zone, [...(kept.get(zone) ?? []), update]);
    },
    take: (zone) => {
      const updates = kept.get(zone) ?? [];
      kept.delete(zone);
      return updates;
    },
  };
}
