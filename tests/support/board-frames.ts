/** Frames on a board's socket as an outsider writes and reads them (docs/protocol.md), with lib0 alone. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { boardMessage } from '../../shared/wire/protocol.ts';

/** A cursor as it is told: whose clientID, how new, and what it says. */
export interface ToldCursor {
  readonly clientId: number;
  readonly clock: number;
  readonly state: unknown;
}

/** What the server said with one frame. */
export type Told =
  | { readonly kind: 'hello'; readonly version: number; readonly capability: string }
  | { readonly kind: 'ack'; readonly count: number }
  | {
      readonly kind: 'deny';
      readonly count: number;
      readonly reason: string;
      readonly isRestKept: boolean;
      /** Item and field; an empty field is the whole item. */
      readonly places: readonly (readonly [string, string])[];
    }
  /** Sync step 1, step 2 and update. */
  | { readonly kind: 'question'; readonly bytes: Uint8Array }
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  | { readonly kind: 'update'; readonly bytes: Uint8Array }
  | { readonly kind: 'cursors'; readonly cursors: readonly ToldCursor[] }
  | { readonly kind: 'permission-denied'; readonly reason: string };

const syncKinds = ['question', 'answer', 'update'] as const;

/** @throws for anything that is not exactly one frame a server may send. */
export function readTold(frame: Uint8Array): Told {
  const decoder = decoding.createDecoder(frame);
  const told = read(decoding.readVarUint(decoder), decoder);
  if (decoding.hasContent(decoder)) throw new Error('a frame has bytes after its end');
  return told;
}

function read(type: number, decoder: decoding.Decoder): Told {
  switch (type) {
    case boardMessage.sync: {
      const kind = syncKinds[decoding.readVarUint(decoder)];
      if (!kind) throw new Error('no such sync message');
      return { kind, bytes: decoding.readVarUint8Array(decoder) };
    }
    case boardMessage.awareness:
      return { kind: 'cursors', cursors: readCursors(body(decoder)) };
    case boardMessage.auth:
      decoding.readVarUint(decoder);
      return { kind: 'permission-denied', reason: decoding.readVarString(decoder) };
    case boardMessage.hello: {
      const inner = body(decoder);
      const version = decoding.readVarUint(inner);
      return { kind: 'hello', version, capability: decoding.readVarString(inner) };
    }
    case boardMessage.ack:
      return { kind: 'ack', count: decoding.readVarUint(body(decoder)) };
    case boardMessage.deny:
      return readDeny(body(decoder));
    default:
      throw new Error(`a server never sends type ${String(type)}`);
  }
}

const body = (decoder: decoding.Decoder): decoding.Decoder =>
  decoding.createDecoder(decoding.readVarUint8Array(decoder));

function readDeny(inner: decoding.Decoder): Told {
  const count = decoding.readVarUint(inner);
  const reason = decoding.readVarString(inner);
  const isRestKept = decoding.readVarUint(inner) === 1;
  const places = Array.from(
    { length: decoding.readVarUint(inner) },
    () => [decoding.readVarString(inner), decoding.readVarString(inner)] as const,
  );
  return { kind: 'deny', count, reason, isRestKept, places };
}

function readCursors(inner: decoding.Decoder): readonly ToldCursor[] {
  return Array.from({ length: decoding.readVarUint(inner) }, () => ({
    clientId: decoding.readVarUint(inner),
    clock: decoding.readVarUint(inner),
    state: JSON.parse(decoding.readVarString(inner)) as unknown,
  }));
}

const frame = (numbers: readonly number[], inner: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    for (const number of numbers) encoding.writeVarUint(encoder, number);
    encoding.writeVarUint8Array(encoder, inner);
  });

export const questionFrame = (stateVector: Uint8Array): Uint8Array =>
  frame([boardMessage.sync, 0], stateVector);
export const answerFrame = (update: Uint8Array): Uint8Array =>
  frame([boardMessage.sync, 1], update);
export const updateFrame = (update: Uint8Array): Uint8Array =>
  frame([boardMessage.sync, 2], update);

export const cursorsFrame = (cursors: readonly ToldCursor[]): Uint8Array =>
  frame(
    [boardMessage.awareness],
    encoding.encode((inner) => {
      encoding.writeVarUint(inner, cursors.length);
      for (const { clientId, clock, state } of cursors) {
        encoding.writeVarUint(inner, clientId);
        encoding.writeVarUint(inner, clock);
        encoding.writeVarString(inner, JSON.stringify(state));
      }
    }),
  );

/** A supervising page's word: the first `count` frames after the hello have come. */
export const seenFrame = (count: number): Uint8Array =>
  frame(
    [boardMessage.seen],
    encoding.encode((inner) => {
      encoding.writeVarUint(inner, count);
    }),
  );

/** What a supervising page's word says. @throws for any other frame */
export function seenCountOf(bytes: Uint8Array): number {
  const decoder = decoding.createDecoder(bytes);
  if (decoding.readVarUint(decoder) !== boardMessage.seen) throw new Error('no word of a page');
  return decoding.readVarUint(body(decoder));
}

/** What says nothing about nobody; comes every fifteen seconds. */
export const isKeepAlive = (bytes: Uint8Array): boolean =>
  bytes.length === 3 && bytes[0] === boardMessage.awareness && bytes[2] === 0;
