/** One zone's document: built from the log, changed only by ink the gate has let in. */
import * as Y from 'yjs';
import { readBoard } from '../../shared/board/board-doc.ts';
import type { ParticipantId } from '../../shared/ids.ts';
import type { Item } from '../../shared/board/item.ts';
import { judge, type GateRefusal } from './gate.ts';

export type Admission =
  | { readonly refused: GateRefusal }
  /** What was new in it, canonical, or null when everything was known already. */
  | { readonly effective: Uint8Array | null };

/** Whose ink it is, and which clientIDs are theirs. */
export interface Sender {
  readonly by: ParticipantId;
  readonly isOwn: (clientId: number) => boolean;
}

/**
 * Bytes of ink one zone takes: fifty minutes of two people drawing are about 1.3 MB. Bounds what a
 * hostile page can put on the disk.
 */
export const maxInkBytesPerZone = 32 * 1_024 * 1_024;

export interface ZoneDoc {
  /**
   * Judges ink and, if it may enter, applies it.
   * @throws when allowed ink did not apply cleanly; the document is then void.
   */
  admit(update: Uint8Array, sender: Sender, maxBytes: number): Admission;
  /** What a client with `stateVector` lacks; all of it when the vector can't be read. */
  diff(stateVector: Uint8Array): Uint8Array;
  stateVector(): Uint8Array;
  items(): readonly Item[];
  destroy(): void;
}

/** @param ink all updates of this zone in the log, in order */
export function createZoneDoc(ink: readonly Uint8Array[]): ZoneDoc {
  const doc = new Y.Doc();
  // One transaction: one by one takes minutes for a long log (docs/protocol.md, "Loading").
  doc.transact(() => {
    for (const update of ink) Y.applyUpdate(doc, update);
  });
  let inkBytes = ink.reduce((sum, update) => sum + update.byteLength, 0);
  let effective: Uint8Array | null = null;
  doc.on('update', (update: Uint8Array) => {
    effective = update;
  });

  function apply(update: Uint8Array): Uint8Array | null {
    effective = null;
    Y.applyUpdate(doc, update);
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      throw new Error('[B6] allowed ink left something pending');
    }
    return effective;
  }

  return {
    admit(update, sender, maxBytes) {
      const refused = judge(update, { doc, ...sender, maxBytes });
      if (refused) return { refused };
      if (inkBytes + update.byteLength > maxInkBytesPerZone) return { refused: 'too-big' };
      const applied = apply(update);
      inkBytes += applied?.byteLength ?? 0;
      return { effective: applied };
    },
    diff(stateVector) {
      return Y.encodeStateAsUpdate(doc, readableVector(stateVector));
    },
    stateVector: () => Y.encodeStateVector(doc),
    items: () => readBoard(doc),
    destroy: () => {
      doc.destroy();
    },
  };
}

/** A vector that Yjs can read, or undefined: then the client gets everything. */
function readableVector(vector: Uint8Array): Uint8Array | undefined {
  try {
    Y.decodeStateVector(vector);
    return vector;
  } catch {
    return undefined; // Nonsense costs its sender a full answer, nobody else anything.
  }
}
