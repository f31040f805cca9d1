/** What one frame of ink may hold at the most. Whoever meets a limit is told which. */
import { maxAltLength } from '../../../shared/board/alt.ts';

/** Structs in one update: a paste of the longest note, or a re-sync after an hour without a line. */
export const maxStructsPerUpdate = 20_000;
/** Ranges in one update's delete set: a re-sync carries those of the whole board. */
export const maxDeleteRangesPerUpdate = 20_000;
/** Elements of one struct: the longest erased stroke, ninety times over. */
export const maxStructLength = 1_000_000;
/** Where a clock may stand at the most: Yjs reads and writes them as 32-bit numbers here and there. */
export const maxClock = 2 ** 31;
/** Yjs draws 32-bit clientIDs. */
export const maxClientId = 2 ** 32 - 1;
/** ClientIDs of one sender with something new in one update: a page and the reloads before it. */
export const maxNewClientIdsPerUpdate = 8;
/** Bytes of a key: the longest honest one is an item's id, 24. */
export const maxKeyBytes = 64;
/** Bytes of one text value in a map: the longest text alternative, of characters that take three each. */
export const maxValueBytes = 3 * maxAltLength;
/**
 * Neighbours looked at while proving where an update's structs belong, which also bounds what Yjs
 * looks at: an honest update needs a handful, 100,000 take a few milliseconds.
 */
export const maxStepsPerUpdate = 100_000;

/** What a reader refuses to go beyond. */
export interface ReadLimits {
  readonly structs: number;
  readonly deleteRanges: number;
  /** ClientIDs with something new. */
  readonly newClientIds: number;
}
/** Of one frame from a page. */
export const frameLimits: ReadLimits = {
  structs: maxStructsPerUpdate,
  deleteRanges: maxDeleteRangesPerUpdate,
  newClientIds: maxNewClientIdsPerUpdate,
};
/** Of what was judged before, or written by the server: a snapshot may hold a whole session. */
export const noLimits: ReadLimits = {
  structs: Infinity,
  deleteRanges: Infinity,
  newClientIds: Infinity,
};
