/**
 * A slow line as a browser's proxy (SOCKS5, RFC 1928): every byte of a device, sockets included, waits
 * for its turn and for the way. Chromium's own network conditions leave WebSockets alone.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface SlowLine {
  /** For a browser context's `proxy`. */
  readonly server: string;
  /** From now on no byte goes either way and every connection is cut, until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export interface Slowness {
  /** Each way. */
  readonly bitsPerSecond: number;
  /** Milliseconds from one end to the other. */
  readonly delayMs: number;
}

/** Bytes that are handed on at once: about what one packet holds. */
const packetBytes = 1_400;

/** Made anew for each direction of the line, which all of its connections share. */
function createWay({ bitsPerSecond, delayMs }: Slowness) {
  let freeAt = 0;
  return (bytes: Buffer, hand: (packet: Buffer) => void): void => {
    for (let at = 0; at < bytes.length; at += packetBytes) {
      const packet = bytes.subarray(at, at + packetBytes);
      freeAt = Math.max(freeAt, performance.now()) + (packet.length * 8_000) / bitsPerSecond;
      setTimeout(() => hand(packet), freeAt + delayMs - performance.now());
    }
  };
}

/** Where a request of SOCKS5 wants to go; null when it is another one. */
function wantedBy(request: Buffer): { host: string; port: number } | null {
  const [version, command, , kind] = request;
  if (version !== 5 || command !== 1) return null;
  const end = request.length - 2;
  const port = request.readUInt16BE(end);
  if (kind === 1) return { host: request.subarray(4, end).join('.'), port };
  return kind === 3 ? { host: request.toString('latin1', 5, end), port } : null;
}

const granted = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);

export async function createSlowLine(slowness: Slowness): Promise<SlowLine> {
  const [out, back] = [createWay(slowness), createWay(slowness)];
  const sockets = new Set<Socket>();
  let isCut = false;

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined); // Its close says enough.
    socket.on('close', () => sockets.delete(socket));
  }

  async function take(near: Socket): Promise<void> {
    keep(near);
    if (isCut) {
      near.destroy();
      return;
    }
    await once(near, 'data');
    near.write(Buffer.from([5, 0]));
    const [request] = (await once(near, 'data')) as [Buffer];
    const wanted = wantedBy(request);
    if (!wanted) {
      near.destroy();
      return;
    }
    const far = connect(wanted.port, wanted.host);
    keep(far);
    near.on('close', () => far.destroy());
    far.on('close', () => near.end());
    near.on('data', (bytes: Buffer) => out(bytes, (packet) => far.write(packet)));
    far.on('data', (bytes: Buffer) => back(bytes, (packet) => near.write(packet)));
    near.write(granted);
  }

  const server = createServer((near) => {
    take(near).catch(() => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    server: `socks5://127.0.0.1:${String(address.port)}`,
    cut() {
      isCut = true;
      hangUp();
    },
    mend() {
      isCut = false;
    },
    async close() {
      hangUp();
      server.close();
      await once(server, 'close');
    },
  };
}
