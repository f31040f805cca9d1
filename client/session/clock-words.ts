/** The session's clock, which only the therapist sees. */
import type { Instant } from '../../shared/ids.ts';

const msInMinute = 60_000;

/** Whole minutes gone by; never negative, whatever the device's clock says. */
export const minutesBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.floor((to - from) / msInMinute));

/** "18 min · planned 25", or what is planned before the room is open. */
export function clockWords(
  { openedAt, endedAt }: { readonly openedAt: Instant | null; readonly endedAt: Instant | null },
  now: Instant,
  plannedMinutes: number,
): string {
  return openedAt === null
    ? `planned ${plannedMinutes} min`
    : `${minutesBetween(openedAt, endedAt ?? now)} min · planned ${plannedMinutes}`;
}
