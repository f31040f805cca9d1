/** When a session has moments: what lies on the boards is looked at then, and at no other time. */
import type { Instant } from '../../../shared/ids.ts';
import type { SessionEvent } from '../../../shared/session/events.ts';
import type { LogEntry } from '../../storage/room-store.ts';

/** Milliseconds between two moments, but for decisions that matter. */
export const momentEveryMs = 10_000;

/** Decisions after which the boards are another matter: how they stood right before is a moment. */
const matters: ReadonlySet<SessionEvent['kind']> = new Set<SessionEvent['kind']>([
  'held',
  'step-changed',
  'exercise-started',
  'exercise-ended',
  'ended',
]);

/** A decision as the log has it. */
export interface Decided {
  readonly at: Instant;
  readonly event: SessionEvent;
}

/** Ink between two moments, in order; `at` is the moment after it. */
export interface Stretch {
  readonly at: Instant;
  readonly ink: readonly LogEntry[];
}

/**
 * The session's ink by moments. Moments lie on a grid that begins with the opening, so that none says
 * when within ten seconds something was drawn.
 * @param eventOf of an entry that is a decision
 */
export function stretches(
  entries: readonly LogEntry[],
  eventOf: (entry: LogEntry) => SessionEvent,
  openedAt: Instant,
  endedAt: Instant,
): readonly Stretch[] {
  const found: Stretch[] = [];
  let ink: LogEntry[] = [];
  let last = openedAt;
  /** Of the stretch that is being filled. */
  let until = openedAt;

  const cut = (at: Instant): void => {
    if (ink.length === 0) return;
    last = Math.min(Math.max(at, last), Math.max(endedAt, last)); // Clocks go back at times.
    found.push({ at: last, ink });
    ink = [];
  };
  for (const entry of entries) {
    if (entry.kind === 'decision') {
      if (matters.has(eventOf(entry).kind)) cut(entry.at);
      continue;
    }
    if (entry.at >= until) {
      cut(until);
      until = openedAt + (Math.floor((entry.at - openedAt) / momentEveryMs) + 1) * momentEveryMs;
    }
    ink.push(entry);
  }
  cut(endedAt);
  return found;
}
