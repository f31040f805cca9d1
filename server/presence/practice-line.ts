/**
 * The line of the practice's page: says that something changed in a room of a family its therapist works
 * with, and nothing more. What it is the page asks over HTTP, where access is decided.
 */
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { ParticipantId, SessionId, TherapistId } from '../../shared/ids.ts';
import { maxLinksPerPerson, practicePath } from '../../shared/wire/protocol.ts';
import type { SignIns } from '../access/sign-ins.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createPulse } from '../pulse.ts';
import type { FamilyStore } from '../storage/family-store.ts';
import type { SessionStore } from '../storage/session-store.ts';
import type { Presence } from './presence.ts';

/** Milliseconds between two words: a burst of arrivals is one, and nobody sees the difference. */
const tellEveryMs = 200;
/** Bytes of one message; the page sends none but Socket.IO's own. */
const maxMessageBytes = 1_024;

/** A page of a therapist that wants to hear of changes. */
interface Listener {
  readonly therapist: TherapistId;
  readonly pass: string;
  readonly cookieHeader: string | undefined;
  tell(): void;
  close(): void;
}

export interface PracticeLine {
  attach(
    server: HttpServer,
    isOwnOrigin: (origin: string | undefined) => boolean,
  ): { stop(): Promise<void> };
  /** Closes at once the pages that came by a sign-in that has ended, see `Rooms`. */
  closeLinks(which: {
    readonly participant: ParticipantId;
    readonly session?: SessionId;
    readonly pass?: string;
    readonly exceptPass?: string;
  }): void;
}

interface PracticeLineParts {
  readonly sessions: Pick<SessionStore, 'session'>;
  readonly families: Pick<FamilyStore, 'family'>;
  readonly signIns: Pick<SignIns, 'look' | 'passOf'>;
  readonly presence: Pick<Presence, 'watch'>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createPracticeLine(parts: PracticeLineParts): PracticeLine {
  const { sessions, families, signIns, presence, clock, log } = parts;
  const pulse = createPulse({ everyMs: tellEveryMs, clock });
  const listeners = new Set<Listener>();
  const changed = new Set<SessionId>();
  let isForAll = false;

  async function therapistsOf(room: SessionId): Promise<readonly TherapistId[]> {
    const session = await sessions.session(room);
    const family = session && (await families.family(session.family));
    return family?.therapists.map((one) => one.id) ?? [];
  }

  async function tell(): Promise<void> {
    const rooms = [...changed];
    const all = isForAll;
    changed.clear();
    isForAll = false;
    if (listeners.size === 0) return;
    const meant = new Set((await Promise.all(rooms.map(therapistsOf))).flat());
    for (const one of [...listeners]) {
      if (!all && !meant.has(one.therapist)) continue;
      // A sign-in may have run out since the page came; looking doesn't keep it alive.
      if ((await signIns.look(one.cookieHeader)) === one.therapist) one.tell();
      else one.close();
    }
  }
  const tellSoon = (): void => {
    tell().catch((cause: unknown) => {
      log.error({ err: cause }, 'the practice could not be told of a change');
    });
  };

  function addListener(listener: Listener): () => void {
    const theirs = [...listeners].filter((one) => one.therapist === listener.therapist);
    const [oldest] = theirs;
    if (oldest && theirs.length >= maxLinksPerPerson) oldest.close();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** @returns how it leaves; null: not signed in. */
  async function letIn(
    cookieHeader: string | undefined,
    page: Pick<Listener, 'tell' | 'close'>,
  ): Promise<(() => void) | null> {
    const therapist = await signIns.look(cookieHeader);
    const pass = signIns.passOf(cookieHeader);
    if (therapist === null || pass === null) return null;
    const remove = addListener({ therapist, pass, cookieHeader, ...page });
    // The sign-in may have ended while it was looked up, when there was nothing to close yet.
    if ((await signIns.look(cookieHeader)) !== therapist) {
      remove();
      return null;
    }
    page.tell(); // From here on nothing is missed; what was before, the page asks now.
    return remove;
  }

  return {
    attach(server, isOwnOrigin) {
      const io = new Server(server, {
        path: practicePath,
        transports: ['websocket'],
        serveClient: false,
        destroyUpgrade: false,
        perMessageDeflate: false,
        maxHttpBufferSize: maxMessageBytes,
        allowRequest: (request, decide) => {
          decide(null, isOwnOrigin(request.headers.origin));
        },
      });
      io.on('connection', (socket) => {
        Object.assign(socket.conn, { request: null }); // As for the room's links: it is not needed again.
        const close = (): void => {
          socket.disconnect(true);
        };
        socket.use(close); // The page has nothing to say here.
        const cookieHeader = socket.handshake.headers.cookie;
        const tell = (): void => {
          socket.emit('changed');
        };
        letIn(cookieHeader, { tell, close }).then(
          (remove) => {
            if (remove === null) close();
            else if (socket.connected) socket.once('disconnect', remove);
            else remove();
          },
          (cause: unknown) => {
            log.error({ err: cause }, 'a page of the practice could not be let in');
            close();
          },
        );
      });
      const unwatch = presence.watch((change) => {
        if (change === 'certainty') isForAll = true;
        else changed.add(change.room);
        pulse.ask(tellSoon);
      });
      return {
        async stop() {
          unwatch();
          pulse.stop();
          await io.close();
        },
      };
    },
    closeLinks({ participant, session, pass, exceptPass }) {
      if (session !== undefined) return; // Less of a session's access is no end of a sign-in.
      for (const one of [...listeners]) {
        if (one.therapist !== participant) continue;
        if (pass === undefined ? one.pass !== exceptPass : one.pass === pass) one.close();
      }
    },
  };
}
