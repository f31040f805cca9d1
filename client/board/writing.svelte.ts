/** How acts become ink: at once or with the next flush, each one to be undone. */
import type { BoardLink } from './board-link.ts';
import { createLater, type Later } from './later.ts';
import type { Rights } from './may.ts';
import { createOwnUndo } from './own-undo.ts';
import { takingBack } from './take-back.ts';
import type { Wanted } from './write-intent.ts';

/** How long others wait at most for the next piece of a stroke or a move. */
const flushAfterMs = 50;

export interface Writing {
  readonly later: Later;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Writes what the rights allow, in one go, as part of the current step. */
  act(...wanted: readonly Wanted[]): void;
  /** As {@link act}, past undo. @returns whether it was written. */
  actForGood(wanted: Wanted): boolean;
  /** What was under way before a cover: done again, as one step. */
  putOffered(): void;
  /** What follows is undone by itself; typing, sentence by sentence. */
  step(typing?: 'typing'): void;
  undo(): void;
  redo(): void;
  /** The newest step is not to be undone: it is as if it had never been. */
  forgetStep(): void;
}

export function createWriting({
  link,
  rights,
  mayWrite,
  flushed,
}: {
  link: BoardLink;
  rights: Rights;
  mayWrite: () => boolean;
  /** Called after a flush, for what of it may not have been written. */
  flushed: (ids: readonly string[]) => void;
}): Writing {
  let canUndo = $state.raw(false);
  let canRedo = $state.raw(false);

  const undo = createOwnUndo({
    takeBack: (step) => link.write(step.map((one) => takingBack(one, rights))),
    changed() {
      canUndo = undo.canUndo;
      canRedo = undo.canRedo;
    },
    nowMs: () => performance.now(),
  });

  const later = createLater(flushAfterMs, (ids, wanted) => {
    if (mayWrite()) undo.did(link.write(wanted));
    flushed(ids);
  });

  return {
    later,
    get canUndo() {
      return canUndo;
    },
    get canRedo() {
      return canRedo;
    },
    act(...wanted) {
      if (mayWrite()) undo.did(link.write(wanted));
    },
    actForGood: (wanted) => mayWrite() && link.write([wanted]).length > 0,
    putOffered() {
      later.flush();
      undo.step();
      undo.did(link.putOffered());
      undo.step();
    },
    step(typing) {
      later.flush();
      undo.step(typing);
    },
    undo() {
      later.flush();
      if (mayWrite()) undo.undo();
    },
    redo() {
      later.flush();
      if (mayWrite()) undo.redo();
    },
    forgetStep: undo.forgetStep,
  };
}
