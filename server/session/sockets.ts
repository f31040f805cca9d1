/** Both planes on one HTTP server: one router hands each upgrade to its owner and closes the rest. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { boardPath, practicePath, roomPath } from '../../shared/wire/protocol.ts';
import { createBoardSocket } from '../board/board-socket.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Identify } from './facts.ts';
import type { LiveRooms } from './rooms.ts';
import type { PracticeLine } from '../presence/practice-line.ts';
import { attachSessionSocket } from './session-socket.ts';

interface SocketsParts {
  readonly server: Server;
  readonly rooms: LiveRooms;
  readonly identify: Identify;
  readonly practiceLine: PracticeLine;
  /** Exactly this `Origin` may open a socket: CORS does not cover WebSockets. */
  readonly origin: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** @returns how to stop it: closes every socket of both planes. */
export function attachSockets(parts: SocketsParts): { stop(): Promise<void> } {
  const isOwnOrigin = (origin: string | undefined): boolean => origin === parts.origin;
  const sessions = attachSessionSocket({ ...parts, isOwnOrigin });
  const boards = createBoardSocket({ ...parts, isOwnOrigin });
  const practice = parts.practiceLine.attach(parts.server, isOwnOrigin);

  const route = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (path.startsWith(`${boardPath}/`)) boards.upgrade(request, socket, head);
    else if (![roomPath, practicePath].some((one) => path.startsWith(`${one}/`))) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    } // Socket.IO listens to its own paths by itself.
    socket.on('error', () => socket.destroy());
  };
  parts.server.on('upgrade', route);

  return {
    async stop() {
      parts.server.off('upgrade', route);
      boards.stop();
      await practice.stop();
      await sessions.stop();
    },
  };
}
