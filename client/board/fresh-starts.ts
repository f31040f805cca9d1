/** How often a page may begin anew after a refusal. */

/**
 * Within one minute. An honest page is refused once in a while; one that is refused a sixth time
 * disagrees with the server about more than one act, and would only hammer it.
 */
const maxPerMinute = 5;

export interface FreshStarts {
  /** Counts one; false when there were too many. */
  mayBegin(): boolean;
  /** The person asks for it themselves. */
  forget(): void;
}

export function createFreshStarts(nowMs: () => number): FreshStarts {
  let begun: readonly number[] = [];
  return {
    mayBegin() {
      begun = begun.filter((at) => nowMs() - at < 60_000);
      if (begun.length >= maxPerMinute) return false;
      begun = [...begun, nowMs()];
      return true;
    },
    forget() {
      begun = [];
    },
  };
}
