/** @hocuspocus/server 3.4, spoken to in its own protocol: the document's name before every message. */
import * as encoding from 'lib0/encoding';
import { join } from 'node:path';
import { freePort } from '../../support/process.ts';
import { startChild } from './child.ts';
import { strangers } from './people.ts';
import { forEverySeat, type Dialect, type Peer } from './peer.ts';

/** Its `MessageType.Auth`, and `AuthMessageType.Token` of @hocuspocus/common. */
const auth = 2;
const token = 0;

function dialectOf(name: string): Dialect {
  const prefix = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, name);
  });
  const greeting = encoding.encode((encoder) => {
    encoding.writeUint8Array(encoder, prefix);
    encoding.writeVarUint(encoder, auth);
    encoding.writeVarUint(encoder, token);
    encoding.writeVarString(encoder, '');
  });
  return { prefix, greeting, syncs: true, saysSeen: false };
}

export const hocuspocus: Peer = {
  name: 'hocuspocus 3.4.4',
  leastWindowMs: () => 0,
  async start({ rooms }) {
    const port = await freePort();
    const child = await startChild({
      file: join(import.meta.dirname, 'hocuspocus-process.mjs'),
      env: { PORT: String(port) },
      ready: /ready/,
    });
    return {
      child,
      people: strangers(rooms),
      open: (room) => {
        const url = `ws://127.0.0.1:${String(port)}`;
        return Promise.resolve(forEverySeat(url, dialectOf(`room-${String(room)}`)));
      },
      remarks: child.remarks,
      end: child.end,
    };
  },
};
