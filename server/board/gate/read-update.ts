/**
 * The bounded parser: a Yjs update in V1 encoding, as an honest encoder writes it, into what the gate
 * judges. Everything else is refused here and never reaches Yjs: other encodings, gaps (Skip), empty
 * structs and ranges, two sections for one client, unknown contents, trailing bytes.
 *
 * update  = varUint sections, section*, deleteSet
 * section = varUint structs, varUint client, varUint clock, struct*            clients descending
 * struct  = info, [origin], [right origin], [parent, [key]], content
 * deleteSet = varUint clients, (varUint client, varUint ranges, (clock, length)*)*
 * See yjs/src/utils/encoding.js and structs/Item.js.
 */
import * as Y from 'yjs';
import { frameLimits, maxClientId, maxClock, type ReadLimits } from './limits.ts';
import {
  readClient,
  readCount,
  readerOf,
  readVarUint,
  UnreadableInk,
  type Reader,
} from './reader.ts';
import type { Knowledge } from './knowledge.ts';
import { passStruct } from './pass-struct.ts';
import { readStruct } from './read-struct.ts';
import type { Struct } from './struct.ts';

/** The structs of one client that go beyond what the document has, in order, without a gap between. */
export interface Section {
  readonly client: number;
  /** Where the document's clock stood. */
  readonly state: number;
  readonly structs: Struct[];
  /** Ranges of its structs that the update deletes itself, in order; null when there are none. */
  gone: DeleteRange[] | null;
  /** What its maker must have seen; made when it is asked for. */
  knowledge: Knowledge | null;
  /** How many of the structs have been linked, and whether that is under way; see references.ts. */
  linked: number;
  isBusy: boolean;
}

export interface DeleteRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

export interface ReadUpdate {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  readonly deletes: readonly DeleteRange[];
  /** Nothing was known already: the bytes may stand as they are. */
  readonly isAllNew: boolean;
}

/**
 * @param store of the document the update is for: what it has already is left out
 * @throws UnreadableInk
 */
export function readUpdate(
  bytes: Uint8Array,
  store: Y.Doc['store'],
  limits: ReadLimits = frameLimits,
): ReadUpdate {
  const reader = readerOf(bytes);
  const sections: Section[] = [];
  let isAllNew = true;
  let structsLeft = limits.structs;
  let before = maxClientId + 1;
  for (let left = readCount(reader, 3); left > 0; left -= 1) {
    const count = readCount(reader, 2);
    const client = readClient(reader);
    if (count === 0 || client >= before) throw new UnreadableInk('malformed');
    before = client;
    const section = readSection(reader, client, count, structsLeft, Y.getState(store, client));
    const { structs, state } = section;
    if (structs.length < count || structs[0]?.clock !== state) isAllNew = false;
    if (structs.length === 0) continue;
    structsLeft -= structs.length;
    sections.push(section);
    if (sections.length > limits.newClientIds) throw new UnreadableInk('too-big');
  }
  const deletes = readDeletes(reader, limits.deleteRanges);
  if (reader.at !== bytes.length) throw new UnreadableInk('malformed');
  return { bytes, sections, deletes, isAllNew };
}

function readSection(
  reader: Reader,
  client: number,
  count: number,
  most: number,
  state: number,
): Section {
  let clock = readVarUint(reader);
  let read = 0;
  while (read < count && clock < state) {
    const at = reader.at;
    const length = passStruct(reader);
    if (clock + length > state) {
      reader.at = at; // Known in part: what is left of it is new.
      break;
    }
    clock += length;
    read += 1;
  }
  if (count - read > most) throw new UnreadableInk('too-big');
  const structs: Struct[] = [];
  for (; read < count; read += 1) {
    const struct = readStruct(reader, client, clock);
    structs.push(struct);
    clock += struct.length;
    if (clock > maxClock) throw new UnreadableInk('too-big');
  }
  return { client, state, structs, gone: null, knowledge: null, linked: 0, isBusy: false };
}

function readDeletes(reader: Reader, most: number): readonly DeleteRange[] {
  const deletes: DeleteRange[] = [];
  let before = maxClientId + 1;
  for (let clients = readCount(reader, 4); clients > 0; clients -= 1) {
    const client = readClient(reader);
    const count = readCount(reader, 2);
    if (count === 0 || client >= before) throw new UnreadableInk('malformed');
    before = client;
    if (deletes.length + count > most) throw new UnreadableInk('too-big');
    let from = 0;
    for (let n = 0; n < count; n += 1) {
      const clock = readVarUint(reader);
      const length = readVarUint(reader);
      if (length === 0 || clock < from) throw new UnreadableInk('malformed');
      from = clock + length;
      deletes.push({ client, clock, length });
    }
  }
  return deletes;
}
