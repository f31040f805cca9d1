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

/** Milliseconds; a stock provider drops a link that was silent for 30 seconds. */
export const keepAliveEveryMs = 15_000;
/** Frames a second one person may send: a pen at 60 Hz and a cursor beside it, twice over. */
export const maxFramesPerSecond = 240;
/** Bytes a minute one person may send: ten whole re-syncs of a full board. */
export const maxBytesPerMinute = 24 * 1_024 * 1_024;

/** Frames and bytes counted before the limiters are told: a fraction of what they allow. */
const framesInLump = 24;
const bytesInLump = 256 * 1_024;

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

interface LetIn {
  readonly asked: Asked;
  readonly admitted: Admitted;
  readonly room: Room;
}

/** How a link is closed that may not come in. */
interface Closing {
  readonly code: number;
  readonly reason: string;
}
const notHere: Closing = { code: closeCode.noAccess, reason: 'no-access' };

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
  const seats = new Map<WebSocket, BoardSeat>();
  const answered = new WeakMap<WebSocket, boolean>();
  const beat = setInterval(() => {
    for (const [socket, seat] of seats) {
      if (answered.get(socket) === false) {
        socket.terminate(); // No pong since the last beat: the line is dead.
        continue;
      }
      answered.set(socket, false);
      socket.ping();
      seat.keepAlive();
    }
  }, keepAliveEveryMs);
  beat.unref();

  /** What lets a link in: asked before the upgrade, so that no frame comes before there is a seat. */
  async function admit(request: IncomingMessage): Promise<LetIn | Closing> {
    const asked = readPath(request.url);
    if (!asked) return notHere;
    const admitted = await identify({ ...asked, cookieHeader: request.headers.cookie });
    if (!admitted) return { code: closeCode.signInGone, reason: 'no-access' };
    const room = await rooms.room(asked.session);
    if (!room?.board.mayJoin(admitted.asker, asked.zone)) return notHere;
    const reason =
      asked.clientId === null ? null : await room.claim(asked.clientId, admitted.asker);
    if (reason === null) return { asked, admitted, room };
    return { code: reason === 'too-much' ? closeCode.tooMuch : closeCode.refused, reason };
  }

  /** At once, since access may have ended while the room was loading, and then every minute. */
  function recheck(socket: WebSocket, cookieHeader: string | undefined, asked: Asked): void {
    const look = (): void => {
      void identify({ ...asked, cookieHeader }).then(
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

  /** Counts what a link sends and causes; told to the limiters in lumps, since asking them costs more than a frame. */
  function countingFor(person: string, tooMuch: () => void) {
    let [framesNow, bytesNow] = [0, 0];
    const settle = (): void => {
      void frames.consume(person, framesNow).catch(tooMuch);
      void bytes.consume(person, bytesNow).catch(tooMuch);
      [framesNow, bytesNow] = [0, 0];
    };
    return (more: { frames: number; bytes: number }): void => {
      framesNow += more.frames;
      bytesNow += more.bytes;
      if (framesNow >= framesInLump || bytesNow >= bytesInLump) settle();
    };
  }

  function follow(
    socket: WebSocket,
    seat: BoardSeat,
    count: (more: { frames: number; bytes: number }) => void,
  ): void {
    seats.set(socket, seat);
    socket.on('message', (data: Buffer, isBinary) => {
      count({ frames: 1, bytes: data.byteLength });
      if (!isBinary) socket.close(closeCode.malformed, 'malformed');
      else if (socket.readyState === socket.OPEN) seat.receive(data);
    });
    socket.on('pong', () => answered.set(socket, true));
    socket.on('close', () => {
      seats.delete(socket);
      seat.leave();
    });
  }

  function welcome(socket: WebSocket, below: Duplex, { asked, admitted, room }: LetIn): void {
    const { asker, pass } = admitted;
    const count = countingFor(`${asked.session} ${asker.id}`, () => {
      seat.tooMuch();
    });
    const seat = room.board.join({
      asker,
      pass,
      zone: asked.zone,
      negotiated: asked.negotiated,
      clientId: asked.clientId,
      line: {
        write: (finished) => {
          // Past ws, which would make a header and a write of its own for each frame and receiver.
          if (socket.readyState === socket.OPEN) below.write(finished);
        },
        close: (code, reason) => {
          socket.close(code, reason);
        },
        bufferedBytes: () => below.writableLength,
        charge: (bytesCaused) => {
          count({ frames: 0, bytes: bytesCaused });
        },
      },
    });
    follow(socket, seat, count);
    log.info({ room: asked.session, as: asker.as, who: asker.id }, 'board link joined');
  }

  /** Apart from the upgrade, so that a link keeps nothing of the request it came with. */
  function begin(
    opened: WebSocket,
    below: Duplex,
    cookieHeader: string | undefined,
    admitted: Awaited<ReturnType<typeof admit>>,
  ): void {
    // An oversized or broken frame: ws itself closes the link with its code.
    opened.on('error', () => undefined);
    // A failed upgrade shows browsers only 1006, which is retried for ever: accept, then say why.
    if ('code' in admitted) opened.close(admitted.code, admitted.reason);
    else {
      recheck(opened, cookieHeader, admitted.asked);
      welcome(opened, below, admitted);
    }
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
          return { code: closeCode.tryAgain, reason: 'try-again' };
        })
        .then((admitted) => {
          if (socket.destroyed) return;
          const { cookie } = request.headers;
          server.handleUpgrade(request, socket, head, (opened) => {
            begin(opened, socket, cookie, admitted);
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
