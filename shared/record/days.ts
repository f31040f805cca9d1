/** Days as an export writes them: never a time to the minute (rule R50). */
import type { Instant } from '../ids.ts';

/** "3 March 2026". */
export function dayWriter(timeZone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    timeZone,
  });
  return (at) => format.format(at);
}
