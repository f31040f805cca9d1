/** Whether everything that was acknowledged is in the log and does what it was meant to. */
import * as Y from 'yjs';
import { itemsOf } from '../../../shared/board/board-doc.ts';
import { contentsOf, hasAll, addTo, singles, type SomeIds, type Span } from './ids.ts';
import type { Replayed } from './audit.ts';
import type { Desk } from './desk.ts';
import type { Intent } from './intents.ts';
import type { Storage } from './storage.ts';

/** @throws when something acknowledged is missing, or void though nobody changed it afterwards */
export function verifyKept(desk: Desk, replayed: Replayed, { entries }: Storage): number {
  const doc = replayed.get(desk.zone) ?? new Y.Doc();
  const deleted: SomeIds = new Map();
  for (const entry of entries) {
    if (entry.zone !== desk.zone) continue;
    for (const span of contentsOf(entry.bytes).deleted) addTo(deleted, span);
  }
  const kept = desk.intents.filter((one) => one.fate === 'kept');
  for (const intent of kept) {
    const missing = intent.made
      .flatMap(singles)
      .find((id) => !isThere(id, intent, doc, deleted, desk));
    if (missing)
      throw new Error(
        `[W3] "${intent.act.kind}" of ${desk.who} on ${intent.act.item} was acknowledged and is not there (${missing.client}: ${missing.from})`,
      );
  }
  return kept.length;
}

function isThere(id: Span, { act }: Intent, doc: Y.Doc, deleted: SomeIds, desk: Desk): boolean {
  if (Y.getState(doc.store, id.client) < id.to) return false;
  const struct = Y.getItem(doc.store, Y.createID(id.client, id.from));
  // An entry of a map that is deleted was set anew by somebody.
  if (struct instanceof Y.Item && (!struct.deleted || struct.parentSub !== null)) return true;
  if (hasAll(deleted, id) || hasAll(desk.ownDeleted, id)) return true;
  return !itemsOf(doc).has(act.item); // Taken off the board, and what lay in it with it.
}
