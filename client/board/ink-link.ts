/** A board's line to the server: y-websocket's provider, plus our own acks (docs/protocol.md). */
import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Zone } from '../../shared/board/zone.ts';
import type { InvitationId, SessionId } from '../../shared/ids.ts';
import { boardMessage, boardPath } from '../../shared/wire/protocol.ts';
import type { BoardLink, BoardLinkState } from './board-link.ts';
import type { KeptInk } from './kept-ink.ts';

/** Milliseconds; at random up to this, so that a restarted server isn't met by everybody at once. */
const comeBackWithinMs = 2_500;

interface Asked {
  readonly session: SessionId;
  readonly zone: Zone;
  readonly as: 'therapist' | InvitationId;
  /** Takes what is not acknowledged when this line stops, and gives it to the next one. */
  readonly kept: KeptInk;
}

/** Opens a line with a fresh document and clientID. */
export function createInkLink({ session, zone, as, kept }: Asked): BoardLink {
  const doc = new Y.Doc();
  const counting = countInk();
  const listeners = new Set<() => void>();
  let state: BoardLinkState = 'loading';
  let acked = 0;
  /** Own clock at each frame with ink sent over this socket, and as far as it is acknowledged. */
  let clocks: number[] = [];
  let ackedClock = 0;
  /** Ink given over from an earlier line, until frame `upTo` is acknowledged. */
  let given: { readonly updates: readonly Uint8Array[]; readonly upTo: number } | null = null;
  let isRefused = false;
  /** Made since the last frame went out over an open line: it waits for the line. */
  let unsent = false;
  let stopped = false;

  const provider = new WebsocketProvider(
    `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${boardPath}`,
    `${session}/${zone}`,
    doc,
    {
      connect: false,
      disableBc: true, // Tabs of one browser would exchange ink past the server.
      maxBackoffTime: comeBackWithinMs * (0.6 + 0.4 * Math.random()),
      params: { as, wb: '1', cid: String(doc.clientID) },
      WebSocketPolyfill: counting.Socket,
    },
  );

  function changed(next?: BoardLinkState): void {
    if (next) state = next;
    for (const listener of listeners) listener();
  }

  const own =
    (read: (body: decoding.Decoder) => void) =>
    (_reply: unknown, decoder: decoding.Decoder): void => {
      read(decoding.createDecoder(decoding.readVarUint8Array(decoder)));
    };
  provider.messageHandlers[boardMessage.hello] = own(() => {
    acked = 0;
    clocks = [];
  });
  provider.messageHandlers[boardMessage.ack] = own((body) => {
    acked = decoding.readVarUint(body);
    ackedClock = Math.max(ackedClock, clocks[acked - 1] ?? 0);
    if (given && acked >= given.upTo) given = null;
    changed();
  });
  provider.messageHandlers[boardMessage.deny] = own((body) => {
    decoding.readVarUint(body);
    // What came too late waits for its time; what was refused would only be refused again.
    isRefused = decoding.readVarString(body) !== 'not-now';
  });

  counting.onSent = (isStep2) => {
    // The step 2 that answers the server's step 1 carries all that waited; its ack is awaited now.
    if (isStep2) unsent = false;
    clocks.push(Y.getState(doc.store, doc.clientID));
    changed();
  };
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider && !provider.wsconnected) unsent = true;
  });
  provider.on('sync', (synced: boolean) => {
    if (!synced) return;
    const updates = kept.take(zone);
    if (updates.length > 0) {
      // Sent at once, like anything else made here.
      for (const update of updates) Y.applyUpdate(doc, update, 'kept');
      given = { updates, upTo: counting.sent() };
    }
    changed('live');
  });
  provider.on('connection-close', () => {
    if (counting.sent() > acked) unsent = true;
    if (state === 'live') changed('lost');
  });
  provider.on('closed', () => {
    changed('closed');
  });
  provider.connect();

  const isSaved = (): boolean => !unsent && counting.sent() <= acked;

  function keepUnsaved(): void {
    if (isRefused) return;
    for (const update of given?.updates ?? []) kept.keep(zone, update);
    if (!isSaved()) kept.keep(zone, ownInkSince(doc, ackedClock));
  }

  return {
    doc,
    awareness: provider.awareness,
    state: () => state,
    isSaved,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      if (stopped) return;
      stopped = true;
      listeners.clear();
      keepUnsaved();
      provider.destroy();
      provider.awareness.destroy();
      doc.destroy();
    },
  };
}

/** A WebSocket that counts the frames with ink it sends; the server acks by that count. */
function countInk(): {
  readonly Socket: typeof WebSocket;
  sent(): number;
  onSent: (isStep2: boolean) => void;
} {
  let sent = 0;
  const counting = { onSent: (_isStep2: boolean): void => {} };
  class CountingSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sent = 0;
    }
    override send(frame: string | ArrayBufferLike | Blob | ArrayBufferView): void {
      super.send(frame as Parameters<WebSocket['send']>[0]);
      if (!(frame instanceof Uint8Array) || frame[0] !== boardMessage.sync) return;
      if (frame[1] !== 1 && frame[1] !== 2) return; // Step 1 carries no ink.
      sent += 1;
      counting.onSent(frame[1] === 1);
    }
  }
  return {
    Socket: CountingSocket,
    sent: () => sent,
    get onSent() {
      return counting.onSent;
    },
    set onSent(listener: (isStep2: boolean) => void) {
      counting.onSent = listener;
    },
  };
}

/**
 * What `doc` holds of its own writing from `ackedClock` on. Others' items are not in it: what came
 * from the server is durable there. Its delete set may name them.
 */
function ownInkSince(doc: Y.Doc, ackedClock: number): Uint8Array {
  const known = Y.decodeStateVector(Y.encodeStateVector(doc));
  known.set(doc.clientID, ackedClock);
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(known));
}
