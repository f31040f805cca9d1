/** One person's board link, as the generator keeps it: sends what was recorded, counts what comes. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { boardMessage } from '../../../shared/wire/protocol.ts';
import type { Address } from '../peers/peer.ts';

const step1 = 0;
/** Hocuspocus answers a sync step 1 under a type of its own, and each update with another. */
const syncReply = 4;
const syncStatus = 8;

/** What came over a link, and what became of it. */
export interface Came {
  frames: number;
  bytes: number;
  /** Frames with ink. */
  ink: number;
  /** Single cursors in awareness frames. */
  cursors: number;
  /** Our own ink frames that the server has called durable, or hocuspocus has confirmed. */
  acked: number;
  /** `seen` said. */
  seen: number;
}

export interface Link {
  readonly came: Came;
  /** Why the server closed it, or null while it is open. */
  closed(): string | null;
  /** The time of `performance.now` at which it was closed, by either side. */
  readonly gone: Promise<number>;
  /** When the last frame with ink came; -Infinity before the first. */
  lastInkAt(): number;
  /** How far the server had a document's ink when it asked this link for what it lacks. */
  serverClock(clientId: number): number;
  sendInk(frame: Uint8Array): void;
  sendCursor(clientId: number, clock: number, x: number, y: number): void;
  leave(): void;
}

interface LinkParts {
  readonly address: Address;
  /** The bytes are only lent. */
  readonly onInk: (update: Uint8Array) => void;
}

const openWithinMs = 20_000;
const emptyStep2 = new Uint8Array([0, 1, 2, 0, 0]);
const emptyStep1 = new Uint8Array([0, 0, 1, 0]);

/** @returns the link once it is open and synced. Everybody begins with an empty board. */
export async function openLink({ address, onInk }: LinkParts): Promise<Link> {
  const { prefix, greeting, syncs, saysSeen } = address.dialect;
  const socket = new WebSocket(address.url, {
    headers: { ...address.headers },
    perMessageDeflate: false,
  });
  const came: Came = { frames: 0, bytes: 0, ink: 0, cursors: 0, acked: 0, seen: 0 };
  let refused = '';
  let closed: string | null = null;
  let isLeaving = false;
  let afterHello = -1;
  let seenDue = false;
  let synced = (): void => undefined;
  let lastInkAt = -Infinity;
  let serverState = new Map<number, number>();

  const send = (message: Uint8Array): void => {
    socket.send(prefix.length === 0 ? message : Buffer.concat([prefix, message]));
  };

  /** At most once in a turn of the event loop, as our page does. */
  function saySeen(): void {
    seenDue = false;
    if (socket.readyState !== socket.OPEN) return;
    came.seen += 1;
    socket.send(ownFrame(boardMessage.seen, afterHello));
  }

  function sync(decoder: decoding.Decoder): void {
    if (decoding.readVarUint(decoder) === step1) {
      serverState = Y.decodeStateVector(decoding.readVarUint8Array(decoder));
      send(emptyStep2);
      synced();
      return;
    }
    came.ink += 1;
    lastInkAt = performance.now();
    onInk(decoding.readVarUint8Array(decoder));
  }

  function hear(data: Buffer): void {
    came.frames += 1;
    came.bytes += data.byteLength;
    if (saysSeen && address.supervises && afterHello >= 0) {
      afterHello += 1;
      if (!seenDue) {
        seenDue = true;
        setImmediate(saySeen);
      }
    }
    const decoder = decoding.createDecoder(data);
    decoder.pos = prefix.length;
    switch (decoding.readVarUint(decoder)) {
      case boardMessage.sync:
      case syncReply:
        sync(decoder);
        return;
      case boardMessage.awareness:
        came.cursors += decoding.readVarUint(
          decoding.createDecoder(decoding.readVarUint8Array(decoder)),
        );
        return;
      case boardMessage.auth:
        if (greeting) send(emptyStep1);
        else refused = decoding.readTailAsUint8Array(decoder).toString();
        return;
      case syncStatus:
        came.acked += 1;
        return;
      case boardMessage.hello:
        afterHello = 0;
        return;
      case boardMessage.ack:
        came.acked = readOwn(decoder);
        return;
      case boardMessage.deny:
        refused = `frame ${String(readOwn(decoder))} denied`;
        return;
    }
  }

  const gone = new Promise<number>((told) => {
    socket.once('close', () => {
      told(performance.now());
    });
  });
  socket.on('message', hear);
  socket.on('close', (code, reason) => {
    if (!isLeaving) closed = `${String(code)} ${reason.toString()} ${refused}`.trim();
  });
  await new Promise<void>((ready, failed) => {
    const timer = setTimeout(() => {
      failed(new Error(`${address.url} did not sync in time`));
    }, openWithinMs);
    synced = () => {
      clearTimeout(timer);
      ready();
    };
    socket.on('error', failed);
    socket.on('close', () => {
      failed(new Error(`${address.url} closed: ${closed ?? ''}`));
    });
    socket.on('open', () => {
      if (greeting) socket.send(greeting);
      else if (syncs) send(emptyStep1);
      else synced();
    });
  });

  return {
    came,
    closed: () => closed,
    gone,
    lastInkAt: () => lastInkAt,
    serverClock: (clientId) => serverState.get(clientId) ?? 0,
    sendInk: send,
    sendCursor(clientId, clock, x, y) {
      send(cursorFrame(clientId, clock, x, y));
    },
    leave() {
      isLeaving = true;
      socket.terminate();
    },
  };
}

const readOwn = (decoder: decoding.Decoder): number =>
  decoding.readVarUint(decoding.createDecoder(decoding.readVarUint8Array(decoder)));

const ownFrame = (type: number, count: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((body) => {
        encoding.writeVarUint(body, count);
      }),
    );
  });

const cursorFrame = (clientId: number, clock: number, x: number, y: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.awareness);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((body) => {
        encoding.writeVarUint(body, 1);
        encoding.writeVarUint(body, clientId);
        encoding.writeVarUint(body, clock);
        encoding.writeVarString(body, JSON.stringify({ cursor: { x, y } }));
      }),
    );
  });
