/**
 * Every byte that one device is sent, over HTTP and on both planes, in an order that can be compared:
 * what the clock alone brings (heartbeats, dates) and what chance makes (a line's own number) is left out.
 */
import { createTappedLine, type TappedLine } from './tapped-line.ts';
import { isKeepAlive } from './board-frames.ts';
import { opcodes, type WireFrame } from './websocket-frames.ts';

export interface Overheard {
  readonly line: TappedLine;
  /** Everything, as it came. */
  bytes(): Buffer;
  /** What each connection was told, in the order of the connections and, in each, of its frames. */
  told(): readonly { readonly path: string; readonly frames: readonly string[] }[];
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
  const pieces: Uint8Array[] = [];
  const connections = new Map<object, { path: string; frames: string[]; http: Uint8Array[] }>();
  const of = (connection: { readonly path: string }) => {
    const there = connections.get(connection);
    if (there) return there;
    const fresh = { path: connection.path, frames: [], http: [] };
    connections.set(connection, fresh);
    return fresh;
  };
  const line = await createTappedLine(server, {
    onBytes(connection, bytes) {
      pieces.push(Uint8Array.from(bytes));
      if (connection.plane === 'http') of(connection).http.push(Uint8Array.from(bytes));
    },
    onTold(connection, frame) {
      const word = wordOf(connection.plane, frame);
      if (word !== null) of(connection).frames.push(word);
    },
  });
  return {
    line,
    bytes: () => Buffer.concat(pieces),
    told() {
      const http = [...connections.values()].flatMap((one) => one.http);
      return [
        { path: 'http', frames: [answerOf(Buffer.concat(http))] },
        ...[...connections.values()].filter((one) => one.http.length === 0),
      ].map(({ path, frames }) => ({ path, frames: [...frames] }));
    },
  };
}
