/** What a board needs of its line to the server: the document, and whether it is live and saved. */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';

/**
 * `loading`: not synced yet. `live`: in step with the server. `lost`: the line dropped, it comes back
 * by itself and nothing is lost. `closed`: the server ended it; the room's view says what follows.
 */
export type BoardLinkState = 'loading' | 'live' | 'lost' | 'closed';

export interface BoardLink {
  readonly doc: Y.Doc;
  /** Carries cursors: `{ cursor: { x, y } | null }` in board units; identity is the server's. */
  readonly awareness: Awareness;
  state(): BoardLinkState;
  /** Whether everything made here is durable on the server. */
  isSaved(): boolean;
  /** Called after `state` or `isSaved` changed. @returns how to stop being called. */
  subscribe(changed: () => void): () => void;
  /** Closes the line and destroys the document; nothing of the board stays in memory. */
  stop(): void;
}
