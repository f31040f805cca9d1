/**
 * Looks at every byte the server sends, at the instant it sends it, and at every commit. What it
 * knows it has from the log in the storage and from the pages, never from the server.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import { apply } from '../../../shared/session/apply.ts';
import { decide } from '../../../shared/session/decide.ts';
import { sessionEvent } from '../../../shared/session/events.ts';
import type { Command } from '../../../shared/session/commands.ts';
import { plannedSession, type Asker, type Session } from '../../../shared/session/session.ts';
import { capabilityOf, type Zone } from '../../../shared/board/zone.ts';
import type { ParticipantId } from '../../../shared/ids.ts';
import type { LogEntry } from '../../../server/storage/room-store.ts';
import { serverClientId } from '../../../server/board/server-client-id.ts';
import {
  addAllOf,
  contentsOf,
  hasAll,
  hasMade,
  nothingHeld,
  singles,
  type Contents,
  type Held,
  type Span,
} from './ids.ts';
import { readMessage, type Message } from './messages.ts';
import { askerOf, plan, therapist } from './people.ts';
import { createUnframer } from './unframe.ts';

export interface WatchedLink {
  readonly asker: Asker;
  readonly zone: Zone;
  readonly speaks: 'ours' | 'stock';
  /** Of the room the link is in: its therapists' links, and what was commanded and isn't durable. */
  readonly room: { readonly supervisors: number; readonly underWay: readonly Command[] };
}

export interface Watch {
  committed(entries: readonly LogEntry[]): void;
  /** A therapist's page had all this when it said that it has what came, and the server heard it. */
  seen(zone: Zone, held: Held, cursors: ReadonlyMap<number, number>): void;
  wrote(link: WatchedLink, bytes: Uint8Array): void;
  /** The session as far as the log in the storage tells. */
  session(): Session;
  /** What was found wrong; throws the first of it. */
  verify(): void;
}

/** In what no honest page writes. */
export const cheatersWord = 'CHEAT';

interface Kept {
  readonly doc: Y.Doc;
  /** Who first deleted something, by `client:clock`. */
  readonly deletedBy: Map<string, ParticipantId>;
  /** What the log has, made anew after each commit. */
  held: Held | null;
  /** What the therapist's pages said they have. */
  readonly seen: Held;
  /** Of cursors the newest clock they have, by clientID. */
  readonly cursors: Map<number, number>;
}

const utf8 = new TextDecoder();

export const eventIn = ({ bytes }: LogEntry): v.InferOutput<typeof sessionEvent> =>
  v.parse(sessionEvent, JSON.parse(utf8.decode(bytes)));

export function createWatch(holderOf: (clientId: number) => ParticipantId | undefined): Watch {
  let session = plannedSession(plan);
  let commits = 0;
  const zones = new Map<Zone, Kept>();
  const wrong: Error[] = [];
  const updatesInCommit = new WeakMap<WatchedLink, { commit: number }>();

  const keptOf = (zone: Zone): Kept => {
    const kept: Kept = zones.get(zone) ?? {
      doc: new Y.Doc(),
      deletedBy: new Map(),
      held: null,
      seen: nothingHeld(),
      cursors: new Map(),
    };
    zones.set(zone, kept);
    return kept;
  };
  const found = (what: string): void => {
    wrong.push(new Error(what));
  };

  function committedInk({ zone, by, bytes }: LogEntry): void {
    if (zone === null || by === null) {
      found('[L1] ink without a zone or an author');
      return;
    }
    const kept = keptOf(zone);
    const { doc, deletedBy } = kept;
    kept.held = null;
    for (const one of contentsOf(bytes).deleted.flatMap(singles))
      if (!deletedBy.has(text(one))) deletedBy.set(text(one), by);
    Y.applyUpdate(doc, bytes);
    if (doc.store.pendingStructs || doc.store.pendingDs)
      found('[B6] the log leaves something pending');
  }

  /** At every moment of what was decided since, not only at the last. */
  function isEntitled({ asker, zone, room }: WatchedLink): boolean {
    const may = (at: Session): boolean => capabilityOf(at, asker, zone) !== 'none';
    let at = session;
    if (!may(at)) return false;
    for (const command of room.underWay) {
      const by = askerOf(therapist);
      const decision = decide(at, command, {
        by,
        standing: 'therapist',
        planRefusal: null,
        supervised: true,
        inkUnseen: false,
        players: [],
        letter: null,
      });
      if ('refused' in decision) continue;
      at = decision.events.reduce((folded, event) => apply(folded, event, 0), at);
      if (!may(at)) return false;
    }
    return asker.as === 'therapist' || room.supervisors > 0;
  }

  const isBound = (owner: ParticipantId | undefined, reader: Asker): boolean =>
    owner !== undefined && owner !== reader.id && owner !== therapist;

  function lookAtInk(link: WatchedLink, bytes: Uint8Array): void {
    const kept = keptOf(link.zone);
    const contents = contentsOf(bytes);
    const held = (kept.held ??= heldBy(kept.doc));
    for (const span of contents.made)
      if (!hasMade(held, span)) found(`[W2] ink went out that is not in the log ${text(span)}`);
    for (const span of contents.deleted)
      if (!hasAll(held.deleted, span))
        found(`[W2] a deletion went out that is not in the log ${text(span)}`);
    if (link.asker.as === 'person' && link.zone === 'joint')
      lookForUnseen(link.asker, kept, contents);
  }

  function lookForUnseen(
    reader: Asker,
    { seen, deletedBy }: Kept,
    { made, deleted }: Contents,
  ): void {
    for (const span of made) {
      const owner = span.client === serverClientId ? therapist : holderOf(span.client);
      if (isBound(owner, reader) && !hasMade(seen, span))
        found(`[H7] ink passed before a therapist's page had it ${text(span)}`);
    }
    for (const one of deleted.flatMap(singles)) {
      if (isBound(deletedBy.get(text(one)), reader) && !hasAll(seen.deleted, one))
        found(`[H7] a deletion passed before a therapist's page had it ${text(one)}`);
    }
  }

  function lookAtCursors(link: WatchedLink, states: Extract<Message, { kind: 'awareness' }>): void {
    if (link.asker.as === 'therapist') return;
    for (const { clientId, clock, isGoodbye } of states.states) {
      const known = keptOf(link.zone).cursors.get(clientId) ?? -1;
      if (!isGoodbye && isBound(holderOf(clientId), link.asker) && clock > known)
        found("[H7] a cursor passed before a therapist's page had it");
    }
  }

  function countUpdate(link: WatchedLink): void {
    if (link.asker.as !== 'therapist' || link.speaks !== 'ours') return;
    if (updatesInCommit.get(link)?.commit === commits)
      found('[W6] one commit came to one link in several frames');
    updatesInCommit.set(link, { commit: commits });
  }

  function lookAt(link: WatchedLink, message: Message, isMarked: boolean): void {
    switch (message.kind) {
      case 'update':
      case 'step-2':
        if (message.kind === 'update') countUpdate(link);
        if (isMarked) found('[B8] refused ink went out');
        lookAtInk(link, message.bytes);
        return;
      case 'awareness':
        lookAtCursors(link, message);
        return;
      default:
        return;
    }
  }

  return {
    committed(entries) {
      commits += 1;
      for (const entry of entries) {
        if (entry.kind === 'decision') session = apply(session, eventIn(entry), entry.at);
        else committedInk(entry);
      }
    },
    seen(zone, held, cursors) {
      const { seen, cursors: known } = keptOf(zone);
      for (const [client, end] of held.ends)
        seen.ends.set(client, Math.max(end, seen.ends.get(client) ?? 0));
      for (const [client, clocks] of held.deleted) {
        const all = seen.deleted.get(client) ?? new Set();
        seen.deleted.set(client, all);
        for (const clock of clocks) all.add(clock);
      }
      for (const [clientId, clock] of cursors)
        known.set(clientId, Math.max(clock, known.get(clientId) ?? -1));
    },
    wrote(link, bytes) {
      if (!isEntitled(link))
        found(`[H1] a byte went to ${link.asker.id} who may not see ${link.zone}`);
      for (const message of createUnframer()(bytes))
        lookAt(link, readMessage(message), holds(message, cheatersWord));
    },
    session: () => session,
    verify() {
      if (wrong[0]) throw wrong[0];
    },
  };
}

function heldBy(doc: Y.Doc): Held {
  const held = nothingHeld();
  addAllOf(doc, held);
  return held;
}

const text = ({ client, from, to }: Span): string => `(${client}: ${from}–${to})`;

export const holds = (bytes: Uint8Array, word: string): boolean =>
  Buffer.from(bytes).includes(word);
