/** Reads the whole log once more when all is over, and compares everything with it. */
import { deepStrictEqual } from 'node:assert/strict';
import * as Y from 'yjs';
import { itemsOf, readBoard } from '../../../shared/board/board-doc.ts';
import { fieldOf, type Item } from '../../../shared/board/item.ts';
import {
  refusalOfRemoving,
  refusalOfRewording,
  refusalOfSetting,
  type Hand,
} from '../../../shared/board/rights.ts';
import { capabilityOf, type Zone } from '../../../shared/board/zone.ts';
import type { ParticipantId } from '../../../shared/ids.ts';
import { apply } from '../../../shared/session/apply.ts';
import { plannedSession } from '../../../shared/session/session.ts';
import { serverClientId } from '../../../server/board/server-client-id.ts';
import type { LogEntry } from '../../../server/storage/room-store.ts';
import { ownedBy } from './acts.ts';
import { cheatersPlace } from './cheats.ts';
import { contentsOf } from './ids.ts';
import { askerOf, plan, standing, therapist } from './people.ts';
import type { Storage } from './storage.ts';
import { cheatersWord, eventIn, holds } from './watch.ts';

/** A zone as its log alone makes it; nothing in it is ever thrown away, so that all can be looked at. */
export type Replayed = ReadonlyMap<Zone, Y.Doc>;

/**
 * @throws at the first entry that should not be there: of the wrong author, at the wrong time, of
 * what was refused, twice, with something missing, or that changes what its author may not change.
 */
export function replay(storage: Storage): Replayed {
  const docs = new Map<Zone, Y.Doc>();
  let session = plannedSession(plan);
  storage.entries.forEach((entry, at) => {
    if (entry.seq !== at + 1) throw new Error('[L1] the log has a gap');
    if (entry.kind === 'decision') {
      session = apply(session, eventIn(entry), entry.at);
      return;
    }
    const { zone, by } = entry;
    if (zone === null || by === null) throw new Error('[L1] ink without a zone or an author');
    if (capabilityOf(session, askerOf(by), zone) !== 'edit')
      throw new Error(`[H1] entry ${entry.seq} is ink of ${by} who could not write in ${zone}`);
    const doc = docs.get(zone) ?? new Y.Doc({ gc: false });
    docs.set(zone, doc);
    add(doc, entry, by, storage);
  });
  return docs;
}

function add(doc: Y.Doc, entry: LogEntry, by: ParticipantId, { claims }: Storage): void {
  const where = `entry ${entry.seq} of ${by}`;
  const { made } = contentsOf(entry.bytes);
  const isServers = made.every(({ client }) => client === serverClientId) && by === therapist;
  const expected = new Map<number, number>();
  for (const { client, from, to } of made) {
    if (client !== serverClientId && claims.get(client) !== by)
      throw new Error(`[B7] ${where} has another's clientID`);
    if (from !== (expected.get(client) ?? Y.getState(doc.store, client)))
      throw new Error(`[L1] ${where} has ids twice, or not all`);
    expected.set(client, to);
  }
  if (holds(entry.bytes, cheatersWord)) throw new Error(`[B8] ${where} holds refused words`);
  const before = new Map(readBoard(doc).map((item) => [item.id, item]));
  Y.applyUpdate(doc, entry.bytes);
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error(`[B6] ${where} leaves gaps`);
  const after = new Map(readBoard(doc).map((item) => [item.id, item]));
  if (after.size !== itemsOf(doc).size) throw new Error(`[B8] ${where} has what is no item`);
  const hand: Hand = { id: by, standing: standing(by) };
  for (const [id, item] of after) {
    const wrong = wrongIn(before.get(id), item, hand, isServers);
    if (wrong) throw new Error(`[B8] ${where}: ${wrong} of ${id}`);
  }
  for (const [id, item] of before) {
    if (after.has(id) || isServers) continue;
    if (refusalOfRemoving(hand, ownedBy(item))) throw new Error(`[B8] ${where} removes ${id}`);
  }
}

/** What of a change was not its author's to make. */
function wrongIn(
  before: Item | undefined,
  after: Item,
  hand: Hand,
  isServers: boolean,
): string | null {
  if (after.x === cheatersPlace) return 'place';
  if (!before) return after.by !== hand.id ? 'author' : after.locked ? 'lock' : null;
  if (isServers) return null;
  const was = new Map<string, unknown>(Object.entries(before));
  for (const [key, value] of Object.entries(after)) {
    if (key === 'id' || JSON.stringify(was.get(key)) === JSON.stringify(value)) continue;
    const field = fieldOf(after.kind, key);
    if (!field) return key;
    const marked = { ...ownedBy(before), edited: ownedBy(after).edited };
    const refused =
      field.type === 'text'
        ? refusalOfRewording(hand, marked)
        : refusalOfSetting(hand, ownedBy(before), field.setBy);
    if (refused) return `${key} (${refused})`;
  }
  return null;
}

/** Also from each snapshot and what came after it. */
export function compareSnapshots({ snapshots, entries }: Storage, replayed: Replayed): void {
  for (const { seq, zones } of snapshots) {
    const docs = new Map<Zone, Y.Doc>();
    const docOf = (zone: Zone): Y.Doc => {
      const doc = docs.get(zone) ?? new Y.Doc();
      docs.set(zone, doc);
      return doc;
    };
    for (const { zone, state } of zones) Y.applyUpdate(docOf(zone), state);
    for (const entry of entries.slice(seq))
      if (entry.zone !== null) Y.applyUpdate(docOf(entry.zone), entry.bytes);
    for (const [zone, doc] of replayed)
      same(docOf(zone), doc, `the snapshot at ${seq} and what came after it, in ${zone}`);
  }
}

export function same(one: Y.Doc, other: Y.Doc, what: string): void {
  deepStrictEqual(readBoard(one), readBoard(other), `[W3] ${what} differs from the log`);
}
