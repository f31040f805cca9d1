/**
 * A page's document of one zone and its link. `ours` speaks our own messages and loses nothing of its
 * person's when something is refused; `stock` is y-websocket's provider, whose page is loaded anew.
 */
import * as Y from 'yjs';
import type { Zone } from '../../../shared/board/zone.ts';
import type { ParticipantId } from '../../../shared/ids.ts';
import { closeCode } from '../../../shared/wire/protocol.ts';
import type { Act, Hands } from './acts.ts';
import type { Chance } from './chance.ts';
import { addTo, hasAll, nothingHeld, addAllOf, contentsOf, type SomeIds } from './ids.ts';
import { intended, isIn, type Intent } from './intents.ts';
import type { Line } from './line.ts';
import { pointMessage, readMessage, seenMessage, syncMessage, type Message } from './messages.ts';
import { askerOf } from './people.ts';
import type { Server } from './server.ts';
import type { Watch } from './watch.ts';

export interface Desk {
  readonly who: ParticipantId;
  readonly zone: Zone;
  readonly speaks: 'ours' | 'stock';
  doc(): Y.Doc;
  /** Everything done here so far. */
  readonly intents: readonly Intent[];
  /** Ids that this page's own acts deleted. */
  readonly ownDeleted: SomeIds;
  /** What is to be known of it for the next act. */
  hands(): Hands;
  do(act: Act): void;
  point(x: number): void;
  /** Whether the page wants a link; it keeps trying while it does. */
  want(isWanted: boolean): void;
  cut(): void;
  setSlow(isSlow: boolean): void;
  /** Of a supervising page: how many milliseconds its word may take; null: it says nothing. */
  setSeenWithin(ms: number | null): void;
  /** Linked, synced, and nothing waits. */
  isAtRest(): boolean;
}

interface DeskParts {
  readonly who: ParticipantId;
  readonly zone: Zone;
  readonly speaks: 'ours' | 'stock';
  readonly chance: Chance;
  readonly server: Server;
  readonly watch: Watch;
}

interface Link {
  readonly line: Line;
  /** Frames with ink sent over it. */
  inkFrames: number;
  /** Frames that came after the hello. */
  got: number;
  /** The server's step 2 has come; ours has gone out. */
  isSynced: boolean;
  isAnswered: boolean;
  isSeenDue: boolean;
}

/** What somebody may run into who was in the right when they began. */
const overtaken: ReadonlySet<string> = new Set(['locked', 'not-now']);

export function createDesk({ who, zone, speaks, chance, server, watch }: DeskParts): Desk {
  const asker = askerOf(who);
  const supervises = asker.as === 'therapist' && speaks === 'ours';
  const intents: Intent[] = [];
  const ownDeleted: SomeIds = new Map();
  const drawnHere = new Set<string>();
  const cursors = new Map<number, number>();
  let doc = newDoc();
  let link: Link | null = null;
  let isWanted = false;
  let isTrying = false;
  let isFresh = false;
  let pointClock = 0;
  let seenWithinMs: number | null = 5;

  function newDoc(): Y.Doc {
    const made = new Y.Doc();
    made.clientID = chance.clientId();
    return made;
  }

  const waiting = (): Intent[] => intents.filter((one) => one.fate === 'waiting');

  // ---- the link ---------------------------------------------------------------------------------

  function dial(): void {
    if (!isWanted || link) return;
    for (const one of waiting()) one.frame = null;
    const made: Link = {
      line: server.dial({
        asker,
        zone,
        speaks,
        clientId: speaks === 'ours' ? doc.clientID : null,
        message: (bytes) => {
          if (link === made) hear(made, bytes);
        },
        closed: (code) => {
          if (link === made) closed(code);
        },
      }),
      inkFrames: 0,
      got: 0,
      isSynced: false,
      isAnswered: false,
      isSeenDue: false,
    };
    link = made;
    made.line.send(syncMessage('step-1', Y.encodeStateVector(doc)));
    if (speaks === 'stock') made.line.send(pointMessage(doc.clientID, (pointClock += 1), 0));
  }

  function closed(code: number): void {
    link = null;
    if (code === closeCode.refused || code === closeCode.malformed) startAfresh();
    tryAgain();
  }

  function tryAgain(): void {
    if (isTrying) return;
    isTrying = true;
    setTimeout(
      () => {
        isTrying = false;
        dial();
      },
      chance.whole(5, 60),
    );
  }

  /** What is not known to be kept is done again once the fresh document is synced. */
  function startAfresh(): void {
    doc = newDoc();
    pointClock = 0;
    isFresh = true;
    if (speaks === 'ours') return;
    for (const one of waiting()) one.fate = 'moot'; // A page that is loaded anew has forgotten it.
  }

  // ---- what comes -------------------------------------------------------------------------------

  function hear(on: Link, bytes: Uint8Array): void {
    const message = readMessage(bytes);
    if (message.kind !== 'hello') on.got += 1;
    take(on, message);
    if (doc.store.pendingStructs || doc.store.pendingDs)
      throw new Error('[B6] something is pending on a page');
    if (supervises) seenSoon(on);
  }

  function take(on: Link, message: Message): void {
    switch (message.kind) {
      case 'step-1':
        sendInk(on, 'step-2', Y.encodeStateAsUpdate(doc, message.bytes));
        on.isAnswered = true;
        for (const one of waiting()) one.frame ??= on.inkFrames;
        return;
      case 'step-2':
      case 'update':
        Y.applyUpdate(doc, message.bytes, 'server');
        if (message.kind === 'step-2') synced(on);
        if (speaks === 'stock') echoed(message.bytes);
        return;
      case 'awareness':
        for (const { clientId, clock } of message.states) cursors.set(clientId, clock);
        return;
      case 'ack':
        for (const one of waiting())
          if (one.frame !== null && one.frame <= message.count) one.fate = 'kept';
        return;
      case 'deny':
        denied(message);
        return;
      case 'refused':
        mayBeRefusedFor(message.reason);
        startAfresh();
        return;
      case 'hello':
        return;
      default:
        message satisfies never;
    }
  }

  function synced(on: Link): void {
    on.isSynced = true;
    if (!isFresh) return;
    isFresh = false;
    for (const one of waiting()) {
      if (isIn(one, doc)) one.fate = 'kept';
      else again(one);
    }
  }

  function again(intent: Intent): void {
    const next = intended(intent.act, doc);
    if (!next) {
      intent.fate = 'moot';
      return;
    }
    intent.made = next.intent.made;
    intent.hasDeletes = next.intent.hasDeletes;
    for (const span of contentsOf(next.update).deleted) addTo(ownDeleted, span);
    if (link) sendOwn(link, intent, next.update);
  }

  /** A stock page takes its own ink's coming back as "it is kept". */
  function echoed(update: Uint8Array): void {
    const back: SomeIds = new Map();
    for (const span of contentsOf(update).living) addTo(back, span);
    for (const one of waiting())
      if (one.made.length > 0 && one.made.every((span) => hasAll(back, span))) one.fate = 'kept';
  }

  function denied({ count, reason, rest, places }: Extract<Message, { kind: 'deny' }>): void {
    mayBeRefusedFor(reason);
    for (const one of waiting()) {
      if (one.frame !== count || !rest) continue;
      one.fate = places.some((place) => place.item === one.act.item) ? 'refused' : 'kept';
    }
    startAfresh();
  }

  /**
   * An honest page can be overtaken by a decision; nothing else may be refused it. A stock page that
   * comes back without having heard of a refusal learns it as "author".
   */
  function mayBeRefusedFor(reason: string): void {
    if (!overtaken.has(reason) && !(speaks === 'stock' && reason === 'author'))
      throw new Error(`[B3] an honest ${speaks} page of ${who} was refused: ${reason}`);
  }

  /** Once for all that came in a turn, and as late as this page is now. */
  function seenSoon(on: Link): void {
    if (on.isSeenDue || seenWithinMs === null) return;
    on.isSeenDue = true;
    setTimeout(
      () => {
        on.isSeenDue = false;
        if (link !== on || seenWithinMs === null || on.got === 0) return;
        const held = nothingHeld();
        addAllOf(doc, held);
        const pointed = new Map(cursors);
        on.line.send(seenMessage(on.got), () => {
          watch.seen(zone, held, pointed);
        });
      },
      chance.whole(0, seenWithinMs),
    );
  }

  // ---- what goes --------------------------------------------------------------------------------

  function sendInk(on: Link, kind: 'step-2' | 'update', bytes: Uint8Array): void {
    on.inkFrames += 1;
    on.line.send(syncMessage(kind, bytes));
  }

  /** Before the answer to the server's step 1 only a stock page sends what that answer will hold. */
  function sendOwn(on: Link, intent: Intent, update: Uint8Array): void {
    if (speaks === 'ours' && !on.isAnswered) return;
    sendInk(on, 'update', update);
    intent.frame = on.inkFrames;
  }

  return {
    who,
    zone,
    speaks,
    doc: () => doc,
    intents,
    ownDeleted,
    hands: () => ({ doc, by: who, drawnHere, rewords: supervises }),
    do(act) {
      if (isFresh) return; // The page shows nothing yet.
      const made = intended(act, doc);
      if (!made) return;
      intents.push(made.intent);
      if (act.kind === 'add') drawnHere.add(act.item);
      for (const span of contentsOf(made.update).deleted) addTo(ownDeleted, span);
      if (link) sendOwn(link, made.intent, made.update);
    },
    point(x) {
      if (link?.isSynced) link.line.send(pointMessage(doc.clientID, (pointClock += 1), x));
    },
    want(next) {
      if (next === isWanted) return;
      isWanted = next;
      if (next) tryAgain();
      else if (link) {
        link.line.close();
        link = null;
      }
    },
    cut() {
      link?.line.cut();
    },
    setSlow(isSlow) {
      link?.line.setSlow(isSlow);
    },
    setSeenWithin(ms) {
      seenWithinMs = ms;
      if (ms !== null && link && supervises) seenSoon(link);
    },
    isAtRest: () =>
      link !== null &&
      link.isSynced &&
      link.isAnswered &&
      !isFresh &&
      (speaks === 'stock' || waiting().length === 0),
  };
}
