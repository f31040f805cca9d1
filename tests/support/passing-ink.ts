/**
 * What has passed between the members of a family, and whether a therapist's page had said before that
 * it has it. All of it is noted in one process, in the order in which it went by: no clock is asked.
 */
import * as Y from 'yjs';
import { boardMessage } from '../../shared/wire/protocol.ts';
import { isKeepAlive, readTold, seenCountOf, type Told } from './board-frames.ts';
import { opcodes, type WireFrame } from './websocket-frames.ts';

/** A piece of ink, up to a clock of a clientID; or a cursor, by its own clock. */
interface Piece {
  readonly of: 'ink' | 'cursor';
  readonly clientId: number;
  /** Ink: the clocks from `clock` to below `end`. A cursor: `clock` alone. */
  readonly clock: number;
  readonly end: number;
}

export interface Passed {
  /** Pieces of others that came to members of the family. */
  readonly pieces: number;
  /** Those among them that no therapist's page had acknowledged before. */
  readonly unseen: readonly string[];
}

export interface PassingInk {
  /** This clientID is a family member's: what it makes needs a therapist's word. */
  belongsToFamily(clientId: number): void;
  /** What a therapist's line carries; each board connection has its own counting. */
  told(connection: object, frame: WireFrame): void;
  said(connection: object, frame: WireFrame): void;
  /** A frame has come to the member of the family with this clientID. @returns its bytes if it holds anything of others, a therapist's too */
  came(own: number, frame: Uint8Array): number;
  passed(): Passed;
  /** Inks and cursors, each of one clientID, that went to a therapist's page and whose word waits. */
  waiting(): number;
  /** Whether all that a therapist's page acknowledged has come to everybody, and nothing waits. */
  isAtRest(): boolean;
}

/** Frames since the hello, and what of them is not acknowledged yet. */
interface Counting {
  frames: number;
  waiting: { readonly frame: number; readonly pieces: readonly Piece[] }[];
}

export function piecesOf(told: Told): readonly Piece[] {
  switch (told.kind) {
    case 'update':
    case 'answer':
      return Y.decodeUpdate(told.bytes).structs.map(({ id, length }) => ({
        of: 'ink',
        clientId: id.client,
        clock: id.clock,
        end: id.clock + length,
      }));
    case 'cursors':
      // A cursor that leaves says nothing but that.
      return told.cursors
        .filter(({ state }) => state !== null)
        .map(({ clientId, clock }) => ({ of: 'cursor', clientId, clock, end: clock + 1 }));
    default:
      return [];
  }
}

const keyOf = ({ of, clientId }: Piece): string => `${of} ${clientId}`;

const raise = (upTo: Map<string, number> | undefined, piece: Piece): void =>
  void upTo?.set(keyOf(piece), Math.max(upTo.get(keyOf(piece)) ?? 0, piece.end));

export function createPassingInk(): PassingInk {
  const countings = new WeakMap<object, Counting>();
  const all: Counting[] = [];
  /** Up to where a therapist's page has each clientID's ink and cursor, by its own word. */
  const seen = new Map<string, number>();
  const family = new Set<number>();
  /** The same as in `seen`, for each of the family and what of others has come to them. */
  const has = new Map<number, Map<string, number>>();
  let pieces = 0;
  const unseen: string[] = [];

  function countingOf(connection: object): Counting {
    const there = countings.get(connection);
    if (there) return there;
    const fresh: Counting = { frames: -1, waiting: [] };
    countings.set(connection, fresh);
    all.push(fresh);
    return fresh;
  }

  const waiting = (): number =>
    new Set(all.flatMap((one) => one.waiting.flatMap(({ pieces: held }) => held.map(keyOf)))).size;
  /** Whether a key of `seen` is that of somebody else of the family. */
  const isFromOther = (own: number, key: string): boolean => {
    const clientId = Number(key.split(' ')[1]);
    return clientId !== own && family.has(clientId);
  };

  return {
    belongsToFamily(clientId) {
      family.add(clientId);
      if (!has.has(clientId)) has.set(clientId, new Map());
    },
    told(connection, { opcode, payload }) {
      if (opcode !== opcodes.binary) return;
      const counting = countingOf(connection);
      counting.frames += 1;
      if (isKeepAlive(payload)) return;
      const held = piecesOf(readTold(payload));
      if (held.length > 0) counting.waiting.push({ frame: counting.frames, pieces: held });
    },
    said(connection, { opcode, payload }) {
      if (opcode !== opcodes.binary || payload[0] !== boardMessage.seen) return;
      const counting = countingOf(connection);
      const count = seenCountOf(payload);
      for (const { pieces: held } of counting.waiting.filter(({ frame }) => frame <= count)) {
        for (const piece of held) raise(seen, piece);
      }
      counting.waiting = counting.waiting.filter(({ frame }) => frame > count);
    },
    came(own, frame) {
      if (isKeepAlive(frame)) return 0;
      const foreign = piecesOf(readTold(frame)).filter(({ clientId }) => clientId !== own);
      for (const piece of foreign.filter(({ clientId }) => family.has(clientId))) {
        pieces += 1;
        raise(has.get(own), piece);
        if (piece.end > (seen.get(keyOf(piece)) ?? 0)) {
          unseen.push(`${keyOf(piece)}: ${piece.clock}–${piece.end}`);
        }
      }
      return foreign.length > 0 ? frame.length : 0;
    },
    passed: () => ({ pieces, unseen }),
    waiting,
    isAtRest: () =>
      waiting() === 0 &&
      [...has].every(([own, theirs]) =>
        [...seen].every(([key, end]) => !isFromOther(own, key) || theirs.get(key) === end),
      ),
  };
}
