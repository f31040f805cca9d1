/** How the line to the room feels, in words a child can read. */

export type Line = 'checking' | 'good' | 'slow' | 'not-there';

/** Milliseconds there and back; up to this a shared board feels like one sheet of paper. */
const goodUpToMs = 350;

/** `null`: the line is down. */
export const lineOf = (thereAndBackMs: number | null): Line =>
  thereAndBackMs === null ? 'not-there' : thereAndBackMs <= goodUpToMs ? 'good' : 'slow';

export function lineWords(line: Line): string {
  switch (line) {
    case 'checking':
      return 'Looking at your connection…';
    case 'good':
      return 'Your connection is good.';
    case 'slow':
      return 'Your connection is slow. It still works.';
    case 'not-there':
      return 'There is no connection right now. It comes back by itself.';
    default:
      return line satisfies never;
  }
}
