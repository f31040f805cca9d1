/**
 * Every byte that one device is sent, over HTTP and on both planes, in an order that can be compared:
 * what the clock alone brings (heartbeats, dates) and what chance makes (a line's own number) is left out.
 */
import { createTappedLine, type TappedConnection, type TappedLine } from './tapped-line.ts';
import { isKeepAlive } from './board-frames.ts';
import { opcodes, type WireFrame } from './websocket-frames.ts';

export interface Overheard {
  readonly line: TappedLine;
  /** Everything, as it came, one connection after the other. */
  bytes(): Buffer;
  /** What each connection was told, in the order of the connections and, in each, of its frames. */
  told(): readonly { readonly path: string; readonly frames: readonly string[] }[];
}

interface Connection extends TappedConnection {
  readonly frames: string[];
  readonly pieces: Uint8Array[];
}

/** Engine.IO's heartbeat. */
const enginePing = '2';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** A frame as text, or null when the clock alone has brought it, or it answers the device's own ping. */
function wordOf(plane: string, { opcode, payload }: WireFrame): string | null {
  if (opcode === opcodes.ping || opcode === opcodes.pong) return null;
  if (plane === 'decisions') {
    const text = latin1(payload);
    return text === enginePing ? null : text.replace(/"sid":"[^"]+"/g, '"sid":"…"');
  }
  if (opcode === opcodes.binary && isKeepAlive(payload)) return null;
  return `${String(opcode)} ${Buffer.from(payload).toString('hex')}`;
}

const answerOf = (bytes: Buffer): string => bytes.toString('latin1').replace(/^Date: .*\r\n/gm, '');

export async function overhear(server: URL): Promise<Overheard> {
  const connections = new Map<TappedConnection, Connection>();
  const of = (connection: TappedConnection): Connection => {
    const there = connections.get(connection);
    if (there) return there;
    const fresh: Connection = { ...connection, frames: [], pieces: [] };
    connections.set(connection, fresh);
    return fresh;
  };
  const line = await createTappedLine(server, {
    onBytes(connection, bytes) {
      of(connection).pieces.push(Uint8Array.from(bytes));
    },
    onTold(connection, frame) {
      const word = wordOf(connection.plane, frame);
      if (word !== null) of(connection).frames.push(word);
    },
  });
  const bytesOf = (planes: readonly string[]): Buffer =>
    Buffer.concat(
      [...connections.values()].flatMap((one) => (planes.includes(one.plane) ? one.pieces : [])),
    );
  return {
    line,
    bytes: () => bytesOf(['http', 'decisions', 'board']),
    told: () => [
      { path: 'http', frames: [answerOf(bytesOf(['http']))] },
      ...[...connections.values()]
        .filter(({ plane }) => plane !== 'http')
        .map(({ path, frames }) => ({ path, frames: [...frames] })),
    ],
  };
}
