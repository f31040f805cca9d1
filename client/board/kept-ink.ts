/**
 * What was done on a board that closed before it was known to be durable: kept in memory and never
 * shown, so that neither a dropped line nor a hold loses what anybody made (rule B10).
 */
import type { Zone } from '../../shared/board/zone.ts';
import type { KeptIntent, Lost } from './intent.ts';

export interface LeftBehind {
  /** Goes in by itself when the board is back. */
  readonly waiting: readonly KeptIntent[];
  /** Was under way when the board was covered: goes in when its maker says so. */
  readonly offered: readonly KeptIntent[];
  /** Could not stay, and its maker has not yet said what becomes of it. */
  readonly lost: readonly Lost[];
}

/** Knows no Yjs, so that the page of someone who only waits needs none. */
export interface KeptInk {
  /** Adds to what is kept of a zone. */
  keep(zone: Zone, left: LeftBehind): void;
  /** The board was covered: what waits is from now on offered. */
  covered(): void;
  /** Hands over what is kept of a zone, in order; a second call gives nothing. */
  take(zone: Zone): LeftBehind;
}

const nothing: LeftBehind = { waiting: [], offered: [], lost: [] };

/** One for as long as a person's page shows one session. */
export function createKeptInk(): KeptInk {
  let kept: ReadonlyMap<Zone, LeftBehind> = new Map();
  return {
    keep(zone, { waiting, offered, lost }) {
      const before = kept.get(zone) ?? nothing;
      const both: LeftBehind = {
        waiting: [...before.waiting, ...waiting],
        offered: [...before.offered, ...offered],
        lost: [...before.lost, ...lost],
      };
      kept = new Map([...kept, [zone, both]]);
    },
    covered() {
      kept = new Map(
        [...kept].map(([zone, { waiting, offered, lost }]) => [
          zone,
          { waiting: [], offered: [...offered, ...waiting], lost },
        ]),
      );
    },
    take(zone) {
      const left = kept.get(zone) ?? nothing;
      kept = new Map([...kept].filter(([other]) => other !== zone));
      return left;
    },
  };
}
