/** One zone's document: built from the log, changed only by ink the gate has let in. */
import * as Y from 'yjs';
import { itemsOf, readBoard } from '../../shared/board/board-doc.ts';
import { maxItemsPerBoard, type Item } from '../../shared/board/item.ts';
import type { Standing } from '../../shared/board/rights.ts';
import type { ParticipantId } from '../../shared/ids.ts';
import { judge, type Sender } from './gate/gate.ts';
import type { Births, YType } from './gate/home.ts';
import type { Verdict } from './gate/verdict.ts';
import { mergeInk } from './merge-ink.ts';
import { serverClientId } from './server-client-id.ts';

/**
 * Bytes of ink one zone takes: fifty minutes of two people drawing are about 1.3 MB. Bounds what a
 * hostile page can put on the disk.
 */
export const maxInkBytesPerZone = 32 * 1_024 * 1_024;

export interface ZoneDoc {
  /**
   * Judges ink and applies what of it may enter.
   * @throws when allowed ink did not apply cleanly; the document is then void.
   */
  admit(update: Uint8Array, sender: Sender, maxBytes: number): Verdict;
  /** Whether ink holds anything that is not here already, or that may not be; nothing is applied. */
  isNews(update: Uint8Array, sender: Sender, maxBytes: number): boolean;
  /** Changes the document in the server's own name. @returns the ink of it, null if nothing changed */
  write(change: (doc: Y.Doc) => void): Uint8Array | null;
  /** Runs `look` on the document, which it must not change. */
  look<Seen>(look: (doc: Y.Doc) => Seen): Seen;
  /** What a client with `stateVector` lacks; all of it when the vector can't be read. */
  diff(stateVector: Uint8Array): Uint8Array;
  /** All of it, as one update. */
  state(): Uint8Array;
  stateVector(): Uint8Array;
  items(): readonly Item[];
  destroy(): void;
}

interface ZoneDocParts {
  /** All updates of this zone in the log, in order; the first may be a snapshot of those before. */
  readonly ink: readonly Uint8Array[];
  readonly standingOf: (participant: ParticipantId) => Standing;
}

export function createZoneDoc({ ink, standingOf }: ZoneDocParts): ZoneDoc {
  const doc = new Y.Doc();
  // In one transaction: one by one takes minutes for a long log (docs/protocol.md, "Loading").
  if (ink.length > 0) Y.applyUpdate(doc, mergeInk(ink));
  const items: YType = itemsOf(doc);
  const births: Births = new WeakMap();
  let inkBytes = ink.reduce((sum, update) => sum + update.byteLength, 0);
  /** As many items as there are at the most: those counted last and all that may have come since. */
  let mostItems = Infinity;

  /** Exact whenever `update` might need to know: counting takes as long as there are items. */
  function roomForItems(update: Uint8Array): number {
    if (mostItems + mostNewItemsIn(update) > maxItemsPerBoard) mostItems = itemsOf(doc).size;
    return maxItemsPerBoard - mostItems;
  }

  function apply(update: Uint8Array): void {
    Y.applyUpdate(doc, update);
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      throw new Error('[B6] allowed ink left something pending');
    }
    inkBytes += update.byteLength;
    mostItems += mostNewItemsIn(update);
  }

  function judged(update: Uint8Array, sender: Sender, maxBytes: number): Verdict {
    const isTooBig = update.byteLength > maxBytes;
    if (isTooBig || inkBytes + update.byteLength > maxInkBytesPerZone) {
      return { refused: 'too-big' };
    }
    const board = { doc, items, births, standingOf, roomForItems: roomForItems(update) };
    return judge(update, board, sender);
  }

  return {
    admit(update, sender, maxBytes) {
      const verdict = judged(update, sender, maxBytes);
      if ('bytes' in verdict && verdict.bytes) apply(verdict.bytes);
      return verdict;
    },
    isNews(update, sender, maxBytes) {
      const verdict = judged(update, sender, maxBytes);
      return 'refused' in verdict || verdict.bytes !== null || verdict.denied.length > 0;
    },
    write(change) {
      // Only now: a document that loads what the server once wrote would take itself for another.
      doc.clientID = serverClientId;
      let written: Uint8Array | null = null;
      const hear = (update: Uint8Array): void => {
        written = update;
      };
      doc.on('update', hear);
      doc.transact(() => {
        change(doc);
      });
      doc.off('update', hear);
      return written;
    },
    look: (look) => look(doc),
    diff: (stateVector) => Y.encodeStateAsUpdate(doc, readableVector(stateVector)),
    state: () => Y.encodeStateAsUpdate(doc),
    stateVector: () => Y.encodeStateVector(doc),
    items: () => readBoard(doc),
    destroy: () => {
      doc.destroy();
    },
  };
}

/** Bytes that the smallest new item takes: a map, its kind and its author. */
const leastItemBytes = 60;
const mostNewItemsIn = (update: Uint8Array): number =>
  Math.floor(update.byteLength / leastItemBytes);

/** A vector that Yjs can read, or undefined: then the client gets everything. */
function readableVector(vector: Uint8Array): Uint8Array | undefined {
  try {
    Y.decodeStateVector(vector);
    return vector;
  } catch {
    return undefined; // Nonsense costs its sender a full answer, nobody else anything.
  }
}
