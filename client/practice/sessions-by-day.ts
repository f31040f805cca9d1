/** The sessions of the practice's page in the groups a day's work has. */
import type { Instant } from '../../shared/ids.ts';
import type { SessionSummary } from '../../shared/wire/http.ts';
import { nearnessOf } from './when.ts';

export interface SessionGroup {
  readonly name: string;
  readonly sessions: readonly SessionSummary[];
}

const groupNames = ['Now', 'Today', 'Coming', 'Without a time', 'Not opened yet'] as const;
type GroupName = (typeof groupNames)[number];

function groupOf(session: SessionSummary, now: Instant): GroupName {
  if (session.state !== 'planned' || session.waiting.length > 0) return 'Now';
  if (session.plannedFor === null) return 'Without a time';
  const nearness = nearnessOf(session.plannedFor, now);
  if (nearness === 'past') return 'Not opened yet';
  return nearness === 'today' ? 'Today' : 'Coming';
}

/** What needs the therapist most comes first: held, then somebody waits, then open. */
const need = ({ state, waiting }: SessionSummary): number =>
  state === 'held' ? 0 : waiting.length > 0 ? 1 : 2;

/** Groups in the order they are read, none of them empty; within one the order given stays, but now. */
export const sessionsByDay = (
  sessions: readonly SessionSummary[],
  now: Instant,
): readonly SessionGroup[] =>
  groupNames
    .map((name) => {
      const all = sessions.filter((one) => groupOf(one, now) === name);
      return {
        name,
        sessions: name === 'Now' ? all.sort((one, other) => need(one) - need(other)) : all,
      };
    })
    .filter((group) => group.sessions.length > 0);
