/**
 * A line to the server that hears every byte, falls silent without a word, or keeps frames back: what
 * goes through one line is all that one device says and is told, over HTTP and on both planes.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { boardPath, roomPath } from '../../shared/wire/protocol.ts';
import { createFrameReader, type WireFrame } from './websocket-frames.ts';

export interface TappedConnection {
  readonly plane: 'http' | 'decisions' | 'board';
  /** Of the request it began with. */
  readonly path: string;
}

interface TapParts {
  /** A frame of the server's goes by. */
  readonly onTold?: (connection: TappedConnection, frame: WireFrame) => void;
  /** A frame of the page's goes by: from now on the server can have it. */
  readonly onSaid?: (connection: TappedConnection, frame: WireFrame) => void;
  /** Whether a frame of the page's stays here until `letGo`. */
  readonly isKeptBack?: (connection: TappedConnection, frame: WireFrame) => boolean;
  /** Bytes of the server's go by, whatever they are. */
  readonly onBytes?: (connection: TappedConnection, bytes: Uint8Array) => void;
}

export interface TappedLine {
  /** Where the server seems to be. */
  readonly url: string;
  /** From now on not a byte goes either way, and nobody is told: no connection ends. */
  fallSilent(): void;
  /** What waited goes on, as after a hole in the network. */
  speakAgain(): void;
  /** Frames that are kept back now. */
  keptBack(): number;
  letGo(): void;
  close(): Promise<void>;
}

const headEnd = Buffer.from('\r\n\r\n');

function planeOf(path: string): TappedConnection['plane'] {
  if (path.startsWith(`${boardPath}/`)) return 'board';
  return path.startsWith(roomPath) ? 'decisions' : 'http';
}

/** One direction of a connection: a head, and behind it whatever comes. */
function createReading(): (bytes: Buffer) => {
  readonly head: Buffer | null;
  readonly rest: Buffer;
} {
  let begun: Buffer | null = Buffer.alloc(0);
  return (bytes) => {
    if (begun === null) return { head: null, rest: bytes };
    begun = Buffer.concat([begun, bytes]);
    const end = begun.indexOf(headEnd);
    if (end === -1) return { head: null, rest: Buffer.alloc(0) };
    const head = begun.subarray(0, end + headEnd.length);
    const rest = begun.subarray(head.length);
    begun = null;
    return { head, rest };
  };
}

export async function createTappedLine(behind: URL, parts: TapParts = {}): Promise<TappedLine> {
  const sockets = new Set<Socket>();
  let kept: (() => void)[] = [];
  let isSilent = false;

  function take(near: Socket): void {
    const far = connect(Number(behind.port), behind.hostname);
    const [asked, answered] = [createReading(), createReading()];
    const [said, told] = [createFrameReader(), createFrameReader()];
    let connection: TappedConnection | null = null;
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined); // Its close says enough.
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      if (isSilent) socket.pause();
    }

    near.on('data', (bytes: Buffer) => {
      const { head, rest } = asked(bytes);
      if (head) {
        const [, path = '/'] = head.toString('latin1').split(' ', 2);
        connection = { plane: planeOf(path), path };
        far.write(head);
      }
      if (!connection) return;
      if (connection.plane === 'http') far.write(rest);
      else for (const frame of said(rest)) say(connection, frame, far);
    });
    far.on('data', (bytes: Buffer) => {
      if (!connection) return;
      parts.onBytes?.(connection, bytes);
      const { rest } = answered(bytes);
      if (connection.plane !== 'http') {
        for (const frame of told(rest)) parts.onTold?.(connection, frame);
      }
      near.write(bytes);
    });
  }

  function say(connection: TappedConnection, frame: WireFrame, far: Socket): void {
    const go = (): void => {
      // Before the bytes are on their way: nobody can have an answer to them that is noted earlier.
      parts.onSaid?.(connection, frame);
      far.write(frame.raw);
    };
    if (parts.isKeptBack?.(connection, frame)) kept.push(go);
    else go();
  }

  const server = createServer(take).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    fallSilent() {
      isSilent = true;
      for (const socket of sockets) socket.pause();
    },
    speakAgain() {
      isSilent = false;
      for (const socket of sockets) socket.resume();
    },
    keptBack: () => kept.length,
    letGo() {
      const going = kept;
      kept = [];
      for (const go of going) go();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
