/**
 * What whoever made a struct must have seen: all they wrote before under the same clientID, all that
 * any of this refers to, and all before it, and so on. They may have seen more; this much is certain.
 */
import * as Y from 'yjs';
import { sectionOf, type Judging } from './judging.ts';
import type { Section } from './read-update.ts';
import type { Struct } from './struct.ts';

export interface Knowledge {
  /** By client: the clock up to which it has been seen, exclusive. */
  readonly seen: Map<number, number>;
  /** By client: up to which index of the document's, and of the update's structs, this has been followed. */
  readonly followed: Map<number, number>;
  readonly followedNew: Map<number, number>;
}

const noKnowledge = (): Knowledge => ({
  seen: new Map(),
  followed: new Map(),
  followedNew: new Map(),
});

/** What the maker of `struct` had seen at least; to be asked in the order of their structs. */
export function knowledgeOf(judging: Judging, struct: Struct): Knowledge {
  const section = sectionOf(judging, struct.client);
  const knowledge = section ? (section.knowledge ??= noKnowledge()) : noKnowledge();
  learn(judging, knowledge, [
    [struct.client, struct.clock],
    [struct.originClient, struct.originClock + 1],
    [struct.rightClient, struct.rightClock + 1],
    [struct.parentClient, struct.parentClock + 1],
  ]);
  return knowledge;
}

/** A client, and the clock up to which it has been seen. */
type Seen = readonly [number, number];

function learn(judging: Judging, knowledge: Knowledge, more: Seen[]): void {
  for (let next = more.pop(); next; next = more.pop()) {
    const [client, end] = next;
    if (client === -1 || end <= (knowledge.seen.get(client) ?? 0)) continue;
    knowledge.seen.set(client, end);
    followStored(judging, knowledge, client, end, more);
    const section = sectionOf(judging, client);
    if (section) followNew(section, knowledge, end, more);
  }
}

function followStored(
  { store }: Judging,
  { followed }: Knowledge,
  client: number,
  end: number,
  more: Seen[],
): void {
  const structs = store.clients.get(client) ?? [];
  let at = followed.get(client) ?? 0;
  for (; at < structs.length; at += 1) {
    const struct = structs[at];
    if (!struct || struct.id.clock >= end) break;
    if (!(struct instanceof Y.Item)) continue;
    const { origin, rightOrigin, parent } = struct;
    if (origin) more.push([origin.client, origin.clock + 1]);
    if (rightOrigin) more.push([rightOrigin.client, rightOrigin.clock + 1]);
    const holder = parent instanceof Y.AbstractType ? parent._item : null;
    if (holder) more.push([holder.id.client, holder.id.clock + 1]);
  }
  followed.set(client, at);
}

function followNew(section: Section, { followedNew }: Knowledge, end: number, more: Seen[]): void {
  let at = followedNew.get(section.client) ?? 0;
  for (; at < section.structs.length; at += 1) {
    const struct = section.structs[at];
    if (!struct || struct.clock >= end) break;
    more.push([struct.originClient, struct.originClock + 1]);
    more.push([struct.rightClient, struct.rightClock + 1]);
    more.push([struct.parentClient, struct.parentClock + 1]);
  }
  followedNew.set(section.client, at);
}
