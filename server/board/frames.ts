/**
 * Frames on a board's socket: one message each, in the y-protocols encoding, plus our own types
 * 120–123 whose body is one varUint8Array (docs/protocol.md).
 */
import * as encoding from 'lib0/encoding';
import { boardMessage, maxAwarenessBytes, protocolVersion } from '../../shared/wire/protocol.ts';
import type { Capability } from '../../shared/board/zone.ts';
import {
  readerOf,
  readString,
  readVarUint,
  UnreadableInk,
  type Reader,
  type Unreadable,
} from './gate/reader.ts';
import type { DeniedPlace } from './gate/verdict.ts';
import { varUintLength, wireMessage } from './wire-frame.ts';

const step1 = 0;
const step2 = 1;
const update = 2;

/** A frame as it came in; `unreadable` is one that no honest client sends. */
export type Frame =
  | { readonly kind: 'step-1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step-2' | 'update'; readonly bytes: Uint8Array }
  | { readonly kind: 'awareness'; readonly states: readonly AwarenessState[] }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'seen'; readonly count: number }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

const malformed: Frame = { kind: 'unreadable', reason: 'malformed' };

export interface AwarenessState {
  readonly clientId: number;
  readonly clock: number;
  /** Null: this client says goodbye. */
  readonly state: unknown;
}

/** States in one awareness frame: stock clients echo everybody's, a room has a few dozen at most. */
const maxAwarenessStates = 200;

/** A cursor that moves sixty times a second for a year. */
const maxAwarenessClock = 2 ** 31;

/**
 * Never throws; whatever is not exactly one known message is unreadable. The parts are views of
 * `bytes`: to be copied where they are kept.
 */
export function readFrame(bytes: Uint8Array): Frame {
  const reader = readerOf(bytes);
  try {
    const frame = read(reader);
    return reader.at === bytes.length ? frame : malformed;
  } catch (cause) {
    if (cause instanceof UnreadableInk) return { kind: 'unreadable', reason: cause.reason };
    if (cause instanceof SyntaxError) return malformed; // What a cursor says is no JSON.
    throw cause;
  }
}

function read(reader: Reader): Frame {
  switch (readVarUint(reader)) {
    case boardMessage.sync:
      switch (readVarUint(reader)) {
        case step1:
          return { kind: 'step-1', stateVector: readBytes(reader) };
        case step2:
          return { kind: 'step-2', bytes: readBytes(reader) };
        case update:
          return { kind: 'update', bytes: readBytes(reader) };
        default:
          return malformed;
      }
    case boardMessage.awareness:
      return { kind: 'awareness', states: readStates(readBytes(reader)) };
    case boardMessage.queryAwareness:
      return { kind: 'query-awareness' };
    case boardMessage.seen:
      return { kind: 'seen', count: readVarUint(readerOf(readBytes(reader))) };
    default:
      return malformed;
  }
}

function readBytes(reader: Reader): Uint8Array {
  const length = readVarUint(reader);
  const from = reader.at;
  if (length > reader.bytes.length - from) throw new UnreadableInk('malformed');
  reader.at = from + length;
  return reader.bytes.subarray(from, reader.at);
}

function readStates(bytes: Uint8Array): readonly AwarenessState[] {
  if (bytes.length > maxAwarenessBytes) throw new UnreadableInk('too-big');
  const reader = readerOf(bytes);
  const count = readVarUint(reader);
  if (count > maxAwarenessStates) throw new UnreadableInk('too-big');
  const states: AwarenessState[] = [];
  for (let n = 0; n < count; n += 1) {
    const clientId = readVarUint(reader);
    const clock = readVarUint(reader);
    if (clock > maxAwarenessClock) throw new UnreadableInk('too-big');
    const state: unknown = JSON.parse(readString(reader, maxAwarenessBytes));
    states.push({ clientId, clock, state });
  }
  if (reader.at !== bytes.length) throw new UnreadableInk('malformed');
  return states;
}

const syncFrame = (kind: number, body: Uint8Array): Uint8Array =>
  wireMessage([boardMessage.sync, kind], body);

// From here on everything is finished: as it lies on the wire.
export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(step1, stateVector);
export const step2Frame = (diff: Uint8Array): Uint8Array => syncFrame(step2, diff);
export const updateFrame = (bytes: Uint8Array): Uint8Array => syncFrame(update, bytes);

export const awarenessFrame = (states: readonly AwarenessState[]): Uint8Array =>
  wireMessage(
    [boardMessage.awareness],
    encoding.encode((inner) => {
      encoding.writeVarUint(inner, states.length);
      for (const one of states) {
        encoding.writeVarUint(inner, one.clientId);
        encoding.writeVarUint(inner, one.clock);
        encoding.writeVarString(inner, JSON.stringify(one.state));
      }
    }),
  );

/** An awareness update about nobody: harmless to every client, keeps an idle link from timing out. */
export const keepAliveFrame = (): Uint8Array => awarenessFrame([]);

const ownFrame = (type: number, write: (body: encoding.Encoder) => void): Uint8Array =>
  wireMessage([type], encoding.encode(write));

export const helloFrame = (capability: Capability): Uint8Array =>
  ownFrame(boardMessage.hello, (body) => {
    encoding.writeVarUint(body, protocolVersion);
    encoding.writeVarString(body, capability);
  });

/** The first `count` frames with ink of this link are durable. */
export const ackFrame = (count: number): Uint8Array =>
  wireMessage([boardMessage.ack, varUintLength(count), count]);

export interface Denied {
  /** Which frame with ink of this link; 0 for a frame of another kind. */
  readonly count: number;
  readonly reason: string;
  /** Everything in that frame but these places was kept; null when nothing of it was. */
  readonly places: readonly DeniedPlace[] | null;
}

export const denyFrame = ({ count, reason, places }: Denied): Uint8Array =>
  ownFrame(boardMessage.deny, (body) => {
    encoding.writeVarUint(body, count);
    encoding.writeVarString(body, reason);
    encoding.writeVarUint(body, places ? 1 : 0);
    encoding.writeVarUint(body, places?.length ?? 0);
    for (const { item, field } of places ?? []) {
      encoding.writeVarString(body, item);
      encoding.writeVarString(body, field);
    }
  });

/** What a stock client is told of a refusal: y-protocols' auth message, "permission denied". */
export const stockDenyFrame = (reason: string): Uint8Array =>
  wireMessage([boardMessage.auth, 0], new TextEncoder().encode(reason));
