/** The boards' WebSocket endpoint: lets a link in through origin and identity, then hands on frames. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as v from 'valibot';
import { WebSocketServer, type WebSocket } from 'ws';
import { zoneNamed, type Zone } from '../../shared/board/zone.ts';
import { sessionId, type SessionId } from '../../shared/ids.ts';
import { linkQuery } from '../../shared/wire/http.ts';
import { boardPath, closeCode, maxBoardFrameBytes } from '../../shared/wire/protocol.ts';
import type { Log } from '../log.ts';
import type { Admitted, Identify } from '../session/facts.ts';
import type { Room } from '../session/room.ts';
import type { LiveRooms } from '../session/rooms.ts';
import type { BoardSeat } from './board.ts';
import { keepAliveFrame } from './frames.ts';

/** Milliseconds; a stock provider drops a link that was silent for 30 seconds. */
export const keepAliveEveryMs = 15_000;
/** Frames a second one person may send: a pen at 60 Hz and a cursor beside it, twice over. */
export const maxFramesPerSecond = 240;
/** Bytes a minute one person may send: ten whole re-syncs of a full board. */
export const maxBytesPerMinute = 24 * 1_024 * 1_024;

interface BoardSocketParts {
  readonly rooms: LiveRooms;
  readonly identify: Identify;
  readonly isOwnOrigin: (origin: string | undefined) => boolean;
  readonly log: Log;
}

/** Milliseconds between two looks at whether a link may still be there. */
export const recheckEveryMs = 60_000;

export interface BoardSocket {
  /** Takes over an upgrade of a path below {@link boardPath}. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): void;
}

interface Asked {
  readonly session: SessionId;
  readonly zone: Zone;
  readonly as: v.InferOutput<typeof linkQuery>['as'];
  readonly negotiated: boolean;
  readonly clientId: number | null;
}

const clientIdText = v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number));

/** `/board/<session>/<zone>?as=…[&wb=1&cid=…]`, or null. */
function readPath(url: string | undefined): Asked | null {
  const address = `http://board.invalid${url ?? '/'}`;
  if (!URL.canParse(address)) return null;
  const { pathname, searchParams } = new URL(address);
  const [session, zoneName, ...rest] = pathname.slice(boardPath.length + 1).split('/');
  const zone = zoneNamed((zoneName ?? '').replaceAll('%3A', ':'));
  const query = v.safeParse(linkQuery, { session, as: searchParams.get('as') });
  if (!v.is(sessionId, session) || !zone || !query.success || rest.length > 0) return null;
  const cid = v.safeParse(clientIdText, searchParams.get('cid'));
  return {
    ...query.output,
    zone,
    negotiated: searchParams.get('wb') === '1',
    clientId: cid.success ? cid.output : null,
  };
}

export function createBoardSocket({
  rooms,
  identify,
  isOwnOrigin,
  log,
}: BoardSocketParts): BoardSocket {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxBoardFrameBytes,
    perMessageDeflate: false,
  });
  const frames = new RateLimiterMemory({ points: maxFramesPerSecond, duration: 1 });
  const bytes = new RateLimiterMemory({ points: maxBytesPerMinute, duration: 60 });
  const answered = new WeakMap<WebSocket, boolean>();

  const beat = setInterval(() => {
    const frame = keepAliveFrame();
    for (const socket of server.clients) {
      if (answered.get(socket) === false) {
        socket.terminate(); // No pong since the last beat: the line is dead.
        continue;
      }
      answered.set(socket, false);
      socket.ping();
      socket.send(frame);
    }
  }, keepAliveEveryMs);
  beat.unref();

  /** What lets a link in: asked before the upgrade, so that no frame comes before there is a seat. */
  async function admit(
    request: IncomingMessage,
  ): Promise<{ asked: Asked; admitted: Admitted; room: Room } | number> {
    const asked = readPath(request.url);
    if (!asked) return closeCode.noAccess;
    const admitted = await identify({ ...asked, cookieHeader: request.headers.cookie });
    if (!admitted) return closeCode.signInGone;
    const room = await rooms.room(asked.session);
    if (!room?.board.mayJoin(admitted.asker, asked.zone)) return closeCode.noAccess;
    if (asked.clientId !== null && !(await room.claim(asked.clientId, admitted.asker))) {
      return closeCode.refused;
    }
    return { asked, admitted, room };
  }

  /** At once, since access may have ended while the room was loading, and then every minute. */
  function recheck(socket: WebSocket, request: IncomingMessage, asked: Asked): void {
    const look = (): void => {
      void identify({ ...asked, cookieHeader: request.headers.cookie }).then(
        (still) => {
          if (!still) socket.close(closeCode.signInGone, 'signed-out');
        },
        () => {
          socket.close(closeCode.tryAgain, 'try-again'); // Doubt counts as no.
        },
      );
    };
    look();
    const timer = setInterval(look, recheckEveryMs);
    socket.once('close', () => {
      clearInterval(timer);
    });
  }

  function follow(socket: WebSocket, seat: BoardSeat, person: string): void {
    const tooMuch = (): void => {
      socket.close(closeCode.tooMuch, 'too-much');
    };
    socket.on('message', (data: Buffer, isBinary) => {
      void frames.consume(person).catch(tooMuch);
      void bytes.consume(person, data.byteLength).catch(tooMuch);
      if (!isBinary) socket.close(closeCode.malformed, 'malformed');
      // An own copy: ws hands out slices of pooled memory, and Yjs keeps views of what it reads.
      else if (socket.readyState === socket.OPEN) seat.receive(new Uint8Array(data));
    });
    socket.on('pong', () => answered.set(socket, true));
    socket.on('close', () => {
      seat.leave();
    });
  }

  function welcome(
    socket: WebSocket,
    { asked, admitted, room }: Exclude<Awaited<ReturnType<typeof admit>>, number>,
  ): void {
    const { asker, pass } = admitted;
    const seat = room.board.join({
      asker,
      pass,
      zone: asked.zone,
      negotiated: asked.negotiated,
      clientId: asked.clientId,
      line: {
        send: (frame) => {
          if (socket.readyState === socket.OPEN) socket.send(frame);
        },
        close: (code, reason) => {
          socket.close(code, reason);
        },
        bufferedBytes: () => socket.bufferedAmount,
      },
    });
    follow(socket, seat, asker.id);
    log.info({ room: asked.session, as: asker.as, who: asker.id }, 'board link joined');
  }

  return {
    upgrade(request, socket, head) {
      if (!isOwnOrigin(request.headers.origin)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      void admit(request)
        .catch((cause: unknown) => {
          log.error({ err: cause }, 'board link could not be let in');
          return closeCode.tryAgain;
        })
        .then((admitted) => {
          if (socket.destroyed) return;
          server.handleUpgrade(request, socket, head, (opened) => {
            // An oversized or broken frame: ws itself closes the link with its code.
            opened.on('error', () => undefined);
            // A failed upgrade shows browsers only 1006, which is retried for ever: accept, then say why.
            if (typeof admitted === 'number') opened.close(admitted, 'no-access');
            else {
              recheck(opened, request, admitted.asked);
              welcome(opened, admitted);
            }
          });
        });
    },
    stop() {
      clearInterval(beat);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
