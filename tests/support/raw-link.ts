/**
 * A link to a board, frame by frame: of our own kind (negotiated) or as a stock provider's. Keeps every
 * byte that came; says and answers nothing that it was not told to.
 */
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Zone } from '../../shared/board/zone.ts';
import type { SessionId } from '../../shared/ids.ts';
import {
  answerFrame,
  cursorsFrame,
  isKeepAlive,
  questionFrame,
  readTold,
  seenFrame,
  updateFrame,
  type Told,
} from './board-frames.ts';
import { until, type Browser } from './outsider.ts';

export interface LinkAsked {
  readonly session: SessionId;
  readonly as: string;
  readonly zone?: Zone;
  /** Asks for our own message types; else it is a stock client's. */
  readonly negotiated?: boolean;
  /** What it draws on; one of its own if left out. Its clientID is the link's. */
  readonly doc?: Y.Doc;
  /** Tells the server of each frame that it has come, as a therapist's page does. */
  readonly seesAll?: boolean;
}

type ToldOf<Kind extends Told['kind']> = Extract<Told, { readonly kind: Kind }>;

export interface RawLink {
  readonly doc: Y.Doc;
  readonly socket: WebSocket;
  /** Every frame that came, the hello too, without keep-alives; and what they said. */
  readonly frames: readonly Uint8Array[];
  readonly told: readonly Told[];
  /** Frames since the hello, keep-alives included: what `seen` counts. */
  cameAfterHello(): number;
  /** Frames with ink sent so far: what acknowledgements and refusals count. */
  sentInk(): number;
  /** The highest acknowledged one. */
  acked(): number;
  /** Null while it is open. */
  closed(): { readonly code: number; readonly reason: string } | null;
  of<Kind extends Told['kind']>(kind: Kind): readonly ToldOf<Kind>[];
  send(frame: Uint8Array): void;
  /**
   * Asks for all the board holds, and sends what the document has beyond it. Rejects when the link is
   * closed instead.
   */
  sync(): Promise<void>;
  /** Sends an update as it is. @returns the number of its frame */
  sendUpdate(update: Uint8Array): number;
  /** The same as an answer to the server's question. */
  sendAnswer(update: Uint8Array): number;
  /** Changes the document and sends that as one update. @returns the number of its frame */
  draw(act: (doc: Y.Doc) => void): number;
  point(clock: number, state: unknown): void;
  seen(count?: number): void;
  /** Resolves once everything that the server had written for this link before has come. */
  settled(): Promise<void>;
  deny(): Promise<ToldOf<'deny'>>;
  gone(): Promise<{ readonly code: number; readonly reason: string }>;
  leave(): void;
}

/** Bytes that change nothing: what a client with an empty document answers. */
export const emptyUpdate = new Uint8Array([0, 0]);

/** Opens a link; resolves when it is open, or closed again by the server. */
export async function openRawLink(browser: Browser, asked: LinkAsked): Promise<RawLink> {
  const { session, as, zone = 'joint', negotiated = true, seesAll = false } = asked;
  const doc = asked.doc ?? new Y.Doc();
  const own = negotiated ? `&wb=1&cid=${String(doc.clientID)}` : '';
  const url = `${browser.url.replace('http', 'ws')}/board/${session}/${zone}?as=${as}${own}`;
  const socket = new WebSocket(url, {
    headers: { cookie: browser.cookieHeader, origin: browser.origin },
    perMessageDeflate: false,
  });
  const frames: Uint8Array[] = [];
  const told: Told[] = [];
  let came = negotiated ? -1 : 0;
  let sent = 0;
  let closed: { readonly code: number; readonly reason: string } | null = null;
  let isSeenDue = false;

  const saySeen = (): void => {
    isSeenDue = false;
    if (socket.readyState === socket.OPEN) socket.send(seenFrame(came));
  };
  socket.on('message', (data: Buffer) => {
    came += 1;
    if (seesAll && came > 0 && !isSeenDue) {
      isSeenDue = true;
      setImmediate(saySeen);
    }
    const frame = new Uint8Array(data);
    if (isKeepAlive(frame)) return;
    frames.push(frame);
    const said = readTold(frame);
    told.push(said);
    if (said.kind === 'update' || said.kind === 'answer') Y.applyUpdate(doc, said.bytes, socket);
  });
  socket.on('error', () => undefined); // What becomes of the link is said by its close.
  await new Promise<void>((done) => {
    socket.once('open', () => {
      done();
    });
    socket.once('close', (code, reason) => {
      closed = { code, reason: reason.toString() };
      done();
    });
  });

  const of = <Kind extends Told['kind']>(kind: Kind): ToldOf<Kind>[] =>
    told.filter((one): one is ToldOf<Kind> => one.kind === kind);
  const send = (frame: Uint8Array): void => {
    socket.send(frame);
  };
  const sendInk = (frame: Uint8Array): number => {
    send(frame);
    sent += 1;
    return sent;
  };

  return {
    doc,
    socket,
    frames,
    told,
    cameAfterHello: () => came,
    sentInk: () => sent,
    acked: () => of('ack').at(-1)?.count ?? 0,
    closed: () => closed,
    of,
    send,
    async sync() {
      const before = of('answer').length;
      send(questionFrame(Y.encodeStateVector(doc)));
      await until('the board asks', () => closed !== null || of('question').length > 0);
      await until('the board answers', () => closed !== null || of('answer').length > before);
      if (closed !== null) throw new Error('the link was closed');
      const [question] = of('question');
      sendInk(answerFrame(Y.encodeStateAsUpdate(doc, question?.bytes)));
    },
    sendUpdate: (update) => sendInk(updateFrame(update)),
    sendAnswer: (update) => sendInk(answerFrame(update)),
    draw(act) {
      const drawn: Uint8Array[] = [];
      const hear = (update: Uint8Array): void => void drawn.push(update);
      doc.on('update', hear);
      doc.transact(() => {
        act(doc);
      });
      doc.off('update', hear);
      return sendInk(updateFrame(drawn[0] ?? emptyUpdate));
    },
    point(clock, state) {
      send(cursorsFrame([{ clientId: doc.clientID, clock, state }]));
    },
    seen(count = came) {
      send(seenFrame(count));
    },
    settled: () =>
      new Promise((done, failed) => {
        const timer = setTimeout(() => {
          failed(new Error('a link does not answer'));
        }, 10_000);
        socket.once('pong', () => {
          clearTimeout(timer);
          done();
        });
        socket.ping();
      }),
    deny: () => until<ToldOf<'deny'>>('it is denied', () => of('deny')[0]),
    gone: () => until('the link is closed', () => closed),
    leave() {
      socket.terminate();
    },
  };
}
