/** When in its session a note was written. */
import type { Instant } from '../../shared/ids.ts';
import type { PrivateNote } from '../../shared/wire/http.ts';

const msInSecond = 1_000;
const secondsInMinute = 60;
const minutesInHour = 60;

/** When a session was opened and ended; null for what has not been yet. */
export interface Span {
  readonly openedAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** What of its session a note is about, in words. */
export const noteMoment = ({ at, pin }: Pick<PrivateNote, 'at' | 'pin'>, span: Span): string =>
  pin === 'whole' ? 'The whole session' : momentWords(pin ?? at, span);

const two = (count: number): string => String(count).padStart(2, '0');

/** "12:40 into the session", "1:02:40 into the session", "Before the session". */
export function momentWords(at: Instant, { openedAt, endedAt }: Span): string {
  if (openedAt === null || at < openedAt) return 'Before the session';
  if (endedAt !== null && at > endedAt) return 'After the session';
  const seconds = Math.floor((at - openedAt) / msInSecond);
  const minutes = Math.floor(seconds / secondsInMinute);
  const hours = Math.floor(minutes / minutesInHour);
  const clock =
    hours === 0
      ? `${minutes}:${two(seconds % secondsInMinute)}`
      : `${hours}:${two(minutes % minutesInHour)}:${two(seconds % secondsInMinute)}`;
  return `${clock} into the session`;
}
