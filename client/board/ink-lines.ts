/** The line a board stands on, and after a refusal the fresh one that takes its place once in step. */
import { createFreshStarts } from './fresh-starts.ts';
import { createInkLine, type InkLine, type LineAsked, type LineHears } from './ink-line.ts';

export interface InkLines {
  /** Whose document is on screen. */
  readonly line: InkLine;
  /** Whether a fresh one is on its way. */
  readonly isBeginning: boolean;
  /**
   * Gives up the line; its document can still be written, until {@link InkLines.replace}. A fresh
   * line begins after so many milliseconds. @returns false when that was too often: none begins.
   */
  beginAnew(afterMs: number): boolean;
  /** Counts from nought again how often it began anew. */
  forgive(): void;
  /** Puts `fresh` in the place of the line. @returns the old one. */
  replace(fresh: InkLine): InkLine;
  stop(): void;
}

export function createInkLines(asked: LineAsked, hears: LineHears): InkLines {
  const starts = createFreshStarts(() => performance.now());
  let line = createInkLine(asked, hears);
  let next: InkLine | null = null;
  let beginning: ReturnType<typeof setTimeout> | undefined;
  let isBeginning = false;

  const begin = (): void => {
    next = createInkLine(asked, hears);
  };

  function giveUp(): void {
    clearTimeout(beginning);
    next?.stop();
    next = null;
    line.hangUp();
  }

  return {
    get line() {
      return line;
    },
    get isBeginning() {
      return isBeginning;
    },
    beginAnew(afterMs) {
      giveUp();
      isBeginning = starts.mayBegin();
      if (!isBeginning) return false;
      // At once where that may be: a moment's wait is a moment in which nothing is saved.
      if (afterMs > 0) beginning = setTimeout(begin, afterMs);
      else begin();
      return true;
    },
    forgive: starts.forget,
    replace(fresh) {
      const old = line;
      line = fresh;
      next = null;
      isBeginning = false;
      return old;
    },
    stop() {
      giveUp();
      line.stop();
    },
  };
}
