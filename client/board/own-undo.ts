/** Undo and redo of what was done here; never of what another did (rule B2). */
import type { Fields, TakeBack } from './intent.ts';

export interface OwnUndo {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** An own act, by how it is undone; acts up to the next `step` are undone together. */
  did(takeBacks: readonly TakeBack[]): void;
  /**
   * What follows is a step of its own. With `typing`, a pause splits it further, so that undo takes
   * back a sentence and not a page.
   */
  step(typing?: 'typing'): void;
  undo(): void;
  redo(): void;
  /** Forgets the newest step, for a stroke that was begun by mistake and is already gone. */
  forgetStep(): void;
}

/** A pause in typing after which undo starts anew. */
const typingPauseMs = 1_000;
/** Steps; an hour of busy drawing. What lies further back is not undone step by step. */
const maxSteps = 500;

type Step = readonly TakeBack[];

export function createOwnUndo({
  takeBack,
  changed,
  nowMs,
}: {
  /** Does what still can be done of a step, newest first. @returns how that is undone again. */
  takeBack: (step: Step) => Step;
  /** Called whenever `canUndo` or `canRedo` may have changed. */
  changed: () => void;
  nowMs: () => number;
}): OwnUndo {
  let undoable: Step[] = [];
  let redoable: Step[] = [];
  let isBegun = false;
  let typing: { lastMs: number } | null = null;

  function begin(isTyping: boolean): void {
    isBegun = false;
    typing = isTyping ? { lastMs: nowMs() } : null;
  }

  function did(takeBacks: Step): void {
    if (takeBacks.length === 0) return;
    if (typing) {
      if (nowMs() - typing.lastMs > typingPauseMs) isBegun = false;
      typing.lastMs = nowMs();
    }
    const last = isBegun ? undoable.pop() : undefined;
    undoable = [...undoable, takeBacks.reduce(withNext, last ?? [])].slice(-maxSteps);
    redoable = [];
    isBegun = true;
    changed();
  }

  /** The newest step of `from` of which anything is left to take back; older ones stay. */
  function back(from: Step[]): Step | null {
    begin(false);
    for (;;) {
      const step = from.pop();
      if (!step) return null;
      const undone = takeBack([...step].reverse());
      if (undone.length > 0) return undone;
    }
  }

  return {
    get canUndo() {
      return undoable.length > 0;
    },
    get canRedo() {
      return redoable.length > 0;
    },
    did,
    step: (isTyping) => begin(isTyping === 'typing'),
    undo() {
      const undone = back(undoable);
      if (undone) redoable.push(undone);
      changed();
    },
    redo() {
      const undone = back(redoable);
      if (undone) undoable.push(undone);
      changed();
    },
    forgetStep() {
      undoable.pop();
      begin(false);
      changed();
    },
  };
}

/**
 * A letter typed after another, and a piece of one drag after another, are taken back together; of
 * many that are dragged at once, each with its own.
 */
function withNext(step: Step, next: TakeBack): Step {
  const at = step.findLastIndex(({ id }) => id === next.id);
  const last = step[at];
  const both = last ? together(last, next) : null;
  if (!both) return [...step, next];
  return step.map((one, place) => (place === at ? both : one));
}

function together(last: TakeBack, next: TakeBack): TakeBack | null {
  if (last.does === 'reword' && next.does === 'reword' && last.seen === next.words)
    return { ...next, words: last.words };
  if (last.does === 'set' && next.does === 'set' && isSame(last.given, next.fields))
    return { ...next, fields: last.fields };
  return null;
}

const isSame = (one: Fields, other: Fields): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([key, value]) => other[key] === value);
