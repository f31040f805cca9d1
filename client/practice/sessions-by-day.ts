/** The sessions of the practice's page in the groups a day's work has. */
import type { Instant } from '../../shared/ids.ts';
import type { SessionSummary } from '../../shared/wire/http.ts';
import { nearnessOf } from './when.ts';

export interface SessionGroup {
  readonly name: string;
  readonly sessions: readonly SessionSummary[];
}

const groupNames = ['Running now', 'Today', 'Coming', 'Without a time', 'Not opened yet'] as const;
type GroupName = (typeof groupNames)[number];

function groupOf(session: SessionSummary, now: Instant): GroupName {
  if (session.state === 'open' || session.state === 'held') return 'Running now';
  if (session.plannedFor === null) return 'Without a time';
  const nearness = nearnessOf(session.plannedFor, now);
  if (nearness === 'past') return 'Not opened yet';
  return nearness === 'today' ? 'Today' : 'Coming';
}

/** Groups in the order they are read, none of them empty; within one the order given stays. */
export const sessionsByDay = (
  sessions: readonly SessionSummary[],
  now: Instant,
): readonly SessionGroup[] =>
  groupNames
    .map((name) => ({ name, sessions: sessions.filter((one) => groupOf(one, now) === name) }))
    .filter((group) => group.sessions.length > 0);
