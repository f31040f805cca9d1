/** Undo and redo of what was made here; never of what another made (rule B2). */
import * as Y from 'yjs';
import { itemsOf } from '../../shared/board/board-doc.ts';

export interface OwnUndo {
  /** Makes a change that can be undone; changes up to the next `step` are undone together. */
  act(change: () => void): void;
  /**
   * What follows is a step of its own. With `typing`, a pause splits it further, so that undo takes
   * back a sentence and not a page.
   */
  step(typing?: 'typing'): void;
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  /** Forgets the newest step, for a stroke that was begun by mistake and is already gone. */
  forgetStep(): void;
  stop(): void;
}

/** A pause in typing after which undo starts anew. */
const typingPauseMs = 1_000;

/** `changed` is called whenever `canUndo` or `canRedo` may have changed. */
export function createOwnUndo(doc: Y.Doc, changed: () => void): OwnUndo {
  // Yjs takes back only transactions of this origin: not the server's, not another tab's.
  const origin = { name: 'own acts' };
  const stack = new Y.UndoManager(itemsOf(doc), {
    trackedOrigins: new Set([origin]),
    captureTimeout: Infinity,
  });
  stack.on('stack-item-added', changed);
  stack.on('stack-item-popped', changed);
  stack.on('stack-cleared', changed);

  const step = (typing?: 'typing'): void => {
    stack.captureTimeout = typing ? typingPauseMs : Infinity;
    stack.stopCapturing();
  };

  const attempt = (back: () => unknown): void => {
    step();
    try {
      back();
    } catch {
      // Yjs can fail to follow a very tangled history. The board itself is whole; what is lost is
      // the way back, so it is given up rather than failing again at the same step.
      stack.clear();
    }
    step();
    changed();
  };

  return {
    act: (change) => doc.transact(change, origin),
    step,
    undo: () => attempt(() => stack.undo()),
    redo: () => attempt(() => stack.redo()),
    canUndo: () => stack.canUndo(),
    canRedo: () => stack.canRedo(),
    forgetStep() {
      stack.undoStack.pop();
      step();
      changed();
    },
    stop: () => stack.destroy(),
  };
}
