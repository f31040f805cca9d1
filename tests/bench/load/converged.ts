/**
 * Whether the four documents of a room have come out equal: each built from what its person sent and
 * what arrived at its socket, and nothing else.
 */
import * as Y from 'yjs';
import { readBoard } from '../../../shared/board/board-doc.ts';
import { updateIn } from './recording.ts';

/** Everything one person's document is made of. */
export interface Kept {
  /** Frames sent. */
  readonly sent: readonly Uint8Array[];
  /** Updates received. */
  readonly received: readonly Uint8Array[];
}

/** Items on the board they agree on, or what is wrong. */
export type Verdict = { readonly items: number } | { readonly differs: string };

export function compare(people: readonly Kept[]): Verdict {
  const docs = people.map(docOf);
  const [first] = docs;
  if (!first) return { differs: 'nobody was there' };
  try {
    if (docs.some((doc) => doc.store.pendingStructs !== null || doc.store.pendingDs !== null)) {
      return { differs: 'a document waits for ink that never came' };
    }
    const snapshot = Y.snapshot(first);
    if (docs.some((doc) => !Y.equalSnapshots(snapshot, Y.snapshot(doc)))) {
      return { differs: 'not everybody has the same ink' };
    }
    const [board, ...boards] = docs.map((doc) => JSON.stringify(readBoard(doc)));
    if (boards.some((other) => other !== board)) return { differs: 'the boards read differently' };
    const items = readBoard(first).length;
    return items > 0 ? { items } : { differs: 'the boards are empty' };
  } finally {
    for (const doc of docs) doc.destroy();
  }
}

function docOf({ sent, received }: Kept): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const frame of sent) Y.applyUpdate(doc, updateIn(frame));
    for (const update of received) Y.applyUpdate(doc, update);
  });
  return doc;
}
