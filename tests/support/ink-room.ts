/**
 * The far end of a page's ink socket, for tests of the page: a WebSocket that is no network, and a
 * server that speaks the wire of docs/protocol.md over a real Y.Doc and refuses what a test wants.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { boardMessage, closeCode, protocolVersion } from '../../shared/wire/protocol.ts';

export interface InkFrame {
  /** The how-manieth frame with ink of its socket, from 1. */
  readonly frame: number;
  readonly isWhole: boolean;
  readonly update: Uint8Array;
}

export type Verdict =
  | 'take'
  /** Taken in, and never acknowledged. */
  | 'take in silence'
  /** Not taken in and not answered: it is still under way when the line drops. */
  | 'lose'
  | {
      readonly reason: string;
      readonly code?: number;
      /** The places refused, where the rest was kept as `kept`. */
      readonly places?: readonly (readonly [item: string, field: string])[];
      readonly kept?: Uint8Array;
      /** Closes without having said why. */
      readonly isSilent?: boolean;
    };

/** One socket of a page. */
export interface FarEnd {
  readonly url: URL;
  /** What the page said has reached it, as it came. */
  readonly seen: readonly number[];
  /** Frames with ink that came. */
  readonly ink: readonly InkFrame[];
  readonly isOpen: boolean;
  send(type: number, body: Uint8Array): void;
  /** Any frame, such as a stranger's ink or a keep-alive. */
  sendFrame(frame: Uint8Array): void;
  close(code: number): void;
}

export interface InkRoom {
  readonly doc: Y.Doc;
  readonly links: readonly FarEnd[];
  /** The newest socket. */
  readonly link: FarEnd;
  readonly Socket: typeof WebSocket;
  /** Asked of every frame with ink. */
  judge: (frame: InkFrame, link: FarEnd) => Verdict;
  /** Whether sockets that begin now are answered at all. */
  isReachable: boolean;
  /** Lets everything under way arrive. */
  settled(): Promise<void>;
}

const bodyOf = (write: (body: encoding.Encoder) => void): Uint8Array => {
  const body = encoding.createEncoder();
  write(body);
  return encoding.toUint8Array(body);
};

export function aRoomOfInk(doc = new Y.Doc()): InkRoom {
  const links: FarEnd[] = [];
  const room: InkRoom = {
    doc,
    links,
    get link() {
      const newest = links.at(-1);
      if (!newest) throw new Error('no page has come');
      return newest;
    },
    Socket: socketTo(arrive),
    judge: () => 'take',
    isReachable: true,
    async settled() {
      for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
    },
  };

  function arrive(page: PageEnd): ((frame: Uint8Array) => void) | null {
    if (!room.isReachable) return null;
    const seen: number[] = [];
    const ink: InkFrame[] = [];
    let isDenied = false;
    const link: FarEnd = {
      url: page.url,
      seen,
      ink,
      get isOpen() {
        return page.isOpen();
      },
      send: (type, body) =>
        link.sendFrame(
          bodyOf((frame) => {
            encoding.writeVarUint(frame, type);
            encoding.writeVarUint8Array(frame, body);
          }),
        ),
      sendFrame: page.receive,
      close: page.close,
    };
    links.push(link);

    const sync = (kind: number, update: Uint8Array): void =>
      link.sendFrame(
        bodyOf((frame) => {
          encoding.writeVarUint(frame, boardMessage.sync);
          encoding.writeVarUint(frame, kind);
          encoding.writeVarUint8Array(frame, update);
        }),
      );
    const ack = (frames: number): void =>
      link.send(
        boardMessage.ack,
        bodyOf((body) => encoding.writeVarUint(body, frames)),
      );
    const show = (update: Uint8Array, origin: unknown): void => {
      if (origin !== link && link.isOpen) sync(2, update);
    };
    doc.on('update', show);

    link.send(
      boardMessage.hello,
      bodyOf((body) => {
        encoding.writeVarUint(body, protocolVersion);
        encoding.writeVarString(body, 'edit');
      }),
    );
    function deny(frame: number, verdict: Exclude<Verdict, string>): void {
      isDenied = true;
      const { reason, places, kept } = verdict;
      ack(places ? frame : frame - 1);
      if (kept) Y.applyUpdate(doc, kept, link);
      if (!verdict.isSilent)
        link.send(
          boardMessage.deny,
          bodyOf((body) => {
            encoding.writeVarUint(body, frame);
            encoding.writeVarString(body, reason);
            encoding.writeVarUint(body, places ? 1 : 0);
            encoding.writeVarUint(body, places?.length ?? 0);
            for (const name of places?.flat() ?? []) encoding.writeVarString(body, name);
          }),
        );
      link.close(verdict.code ?? closeCode.refused);
    }

    function takeInk(isWhole: boolean, update: Uint8Array): void {
      const frame: InkFrame = { frame: ink.length + 1, isWhole, update };
      ink.push(frame);
      // Ink that comes before the step 2 it may need is in that step 2 as well.
      if (!ink.some((one) => one.isWhole)) return;
      const verdict = room.judge(frame, link);
      if (typeof verdict !== 'string') {
        deny(frame.frame, verdict);
        return;
      }
      if (verdict === 'lose') return;
      Y.applyUpdate(doc, update, link);
      if (verdict === 'take') ack(frame.frame);
    }

    return (frame) => {
      if (isDenied) return;
      const read = decoding.createDecoder(frame);
      const type = decoding.readVarUint(read);
      if (type === boardMessage.seen) {
        const body = decoding.createDecoder(decoding.readVarUint8Array(read));
        seen.push(decoding.readVarUint(body));
      }
      if (type !== boardMessage.sync) return;
      const kind = decoding.readVarUint(read);
      const body = decoding.readVarUint8Array(read);
      if (kind === 0) {
        sync(1, Y.encodeStateAsUpdate(doc, body));
        sync(0, Y.encodeStateVector(doc));
      } else takeInk(kind === 1, body);
    };
  }

  return room;
}

interface PageEnd {
  readonly url: URL;
  isOpen(): boolean;
  receive(frame: Uint8Array): void;
  close(code: number): void;
}

/** A WebSocket whose frames arrive a microtask later, in order. */
function socketTo(
  arrive: (page: PageEnd) => ((frame: Uint8Array) => void) | null,
): typeof WebSocket {
  class PageSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly OPEN = 1;
    readyState = 0;
    binaryType = 'arraybuffer';
    onopen: (() => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    onerror: ((event: unknown) => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    #toServer: ((frame: Uint8Array) => void) | null = null;

    constructor(url: string) {
      queueMicrotask(() => this.#begin(new URL(url)));
    }

    #begin(url: URL): void {
      const toServer = arrive({
        url,
        isOpen: () => this.readyState === 1,
        receive: (frame) =>
          queueMicrotask(() => {
            if (this.readyState === 1) this.onmessage?.({ data: frame.slice().buffer });
          }),
        close: (code) => queueMicrotask(() => this.#end(code)),
      });
      if (!toServer) {
        this.#end(1006);
        return;
      }
      this.#toServer = toServer;
      this.readyState = 1;
      this.onopen?.();
    }

    #end(code: number): void {
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.onclose?.({ code, reason: '' });
    }

    send(frame: Uint8Array): void {
      if (this.readyState !== 1) return;
      const copy = frame.slice();
      queueMicrotask(() => this.#toServer?.(copy));
    }

    close(): void {
      this.readyState = 3;
    }
  }
  // The page uses no more of a WebSocket than this.
  return PageSocket as unknown as typeof WebSocket;
}

/**
 * `update` as a gate salvages it: the structs and deletes that concern `refused` items are gone, and
 * where structs were, as many clocks of nothing are left.
 */
export function salvaged(update: Uint8Array, doc: Y.Doc, refused: ReadonlySet<string>): Uint8Array {
  const after = new Y.Doc();
  Y.applyUpdate(after, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(after, update);
  const isRefused = (client: number, clock: number): boolean => {
    const struct = Y.getItem(after.store, Y.createID(client, clock));
    for (let at = struct instanceof Y.Item ? struct : null; at;) {
      if (at.parentSub !== null && refused.has(at.parentSub)) return true;
      const parent = at.parent;
      at = parent instanceof Y.AbstractType ? parent._item : null;
    }
    return false;
  };
  const { structs, ds } = Y.decodeUpdate(update);
  const byClient = new Map<number, typeof structs>();
  for (const struct of structs)
    byClient.set(struct.id.client, [...(byClient.get(struct.id.client) ?? []), struct]);
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  for (const [client, those] of byClient) {
    encoding.writeVarUint(encoder.restEncoder, those.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, those[0]?.id.clock ?? 0);
    for (const struct of those) {
      const kept = isRefused(client, struct.id.clock) ? new Y.GC(struct.id, struct.length) : struct;
      kept.write(encoder, 0);
    }
  }
  const deletes = [...ds.clients]
    .map(
      ([client, ranges]) =>
        [client, ranges.filter(({ clock }) => !isRefused(client, clock))] as const,
    )
    .filter(([, ranges]) => ranges.length > 0);
  encoding.writeVarUint(encoder.restEncoder, deletes.length);
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder.restEncoder, clock);
      encoding.writeVarUint(encoder.restEncoder, len);
    }
  }
  return encoder.toUint8Array();
}
