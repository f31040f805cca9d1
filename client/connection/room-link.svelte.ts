/** The decisions plane in the page: Socket.IO below, runes above. */
import { io } from 'socket.io-client';
import * as v from 'valibot';
import type { InvitationId, SessionId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { View } from '../../shared/session/visible-to.ts';
import { down, type Down } from '../../shared/wire/down.ts';
import { protocolVersion, roomPath } from '../../shared/wire/protocol.ts';
import { answer, type RefusalMessage, type Up } from '../../shared/wire/up.ts';
import type { Look, RoomLink, RoomLinkState } from './room-link.ts';

/** Milliseconds until an `up` without an answer counts as lost. */
const answerWithinMs = 8_000;
/** Milliseconds; short at first, since a dropped line usually comes back in a second. */
const reconnectAfterMs = 300;
/** A therapist's way back is the room's: everyone waits for it. */
const reconnectAfterAtMostMs = { therapist: 1_000, others: 3_000 };
/** Milliseconds; a page that doesn't understand its server loads anew no more often than this. */
const reloadApartMs = 60_000;
/** Milliseconds a practised drop lasts: long enough to see the cover on the others’ screens. */
const practisedDropMs = 4_000;
const reloadedAtKey = 'kinbridge:reloaded-at';

/** Milliseconds until the page may load anew. */
function untilReloadMs(): number {
  try {
    const since = Date.now() - Number(sessionStorage.getItem(reloadedAtKey) ?? 0);
    return since >= 0 && since < reloadApartMs ? reloadApartMs - since : 0;
  } catch {
    return reloadApartMs; // Nothing can be remembered here: then never at once.
  }
}

function reload(): void {
  try {
    sessionStorage.setItem(reloadedAtKey, String(Date.now()));
  } catch {
    // Without it `untilReloadMs` waits, every time.
  }
  location.reload();
}

const lost: RefusalMessage = {
  reason: 'no-line',
  sentence: 'The line to Kinbridge is down just now. Nothing is lost; it comes back by itself.',
};

class SocketRoomLink implements RoomLink {
  view = $state.raw<View | null>(null);
  state = $state<RoomLinkState>('connecting');
  clockOffsetMs = $state(0);
  readonly #socket;
  readonly #looks = new Set<(look: Look) => void>();
  #reloading: ReturnType<typeof setTimeout> | null = null;

  constructor(asked: { readonly session: SessionId; readonly as: 'therapist' | InvitationId }) {
    this.#socket = io({
      path: roomPath,
      transports: ['websocket'],
      query: { session: asked.session, as: asked.as },
      reconnectionDelay: reconnectAfterMs,
      reconnectionDelayMax:
        reconnectAfterAtMostMs[asked.as === 'therapist' ? 'therapist' : 'others'],
    });
    this.#socket.on('down', (message: unknown) => {
      this.#hear(message);
    });
    this.#socket.on('disconnect', (why) => {
      if (this.state === 'ended') return;
      this.state = 'lost';
      // Socket.IO doesn't come back by itself when the server closed; the door decides whether it may.
      if (why === 'io server disconnect') setTimeout(() => this.#comeBack(), reconnectAfterMs);
    });
    this.#socket.on('connect_error', () => {
      if (this.state === 'live') this.state = 'lost';
    });
    addEventListener('online', this.#tryNow);
  }

  #comeBack(): void {
    if (this.state === 'lost' && !this.#reloading) this.#socket.connect();
  }

  /** Socket.IO would sit out its pause: it only begins at once after it was told to stop. */
  readonly #tryNow = (): void => {
    if (this.state === 'ended' || this.#socket.connected || this.#reloading) return;
    this.#socket.disconnect().connect();
  };

  /** Page and server are not the same version: only a new page helps. */
  #giveUpPage(): void {
    if (this.#reloading) return;
    this.state = 'lost';
    this.#reloading = setTimeout(reload, untilReloadMs());
    this.#socket.disconnect();
  }

  #end(): void {
    this.state = 'ended';
    this.view = null;
    removeEventListener('online', this.#tryNow);
    if (this.#reloading) clearTimeout(this.#reloading);
    this.#socket.disconnect();
  }

  #hear(message: unknown): void {
    if (this.#reloading) return;
    const read = v.safeParse(down, message);
    // Never shown half: a message this page can't read means page and server are not the same version.
    if (read.success) this.#follow(read.output);
    else this.#giveUpPage();
  }

  #follow(message: Down): void {
    switch (message.kind) {
      case 'hello':
        if (message.protocolVersion !== protocolVersion) {
          this.#giveUpPage();
          return;
        }
        this.clockOffsetMs = message.now - Date.now();
        return;
      case 'view':
        this.view = message.view;
        this.state = 'live';
        return;
      case 'look':
        for (const hear of this.#looks) hear(message);
        return;
      case 'beat':
        // A page that sleeps or hangs can't, and so does not supervise.
        void this.#ask({ kind: 'here' });
        return;
      case 'no-access':
        this.#end();
        return;
      default:
        message satisfies never;
    }
  }

  async send(command: Command): Promise<RefusalMessage | null> {
    return this.#ask({ kind: 'command', command });
  }

  onLook(hear: (look: Look) => void): () => void {
    this.#looks.add(hear);
    return () => this.#looks.delete(hear);
  }

  async measure(): Promise<number | null> {
    const began = performance.now();
    return (await this.#ask({ kind: 'echo' })) === null ? performance.now() - began : null;
  }

  async #ask(message: Up): Promise<RefusalMessage | null> {
    if (!this.#socket.connected) return lost;
    try {
      const answered: unknown = await this.#socket
        .timeout(answerWithinMs)
        .emitWithAck('up', message);
      return v.parse(answer, answered);
    } catch {
      return lost; // No answer in time, or one that can't be read: the page asks to try again.
    }
  }

  practiseDrop(): void {
    if (this.state === 'ended') return;
    this.#socket.disconnect();
    setTimeout(() => this.#comeBack(), practisedDropMs);
  }

  stop(): void {
    this.#end();
  }
}

/** Opens a link; it comes back by itself until `stop` or until access has ended. */
export const createRoomLink = (asked: {
  readonly session: SessionId;
  readonly as: 'therapist' | InvitationId;
}): RoomLink => new SocketRoomLink(asked);
