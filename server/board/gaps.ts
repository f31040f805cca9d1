/** Who has gaps in a log: there is ink of theirs that was refused, or lay in what was gone already. */
import * as Y from 'yjs';
import type { LogEntry } from '../storage/room-store.ts';
import { noLimits } from './gate/limits.ts';
import { contentRef, isContent } from './gate/struct.ts';
import { readUpdate } from './gate/read-update.ts';

const nothing: Y.Doc['store'] = new Y.Doc().store;

/**
 * ClientIDs with gaps. A page that lost the word of its refusal, in a process that has ended or a room
 * that was thrown away, is among them; who is there for another reason only begins anew.
 */
export function withGaps(entries: readonly LogEntry[]): ReadonlySet<number> {
  const clients = new Set<number>();
  for (const { kind, bytes } of entries) {
    if (kind !== 'ink') continue;
    for (const { client, structs } of readUpdate(bytes, nothing, noLimits).sections)
      if (structs.some((struct) => isContent(struct, contentRef.gc))) clients.add(client);
  }
  return clients;
}
