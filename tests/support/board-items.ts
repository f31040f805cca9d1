/** Items as a page makes them, for tests that speak Yjs. */
import * as Y from 'yjs';

/** A whole note: a kind, an author, a place, and words of its own. */
export const aNote = (by: string, words = '', more: Record<string, unknown> = {}): Y.Map<unknown> =>
  new Y.Map<unknown>([
    ['kind', 'note'],
    ['by', by],
    ['x', 1],
    ['y', 1],
    ['text', new Y.Text(words)],
    ...Object.entries(more),
  ]);
