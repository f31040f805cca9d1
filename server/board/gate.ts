/**
 * The one place where ink is refused. It judges an update against the document before anything is
 * applied; nothing else may let ink in.
 *
 * It holds for every update it allows: each new struct carries a clientID of the sender, a new item
 * names its sender as its author and no author is ever changed, there are no clock gaps, no deletes
 * of what is yet to be written, nothing refers to what doesn't exist, the only root is `items`, and
 * contents are of the kinds and depth a board is made of. So applying it never leaves anything
 * pending. Which item a change belongs to is not judged here yet: see
 * docs/protocol.md, "What the gate does not do yet".
 */
import * as Y from 'yjs';
import { itemsRoot } from '../../shared/board/board-doc.ts';
import type { ParticipantId } from '../../shared/ids.ts';
import { maxUpdateBytes } from '../../shared/wire/protocol.ts';

export type GateRefusal = 'too-big' | 'malformed' | 'author' | 'gap' | 'schema';

/** Structs in one update: a paste of the longest note, or a re-sync after minutes offline. */
export const maxStructsPerUpdate = 20_000;

/** Elements of one struct: the longest erased stroke, many times over. */
const maxStructLength = 1_000_000;
/** Where a clock may stand at the most: Yjs reads and writes them as 32-bit numbers here and there. */
const maxClock = 2 ** 31;
/** The root holds items, an item holds texts and lists of points; nothing lies deeper. */
const maxTypeDepth = 2;
/** UTF-16 units of one text value in a map, such as a kind or an author. */
const maxValueLength = 200;

interface Judging {
  readonly doc: Y.Doc;
  /** Whose ink it is. */
  readonly by: ParticipantId;
  /** The sender's clientIDs. */
  readonly isOwn: (clientId: number) => boolean;
  /** Whether a whole re-sync (step 2) may be larger than one update. */
  readonly maxBytes?: number;
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded['structs'][number];

/** Where a struct lies: how deep its parent is, under which key, and whether the parent is new. */
interface Place {
  readonly depth: number;
  readonly key: string | null;
  readonly isParentNew: boolean;
}

/** Null when the update may be applied. Never throws, never changes the document. */
export function judge(update: Uint8Array, judging: Judging): GateRefusal | null {
  if (update.byteLength > (judging.maxBytes ?? maxUpdateBytes)) return 'too-big';
  const decoded = decode(update);
  if (!decoded) return 'malformed';
  if (decoded.structs.length > maxStructsPerUpdate) return 'too-big';
  const { store } = judging.doc;
  const places = createPlaces(judging.doc);
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
    if (struct.length > maxStructLength || clock + struct.length > maxClock) return 'malformed';
    // Known structs are judged too: Yjs looks up what they refer to before it sees that it has them.
    const refused = judgeReferences(struct, judging.doc) ?? judgeContent(struct, places, judging);
    if (refused) return refused;
    if (clock + struct.length <= clockOf(client)) continue; // A re-sync: it changes nothing.
    if (!judging.isOwn(client)) return 'author';
    if (clock > clockOf(client)) return 'gap';
    after.set(client, clock + struct.length);
  }
  return judgeDeletes(decoded.ds, clockOf);
}

function decode(update: Uint8Array): Decoded | null {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return null; // Yjs throws on anything it can't read: the update is malformed.
  }
}

function judgeReferences(struct: Struct, doc: Y.Doc): GateRefusal | null {
  if (!(struct instanceof Y.Item)) return null; // GC: the sender drew and erased it offline.
  const { client, clock } = struct.id;
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

function judgeContent(struct: Struct, places: Places, { doc, by }: Judging): GateRefusal | null {
  if (!(struct instanceof Y.Item)) return null;
  const place = places.of(struct);
  if (place === null) return 'schema';
  places.note(struct, place);
  const { content } = struct;
  if (content instanceof Y.ContentType) {
    const made = content.type.constructor;
    const isKnown = made === Y.Map || made === Y.Array || made === Y.Text;
    return isKnown && place.depth < maxTypeDepth ? null : 'schema';
  }
  if (content instanceof Y.ContentAny) {
    if (!content.arr.every(isPlain)) return 'schema';
  } else if (!(content instanceof Y.ContentString) && !(content instanceof Y.ContentDeleted)) {
    return 'schema';
  }
  if (place.key !== 'by' || place.depth !== 1) return null;
  const isKnown = struct.id.clock + struct.length <= Y.getState(doc.store, struct.id.client);
  if (isKnown || content instanceof Y.ContentDeleted) return null;
  const names = content instanceof Y.ContentAny ? content.arr : [];
  return place.isParentNew && names.length === 1 && names[0] === by ? null : 'author';
}

const isPlain = (value: unknown): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.length <= maxValueLength);

interface Places {
  /** Null for a root that a board does not have. */
  of(struct: Y.Item): Place | null;
  /** Remembers a struct of this update, for those that refer to it. */
  note(struct: Y.Item, place: Place): void;
}

/** Resolves where structs lie: by their parent, or, as Yjs leaves it out then, by their neighbour. */
function createPlaces(doc: Y.Doc): Places {
  const noted = new Map<number, { readonly struct: Y.Item; readonly place: Place }[]>();
  const isNew = (id: Y.ID): boolean => id.clock >= Y.getState(doc.store, id.client);

  const notedAt = (id: Y.ID): { struct: Y.Item; place: Place } | undefined =>
    noted
      .get(id.client)
      ?.findLast(
        ({ struct }) => struct.id.clock <= id.clock && id.clock < struct.id.clock + struct.length,
      );

  /** Where the neighbour lies is where the struct lies. */
  function placeOf(id: Y.ID): Place {
    if (isNew(id)) return notedAt(id)?.place ?? nowhere;
    const found = itemAt(doc, id);
    return found
      ? { depth: depthOf(found.parent), key: found.parentSub, isParentNew: false }
      : nowhere;
  }

  function depthBelow(id: Y.ID): number {
    if (isNew(id)) return (notedAt(id)?.place.depth ?? 0) + 1;
    const found = itemAt(doc, id);
    return found ? depthOf(found.parent) + 1 : 0;
  }

  return {
    of(struct) {
      const parent: unknown = struct.parent;
      if (typeof parent === 'string') {
        return parent === itemsRoot
          ? { depth: 0, key: struct.parentSub, isParentNew: false }
          : null;
      }
      if (parent instanceof Y.ID) {
        return { depth: depthBelow(parent), key: struct.parentSub, isParentNew: isNew(parent) };
      }
      const [place, other = place] = [struct.origin, struct.rightOrigin].flatMap((id) =>
        id ? [placeOf(id)] : [],
      );
      if (!place || !other) return null;
      const differ = place.depth !== other.depth || place.key !== other.key;
      // Between neighbours of two places Yjs would decide by the one, and a reader by the other.
      return differ && place !== nowhere && other !== nowhere ? null : place;
    },
    note(struct, place) {
      const ofClient = noted.get(struct.id.client);
      if (ofClient) ofClient.push({ struct, place });
      else noted.set(struct.id.client, [{ struct, place }]);
    },
  };
}

/** Below something that was deleted and collected: Yjs makes whatever lands there inert. */
const nowhere: Place = { depth: 0, key: null, isParentNew: false };

function itemAt(doc: Y.Doc, id: Y.ID): Y.Item | null {
  const found: unknown = Y.getItem(doc.store, id);
  return found instanceof Y.Item ? found : null;
}

/** How many types lie above what has this parent; 0 right below the root. */
function depthOf(parent: unknown): number {
  let depth = 0;
  for (let at = parent; at instanceof Y.AbstractType && at._item !== null; at = at._item.parent) {
    depth += 1;
  }
  return depth;
}

function judgeDeletes(ds: Decoded['ds'], clockOf: (client: number) => number): GateRefusal | null {
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) {
      if (len <= 0) return 'malformed';
      if (clock + len > clockOf(client)) return 'gap';
    }
  }
  return null;
}
