/** What somebody did on a page and does not know to be kept yet, and what became of it. */
import * as Y from 'yjs';
import type { Act } from './acts.ts';
import { contentsOf, type Span } from './ids.ts';

export interface Intent {
  readonly act: Act;
  /** Its structs, under the clientID it was done with last. */
  made: readonly Span[];
  hasDeletes: boolean;
  /** The frame of the present link that carried it; null: none yet. */
  frame: number | null;
  fate: 'waiting' | 'kept' | 'refused' | 'moot';
}

/** @returns null when there was nothing to be done */
export function intended(act: Act, doc: Y.Doc): { intent: Intent; update: Uint8Array } | null {
  if (!act.mayBeDone(doc)) return null;
  const update = done(act, doc);
  if (!update) return null;
  const { made, deleted } = contentsOf(update);
  const hasDeletes = deleted.length > 0;
  return { update, intent: { act, made, hasDeletes, frame: null, fate: 'waiting' } };
}

function done(act: Act, doc: Y.Doc): Uint8Array | null {
  let update: Uint8Array | null = null;
  const hear = (bytes: Uint8Array): void => {
    update = bytes;
  };
  doc.on('update', hear);
  doc.transact(() => {
    act.do(doc);
  }, 'own');
  doc.off('update', hear);
  return update;
}

/** Whether a fresh document that was just synced has it: then it needs no doing again. */
export function isIn({ act, made }: Intent, doc: Y.Doc): boolean {
  if (made.length === 0) return !act.mayBeDone(doc);
  return made.every(({ client, to }) => Y.getState(doc.store, client) >= to);
}
