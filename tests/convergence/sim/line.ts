/** One simulated socket: bytes in order, late, in pieces, and cut anywhere in both directions. */
import type { PeerLine } from '../../../server/board/peer.ts';
import type { Chance } from './chance.ts';
import { createUnframer } from './unframe.ts';

export interface Line {
  /** What the server writes to. */
  readonly server: PeerLine;
  /** Sends a message to the server; `onArrival` happens just before the server is given it. */
  send(message: Uint8Array, onArrival?: () => void): void;
  /** The page closes it: what was sent before still arrives. */
  close(): void;
  /** The network fails: of what is under way some first bytes arrive in each direction. */
  cut(): void;
  /** The process at the other end is gone: nothing more comes from it, and it hears nothing. */
  die(): void;
  /** The reader takes nothing for a while, or again. */
  setSlow(isSlow: boolean): void;
}

interface LineParts {
  readonly chance: Chance;
  /** What the server writes, at that instant. */
  readonly onWrite: (bytes: Uint8Array) => void;
  readonly page: { message(bytes: Uint8Array): void; closed(code: number): void };
  readonly room: { message(bytes: Uint8Array): void; closed(): void };
}

/** A client's frame has its head and its mask before the message. */
const upHeadBytes = 8;
/** Bytes with which a reader counts as slow both for cursors and for ink. */
const slowBytes = 2 * 1_024 * 1_024;

/** A one-way queue of pieces that keep their order. */
function createWay(chance: Chance, bytesOf: (piece: Uint8Array) => number) {
  let under: { readonly piece: Uint8Array; readonly arrive: () => void }[] = [];
  let lastAt = 0;
  let isCut = false;
  const take = (): void => {
    under.shift()?.arrive();
  };
  return {
    add(piece: Uint8Array, arrive: () => void): void {
      if (isCut) return;
      under.push({ piece, arrive });
      const latencyMs = chance.percent(90) ? chance.whole(1, 4) : chance.whole(5, 40);
      lastAt = Math.max(lastAt, Date.now() + latencyMs);
      setTimeout(take, lastAt - Date.now());
    },
    /** @returns what there was under way up to some byte of it, the last piece perhaps not whole */
    cut(): { whole: (() => void)[]; part: Uint8Array | null } {
      const all = under;
      under = [];
      isCut = true;
      let left = chance.whole(
        0,
        all.reduce((sum, { piece }) => sum + bytesOf(piece), 0),
      );
      const whole: (() => void)[] = [];
      for (const { piece, arrive } of all) {
        if (left < bytesOf(piece)) return { whole, part: piece.subarray(0, left) };
        left -= bytesOf(piece);
        whole.push(arrive);
      }
      return { whole, part: null };
    },
  };
}

export function createLine({ chance, onWrite, page, room }: LineParts): Line {
  const down = createWay(chance, (piece) => piece.length);
  const up = createWay(chance, (piece) => piece.length + upHeadBytes);
  const unframe = createUnframer();
  let [isPageThere, isRoomThere, isClosing, isSlow] = [true, true, false, false];

  const arrive = (bytes: Uint8Array): void => {
    for (const message of unframe(bytes)) if (isPageThere) page.message(message);
  };
  function pageGone(code: number): void {
    if (!isPageThere) return;
    isPageThere = false;
    page.closed(code);
  }
  function roomGone(): void {
    if (!isRoomThere) return;
    isRoomThere = false;
    room.closed();
  }

  /** Sometimes in two pieces, as networks do. */
  function write(bytes: Uint8Array): void {
    const at = chance.percent(20) ? chance.whole(1, bytes.length) : bytes.length;
    for (const piece of [bytes.subarray(0, at), bytes.subarray(at)]) {
      if (piece.length > 0)
        down.add(piece, () => {
          arrive(piece);
        });
    }
  }

  return {
    server: {
      write(bytes) {
        if (isClosing || !isRoomThere) return;
        onWrite(bytes);
        write(bytes.slice());
      },
      close(code) {
        if (isClosing || !isRoomThere) return;
        isClosing = true;
        down.add(new Uint8Array(0), () => {
          pageGone(code);
        });
        setTimeout(roomGone, chance.whole(1, 20));
      },
      bufferedBytes: () => (isSlow ? slowBytes : 0),
      charge: () => undefined,
    },
    send(message, onArrival) {
      if (!isPageThere) return;
      up.add(message, () => {
        if (!isRoomThere || isClosing) return;
        onArrival?.();
        room.message(message.slice());
      });
    },
    close() {
      if (!isPageThere) return;
      isPageThere = false;
      up.add(new Uint8Array(0), roomGone);
    },
    cut() {
      const [downwards, upwards] = [down.cut(), up.cut()];
      for (const whole of downwards.whole) whole();
      if (downwards.part) arrive(downwards.part);
      for (const whole of upwards.whole) whole();
      setTimeout(
        () => {
          pageGone(1006);
        },
        chance.whole(0, 10),
      );
      // The server may take a dead line for a living one for quite a while.
      setTimeout(roomGone, chance.percent(70) ? chance.whole(0, 20) : chance.whole(20, 1_500));
    },
    die() {
      isRoomThere = false;
      down.cut();
      up.cut();
      setTimeout(
        () => {
          pageGone(1006);
        },
        chance.whole(0, 10),
      );
    },
    setSlow(next) {
      isSlow = next;
    },
  };
}
