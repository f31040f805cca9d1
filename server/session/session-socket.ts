/** The decisions plane on Socket.IO: `up` from a page, `down` to it, each parsed once. */
import type { Server as HttpServer } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Server, type Socket } from 'socket.io';
import * as v from 'valibot';
import type { Asker } from '../../shared/session/session.ts';
import type { SessionId } from '../../shared/ids.ts';
import type { View } from '../../shared/session/visible-to.ts';
import type { Down } from '../../shared/wire/down.ts';
import { linkQuery } from '../../shared/wire/http.ts';
import { maxDecisionBytes, protocolVersion, roomPath } from '../../shared/wire/protocol.ts';
import { up, type RefusalMessage } from '../../shared/wire/up.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Identify } from './facts.ts';
import type { Room, RoomLink } from './room.ts';
import type { LiveRooms } from './rooms.ts';

/**
 * Milliseconds. A therapist whose line falls silent is missed after at most the sum of the two; the
 * room is then held.
 */
export const heartbeatEveryMs = 2_000;
export const heartbeatMissedAfterMs = 4_000;
/** Messages a second one person may send, from however many pages; a hand on the mouse manages about ten. */
export const maxMessagesPerSecond = 40;
/** Milliseconds between two looks at whether a link's sign-in or personal link still holds. */
export const recheckEveryMs = 60_000;

type UpEvents = {
  up: (message: unknown, answer: unknown) => void;
};
type DownEvents = { down: (message: Down) => void };
type PageSocket = Socket<UpEvents, DownEvents>;

interface SessionSocketParts {
  readonly server: HttpServer;
  readonly rooms: LiveRooms;
  readonly identify: Identify;
  readonly isOwnOrigin: (origin: string | undefined) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

const malformed: RefusalMessage = {
  reason: 'malformed',
  sentence: 'This page is out of step with the server. Please reload it.',
};
const away: RefusalMessage = {
  reason: 'try-again',
  sentence: 'The room is not there just now. Please try again.',
};

/** @returns how to stop it; links are closed with it. */
export function attachSessionSocket(parts: SessionSocketParts): { stop(): Promise<void> } {
  const { server, rooms, identify, clock, log } = parts;
  const limiter = new RateLimiterMemory({ points: maxMessagesPerSecond, duration: 1 });
  const io = new Server<UpEvents, DownEvents>(server, {
    path: roomPath,
    transports: ['websocket'],
    serveClient: false,
    destroyUpgrade: false,
    perMessageDeflate: false,
    maxHttpBufferSize: maxDecisionBytes,
    pingInterval: heartbeatEveryMs,
    pingTimeout: heartbeatMissedAfterMs,
    allowRequest: (request, decide) => {
      decide(null, parts.isOwnOrigin(request.headers.origin));
    },
  });

  io.on('connection', (socket) => {
    // The handshake has what is needed of it; else every link would keep the whole request it came with.
    Object.assign(socket.conn, { request: null });
    // Listeners first: what a page sends while it is being let in must not be lost.
    const arriving = arrive(socket).catch((cause: unknown) => {
      log.error({ err: cause }, 'link could not be let in');
      return null;
    });
    // Every packet counts, and whatever is no question of ours ends the link.
    socket.use(([event, ...words], next) => {
      void arriving.then(async (seat) => {
        const isQuestion = event === 'up' && typeof words.at(-1) === 'function';
        const mayGoOn =
          isQuestion && seat && (isAwaited(seat, words[0]) || (await isWithinLimit(seat)));
        if (mayGoOn) next();
        else socket.disconnect(true);
      });
    });
    socket.on('up', (message, answer) => {
      if (typeof answer !== 'function') return; // Never reached: see above.
      const reply = answer as (refusal: RefusalMessage | null) => void; // Socket.IO's own callback.
      void arriving
        .then((seat) => (seat ? hear(seat, message) : away))
        .then(reply, (cause: unknown) => {
          log.error({ err: cause }, 'command failed');
          reply(away);
        });
    });
    void arriving.then((seat) => {
      if (!seat) socket.disconnect(true);
    });
  });

  interface Seat {
    readonly asker: Asker;
    readonly room: Room;
    /** Beats that have not been answered, and what is to be done when they are. */
    readonly beats: (() => void)[];
  }

  /** One answer to each beat is asked for, and so is no message of the page's own. */
  function isAwaited(seat: Seat, message: unknown): boolean {
    return seat.beats.length > 0 && v.is(up, message) && message.kind === 'here';
  }

  const isWithinLimit = (seat: Seat): Promise<boolean> =>
    limiter.consume(seat.asker.id).then(
      () => true,
      () => false,
    );

  const who = (socket: PageSocket, session: SessionId, as: v.InferOutput<typeof linkQuery>['as']) =>
    identify({ cookieHeader: socket.handshake.headers.cookie, session, as });

  /** Null: this page is not let in, for good if it was told so, else only for now. */
  async function arrive(socket: PageSocket): Promise<Seat | null> {
    const query = v.safeParse(linkQuery, socket.handshake.query);
    if (!query.success) return turnedAway(socket);
    const { session, as } = query.output;
    const admitted = await who(socket, session, as);
    if (!admitted) return turnedAway(socket);
    const { asker, pass } = admitted;
    const room = await rooms.room(session);
    if (!room || !socket.connected) return null;
    socket.emit('down', { kind: 'hello', protocolVersion, session, now: clock.now() });
    const close = (): void => {
      socket.disconnect(true);
    };
    const tell = (view: View): void => {
      socket.emit('down', { kind: 'view', view });
    };
    const seat: Seat = { asker, room, beats: [] };
    const beat = (then: () => void = () => undefined): void => {
      seat.beats.push(then);
      socket.emit('down', { kind: 'beat' });
    };
    const show: RoomLink['show'] = (zone, area) => {
      socket.emit('down', { kind: 'look', zone, area });
    };
    const leave = room.join({ asker, pass, tell, show, beat, close });
    if (leave === 'gone') return null;
    if (leave === 'no-access') return turnedAway(socket);
    socket.once('disconnect', leave);
    recheck(socket, async () => (await who(socket, session, as)) !== null);
    log.info({ room: session, as: asker.as, who: asker.id }, 'link joined');
    return seat;
  }

  /**
   * Looks again at once, since access may have ended while the room was loading, and then every
   * minute. Who lost it is told at the door.
   */
  function recheck(socket: PageSocket, mayStay: () => Promise<boolean>): void {
    const look = (): void => {
      void mayStay().then(
        (still) => {
          if (!still) socket.disconnect(true);
        },
        (cause: unknown) => {
          log.error({ err: cause }, 'access could not be rechecked');
          socket.disconnect(true);
        },
      );
    };
    look();
    const timer = setInterval(look, recheckEveryMs);
    socket.once('disconnect', () => {
      clearInterval(timer);
    });
  }

  function turnedAway(socket: PageSocket): null {
    socket.emit('down', { kind: 'no-access' });
    return null;
  }

  async function hear(seat: Seat, message: unknown): Promise<RefusalMessage | null> {
    seat.room.heard(seat.asker);
    const heard = v.safeParse(up, message);
    if (!heard.success) return malformed;
    switch (heard.output.kind) {
      case 'echo':
        return null;
      case 'here':
        seat.beats.shift()?.();
        return null;
      case 'command':
        return seat.room.command(seat.asker, heard.output.command);
      default:
        return heard.output satisfies never;
    }
  }

  return {
    stop: async () => {
      await io.close();
    },
  };
}
