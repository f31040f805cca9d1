/** A bare `ws` relay: what it costs to hand frames on and do nothing else. */
import { join } from 'node:path';
import { freePort } from '../../support/process.ts';
import { startChild } from './child.ts';
import { strangers } from './people.ts';
import { forEverySeat, yWebsocketDialect, type Peer } from './peer.ts';

export const relay: Peer = {
  name: 'bare relay',
  leastWindowMs: () => 0,
  async start({ rooms }) {
    const port = await freePort();
    const child = await startChild({
      file: join(import.meta.dirname, 'relay-process.mjs'),
      env: { PORT: String(port) },
      ready: /ready/,
    });
    return {
      child,
      people: strangers(rooms),
      open: (room) => {
        const url = `ws://127.0.0.1:${String(port)}/room-${String(room)}`;
        return Promise.resolve(forEverySeat(url, { ...yWebsocketDialect, syncs: false }));
      },
      remarks: child.remarks,
      end: child.end,
    };
  },
};
