/**
 * The one place where ink is refused. It judges an update against the document before anything is
 * applied; nothing else may let ink in.
 *
 * It holds for every update it allows: each new struct carries a clientID of the sender, there are
 * no clock gaps, no deletes of what is yet to be written, nothing refers to what doesn't exist, the
 * only root is `items`, and contents are of the kinds a board is made of. So applying it never
 * leaves anything pending. Which item a change belongs to is not judged here yet: see
 * docs/protocol.md, "What the gate does not do yet".
 */
import * as Y from 'yjs';
import { itemsRoot } from '../../shared/board/board-doc.ts';
import { maxUpdateBytes } from '../../shared/wire/protocol.ts';

export type GateRefusal = 'too-big' | 'malformed' | 'author' | 'gap' | 'schema';

/** Structs in one update: a paste of the longest note, or a re-sync after minutes offline. */
export const maxStructsPerUpdate = 20_000;

/** Yjs content kinds a board is made of: deleted, string, type, any. */
const allowedContent: ReadonlySet<number> = new Set([1, 4, 7, 8]);

interface Judging {
  readonly doc: Y.Doc;
  /** The sender's clientIDs. */
  readonly isOwn: (clientId: number) => boolean;
  /** Whether a whole re-sync (step 2) may be larger than one update. */
  readonly maxBytes?: number;
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** Null when the update may be applied. Never throws, never changes the document. */
export function judge(update: Uint8Array, judging: Judging): GateRefusal | null {
  if (update.byteLength > (judging.maxBytes ?? maxUpdateBytes)) return 'too-big';
  const decoded = decode(update);
  if (!decoded || decoded.structs.length > maxStructsPerUpdate)
    return decoded ? 'too-big' : 'malformed';
  const { store } = judging.doc;
  /** Where each clientID's clock will stand once the update is applied. */
  const after = new Map<number, number>();
  const clockOf = (client: number): number => after.get(client) ?? Y.getState(store, client);
  let section: number | null = null;
  const done = new Set<number>();
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id;
    if (client !== section) {
      if (section !== null) done.add(section);
      if (done.has(client)) return 'malformed'; // Yjs would silently keep only one of two sections.
      section = client;
    }
    if (struct instanceof Y.Skip || struct.length <= 0) return 'malformed';
    // Known structs are judged too: Yjs looks up what they refer to before it sees that it has them.
    const refused = judgeStruct(struct, judging.doc);
    if (refused) return refused;
    if (clock + struct.length <= clockOf(client)) continue; // A re-sync: it changes nothing.
    if (!judging.isOwn(client)) return 'author';
    if (clock > clockOf(client)) return 'gap';
    after.set(client, clock + struct.length);
  }
  return judgeDeletes(decoded.ds, clockOf);
}

function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return null; // Yjs throws on anything it can't read: the update is malformed.
  }
}

function judgeStruct(struct: Struct, doc: Y.Doc): GateRefusal | null {
  if (!(struct instanceof Y.Item)) return null; // GC: the sender drew and erased it offline.
  const { client, clock } = struct.id;
  if (!allowedContent.has(struct.content.getRef())) return 'schema';
  if (!(struct.parent === null || struct.parent instanceof Y.ID || rootOf(struct) === itemsRoot)) {
    return 'schema';
  }
  const parent = struct.parent instanceof Y.ID ? struct.parent : null;
  for (const reference of [struct.origin, struct.rightOrigin, parent]) {
    if (!reference) continue;
    // A reference to what comes later in the same update must be to the sender's own, earlier struct:
    // two clientIDs that wait for each other would never resolve.
    const known = Y.getState(doc.store, reference.client);
    const ownEarlier = reference.client === client && reference.clock < clock;
    if (reference.clock >= known && !ownEarlier) return 'gap';
  }
  return null;
}

/** Before integration Yjs keeps a root parent as its name. */
const rootOf = (struct: Y.Item): unknown => struct.parent;

function judgeDeletes(
  ds: ReturnType<typeof Y.decodeUpdate>['ds'],
  clockOf: (client: number) => number,
): GateRefusal | null {
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) {
      if (len <= 0) return 'malformed';
      if (clock + len > clockOf(client)) return 'gap';
    }
  }
  return null;
}
