/** What a board needs of its line to the server: the document, and whether it is live and saved. */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Lost, TakeBack } from './intent.ts';
import type { Wanted } from './write-intent.ts';

/**
 * `loading`: not synced yet. `live`: in step with the server. `lost`: the line dropped, it comes back
 * by itself and nothing is lost. `closed`: the server ended it; the room's view says what follows.
 * `stopped`: refused so often that only {@link BoardLink.startAgain} goes on.
 */
export type BoardLinkState = 'loading' | 'live' | 'lost' | 'closed' | 'stopped';

export interface BoardLink {
  /** After a refusal another one; see {@link BoardLink.attach}. */
  readonly doc: Y.Doc;
  /** Carries cursors: `{ cursor: { x, y } | null }` in board units; identity is the server's. */
  readonly awareness: Awareness;
  state(): BoardLinkState;
  /** Whether everything made here is durable on the server. */
  isSaved(): boolean;
  /** While the line is not there: the items with something that is not saved yet (rule B63). */
  unsaved(): ReadonlySet<string>;
  /** What could not stay on the board, until {@link BoardLink.forgetLost}. */
  lost(): readonly Lost[];
  forgetLost(): void;
  /** Whether something made before a cover waits for {@link BoardLink.putOffered} or the other. */
  hasOffered(): boolean;
  /** @returns how to undo it, as {@link BoardLink.write} does. */
  putOffered(): readonly TakeBack[];
  leaveOffered(): void;
  /** After `stopped`: a fresh document, once more. */
  startAgain(): void;
  /**
   * The one way to write: in one transaction what the rights allow, remembered until it is durable.
   * @returns how to undo it, in the order it was done.
   */
  write(wanted: readonly Wanted[]): readonly TakeBack[];
  /** Called after any of the above changed. @returns how to stop being called. */
  subscribe(changed: () => void): () => void;
  /**
   * `settle`: whatever is made and not yet written has to be written now, before the document is
   * given up. `replaced`: another document is in its place. @returns how to let go.
   */
  attach(hand: { settle(): void; replaced(): void }): () => void;
  /** Closes the line and destroys the document; nothing of the board stays in memory but what is kept. */
  stop(): void;
}
