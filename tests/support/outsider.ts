/**
 * Kinbridge as an outsider meets it: HTTP with cookies, Socket.IO, and a stock WebsocketProvider.
 * Nothing here knows the server's insides.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Zone } from '../../shared/board/zone.ts';
import type { SessionId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { FamilyView, TherapistView, View } from '../../shared/session/visible-to.ts';
import type { Down } from '../../shared/wire/down.ts';
import { boardMessage } from '../../shared/wire/protocol.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';

export interface HttpAnswer<Body> {
  readonly status: number;
  readonly body: Body;
  /** As it came, byte for byte. */
  readonly text: string;
}

/** One browser: its cookies, and requests with the right Origin. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly url: string;
  readonly origin: string;

  constructor(url: string, origin = url) {
    this.url = url;
    this.origin = origin;
  }

  /** The same browser, on a page of another origin. */
  from(origin: string): Browser {
    const elsewhere = new Browser(this.url, origin);
    for (const [name, value] of this.#cookies) elsewhere.#cookies.set(name, value);
    return elsewhere;
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Answers with whatever status; `body` is parsed JSON, or null. */
  send<Body>(method: string, path: string, body?: unknown): Promise<HttpAnswer<Body>> {
    return this.#ask(
      method,
      path,
      body === undefined ? null : { type: 'application/json', bytes: JSON.stringify(body) },
    );
  }

  /** Sends a file as it is. */
  sendFile<Body>(path: string, bytes: Uint8Array, type: string): Promise<HttpAnswer<Body>> {
    return this.#ask('POST', path, { type, bytes: new Uint8Array(bytes) });
  }

  /** What the server answers, as it came. */
  get(path: string): Promise<Response> {
    return fetch(new URL(path, this.url), { headers: { cookie: this.cookieHeader } });
  }

  async #ask<Body>(
    method: string,
    path: string,
    sent: { readonly type: string; readonly bytes: string | Uint8Array<ArrayBuffer> } | null,
  ): Promise<HttpAnswer<Body>> {
    const answer = await fetch(new URL(path, this.url), {
      method,
      headers: {
        origin: this.origin,
        cookie: this.cookieHeader,
        ...(sent ? { 'content-type': sent.type } : {}),
      },
      ...(sent ? { body: sent.bytes } : {}),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const text = await answer.text();
    return { status: answer.status, text, body: (text ? JSON.parse(text) : null) as Body };
  }

  /** A file, as it was sent. */
  async file(path: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const answer = await fetch(new URL(path, this.url), { headers: { cookie: this.cookieHeader } });
    const { status, headers } = answer;
    return { status, headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  /** A file that is made for what is sent. */
  async fileFor(path: string, body: unknown): Promise<{ status: number; bytes: Buffer }> {
    const answer = await fetch(new URL(path, this.url), {
      method: 'POST',
      headers: {
        origin: this.origin,
        cookie: this.cookieHeader,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=', 2);
    const isGone =
      value === '' || attributes.some((one) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(one));
    if (isGone) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** Waits until `holds` gives something other than null, undefined or false; polls, bounded. */
export async function until<T>(
  what: string,
  holds: () => T | null | undefined | false,
  withinMs = 10_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const now = holds();
    if (now !== null && now !== undefined && now !== false) return now;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resume) => setTimeout(resume, 10));
  }
}

/** Tells the server how many frames have come since its hello, once a turn. */
function saySeen(socket: WebSocket): void {
  let count = -1;
  let isAsked = false;
  socket.on('message', () => {
    count += 1;
    if (isAsked || count === 0) return;
    isAsked = true;
    setImmediate(() => {
      isAsked = false;
      if (socket.readyState === socket.OPEN) socket.send(seenFrame(count));
    });
  });
}

/** A supervising page's word: the first `count` frames after the hello have come. */
export const seenFrame = (count: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.seen);
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((body) => {
        encoding.writeVarUint(body, count);
      }),
    );
  });

interface Asked {
  readonly session: SessionId;
  readonly as: string;
}

/** A page's link on the decisions plane. */
export class RoomPage {
  /** All that came but the beats. */
  readonly heard: Down[] = [];
  /** A page whose tab is frozen: its line stands, and it answers nothing. */
  isFrozen = false;
  readonly #socket: Socket;

  constructor(browser: Browser, asked: Asked) {
    this.#socket = io(browser.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 300,
      query: { ...asked },
      extraHeaders: { cookie: browser.cookieHeader, origin: browser.origin },
    });
    this.#socket.on('down', (message: Down) => {
      if (message.kind !== 'beat') this.heard.push(message);
      else if (!this.isFrozen) this.#socket.emit('up', { kind: 'here' }, () => undefined);
    });
    this.#socket.on('disconnect', (why) => {
      if (why === 'io server disconnect') setTimeout(() => this.#socket.connect(), 100);
    });
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  get view(): View | null {
    return this.heard.findLast((one) => one.kind === 'view')?.view ?? null;
  }

  /** All views received, as the bytes they came in would be. */
  get views(): readonly string[] {
    return this.heard.flatMap((one) => (one.kind === 'view' ? [JSON.stringify(one.view)] : []));
  }

  async familyView(place: FamilyView['place']): Promise<FamilyView> {
    return until(`a family view says ${place}`, () => {
      const { view } = this;
      return view?.as === 'person' && view.place === place ? view : null;
    });
  }

  async therapistView(holds: (view: TherapistView) => boolean): Promise<TherapistView> {
    return until("the therapist's view is as wanted", () => {
      const { view } = this;
      return view?.as === 'therapist' && holds(view) ? view : null;
    });
  }

  command(command: Command): Promise<RefusalMessage | null> {
    return this.up({ kind: 'command', command });
  }

  /** Sends anything at all; null or the refusal comes back. */
  async up(message: unknown): Promise<RefusalMessage | null> {
    await until('the link is open', () => this.connected);
    return (await this.#socket.timeout(10_000).emitWithAck('up', message)) as RefusalMessage | null;
  }

  /** Sends an event that wants no answer. */
  shout(event: string): void {
    this.#socket.emit(event);
  }

  /** Tells `hear` of each message the moment it comes. @returns how to stop that */
  listen(hear: (message: Down) => void): () => void {
    this.#socket.on('down', hear);
    return () => this.#socket.off('down', hear);
  }

  leave(): void {
    this.#socket.disconnect();
  }
}

/**
 * A y-websocket provider on a zone, with a browser's cookies and Origin: a stock one, or, as a
 * therapist's page is, one that says what it has received (`supervises`).
 */
export class InkPage {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  /** Bytes that have come in over this link, without our keep-alives. */
  received = 0;
  readonly closes: number[] = [];

  constructor(
    browser: Browser,
    {
      session,
      as,
      zone = 'joint',
      supervises = false,
      Provider = WebsocketProvider,
    }: Asked & {
      readonly zone?: Zone;
      readonly supervises?: boolean;
      /** Of another version of y-websocket. */
      readonly Provider?: typeof WebsocketProvider;
    },
  ) {
    const note = (bytes: number): void => {
      this.received += bytes;
    };
    const closes = this.closes;
    class CookieSocket extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie: browser.cookieHeader, origin: browser.origin } });
        this.on('message', (data: Buffer) => {
          if (data.byteLength > 3) note(data.byteLength);
        });
        this.on('close', (code) => closes.push(code));
        if (supervises) saySeen(this);
      }
    }
    this.provider = new Provider(
      `${browser.url.replace('http', 'ws')}/board`,
      `${session}/${zone}`,
      this.doc,
      {
        connect: false,
        disableBc: true,
        params: supervises ? { as, wb: '1', cid: String(this.doc.clientID) } : { as },
        WebSocketPolyfill: CookieSocket as unknown as typeof globalThis.WebSocket,
        maxBackoffTime: 300,
      },
    );
    const { hello, ack, deny } = boardMessage;
    if (supervises) {
      for (const type of [hello, ack, deny]) {
        this.provider.messageHandlers[type] = (_reply, decoder) => {
          decoding.readVarUint8Array(decoder);
        };
      }
    }
    this.provider.connect();
  }

  synced(): Promise<true> {
    return until('the board is synced', () => this.provider.synced);
  }

  get items(): Y.Map<Y.Map<unknown>> {
    return this.doc.getMap('items');
  }

  leave(): void {
    this.provider.destroy();
    this.provider.awareness.destroy();
    this.doc.destroy();
  }
}
