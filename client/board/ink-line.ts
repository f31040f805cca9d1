/**
 * One document on its line to the server: y-websocket's provider, plus our own messages
 * (docs/protocol.md). A refused document can't be mended, so it is given up with its line.
 */
import * as decoding from 'lib0/decoding';
import * as v from 'valibot';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Zone } from '../../shared/board/zone.ts';
import type { InvitationId, SessionId } from '../../shared/ids.ts';
import { boardMessage, boardPath } from '../../shared/wire/protocol.ts';
import { countingSocket } from './counting-socket.ts';
import type { Denial } from './journal.ts';
import { lostReason } from './lost-reason.ts';
import { tellWhatIsSeen } from './seen.ts';

/** Milliseconds; at random up to this, so that a restarted server isn't met by everybody at once. */
const comeBackWithinMs = 2_500;

export interface LineAsked {
  readonly session: SessionId;
  readonly zone: Zone;
  readonly as: 'therapist' | InvitationId;
}

/** What a line tells, each with the line it is about. */
export interface LineHears {
  /** A new socket: its frames count from 1. */
  opening(line: InkLine): void;
  sent(line: InkLine, frame: number, isWhole: boolean): void;
  acked(line: InkLine, frames: number): void;
  denied(line: InkLine, denial: Denial): void;
  /** In step with the server, for the first time or again: from now on each act is a frame. */
  synced(line: InkLine): void;
  /** The line dropped and comes back by itself. */
  lost(line: InkLine): void;
  /** The server closed it for good, with one of `closeCode`. */
  closed(line: InkLine, code: number): void;
}

export interface InkLine {
  /** Fresh, with a clientID of its own. */
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Whether every frame with ink that went out is durable. */
  isAcked(): boolean;
  /** Closes the line and tells nothing any more; the document can still be read and written. */
  hangUp(): void;
  /** Hangs up and destroys the document. */
  stop(): void;
}

export function createInkLine({ session, zone, as }: LineAsked, hears: LineHears): InkLine {
  const doc = new Y.Doc();
  let sent = 0;
  let acked = 0;
  let isUp = true;
  /** Both halves of the handshake: what the server has came, what it lacked went out. */
  let [hasCome, hasGone] = [false, false];

  function inStep(): void {
    if (isUp && hasCome && hasGone) hears.synced(line);
  }

  const provider = new WebsocketProvider(
    `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${boardPath}`,
    `${session}/${zone}`,
    doc,
    {
      connect: false,
      disableBc: true, // Tabs of one browser would exchange ink past the server.
      maxBackoffTime: comeBackWithinMs * (0.6 + 0.4 * Math.random()),
      params: { as, wb: '1', cid: String(doc.clientID) },
      WebSocketPolyfill: countingSocket({
        opening() {
          sent = acked = 0;
          hasCome = hasGone = false;
          if (isUp) hears.opening(line);
        },
        sent(frame, isWhole) {
          sent = frame;
          if (isUp) hears.sent(line, frame, isWhole);
          if (!isWhole) return;
          hasGone = true;
          inStep();
        },
      }),
    },
  );

  const own =
    (read: (body: decoding.Decoder) => void) =>
    (_reply: unknown, decoder: decoding.Decoder): void =>
      read(decoding.createDecoder(decoding.readVarUint8Array(decoder)));
  provider.messageHandlers[boardMessage.ack] = own((body) => {
    acked = decoding.readVarUint(body);
    if (isUp) hears.acked(line, acked);
  });
  provider.messageHandlers[boardMessage.deny] = own((body) => {
    const denial = readDenial(body);
    if (isUp) hears.denied(line, denial);
  });
  // Last, around all the others: a therapist's page says what has reached it.
  const greeted = as === 'therapist' ? tellWhatIsSeen(provider) : (): void => undefined;
  provider.messageHandlers[boardMessage.hello] = own(greeted);

  provider.on('sync', (isSynced: boolean) => {
    hasCome = isSynced;
    inStep();
  });
  provider.on('connection-close', () => {
    if (isUp) hears.lost(line);
  });
  provider.on('closed', ({ code }) => {
    if (isUp) hears.closed(line, code);
  });

  const line: InkLine = {
    doc,
    awareness: provider.awareness,
    isAcked: () => sent <= acked,
    hangUp() {
      if (!isUp) return;
      isUp = false;
      provider.destroy();
    },
    stop() {
      line.hangUp();
      provider.awareness.destroy();
      doc.destroy();
    },
  };
  provider.connect();
  return line;
}

function readDenial(body: decoding.Decoder): Denial {
  const frame = decoding.readVarUint(body);
  const reason = v.parse(lostReason, decoding.readVarString(body));
  const isRestKept = decoding.readVarUint(body) === 1;
  const places: { item: string; field: string }[] = [];
  for (let left = decoding.readVarUint(body); left > 0; left -= 1)
    places.push({
      item: decoding.readVarString(body),
      field: decoding.readVarString(body),
    });
  return { frame, reason, isRestKept, places };
}
