/** The server that y-websocket 2.1.0 brings, as it is, without persistence: everybody's starting point. */
import { join } from 'node:path';
import { root } from '../../../server/start/places.mjs';
import { freePort } from '../../support/process.ts';
import { startChild } from './child.ts';
import { strangers } from './people.ts';
import { forEverySeat, yWebsocketDialect, type Peer } from './peer.ts';

export const yWebsocket: Peer = {
  name: 'y-websocket 2.1.0',
  leastWindowMs: () => 0,
  async start({ rooms }) {
    const port = await freePort();
    const child = await startChild({
      // Not exported by the package: it is meant to be run.
      file: join(root, 'node_modules', 'y-websocket-2.1', 'bin', 'server.cjs'),
      env: { HOST: '127.0.0.1', PORT: String(port) },
      ready: /running at/,
    });
    return {
      child,
      people: strangers(rooms),
      open: (room) => {
        const url = `ws://127.0.0.1:${String(port)}/room-${String(room)}`;
        return Promise.resolve(forEverySeat(url, yWebsocketDialect));
      },
      remarks: child.remarks,
      end: child.end,
    };
  },
};
