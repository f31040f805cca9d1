/**
 * Frames on a board's socket: one message each, in the y-protocols encoding, plus our own types
 * 120–122 whose body is one varUint8Array (docs/protocol.md).
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { boardMessage, protocolVersion } from '../../shared/wire/protocol.ts';
import type { Capability } from '../../shared/board/zone.ts';

const step1 = 0;
const step2 = 1;
const update = 2;

/** A frame as it came in; `null` from {@link readFrame} is one that no honest client sends. */
export type Frame =
  | { readonly kind: 'step-1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step-2' | 'update'; readonly bytes: Uint8Array }
  | { readonly kind: 'awareness'; readonly states: readonly AwarenessState[] }
  | { readonly kind: 'query-awareness' };

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

/** Never throws; whatever does not read as exactly one known message is null. */
export function readFrame(bytes: Uint8Array): Frame | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = read(decoder);
    return decoding.hasContent(decoder) ? null : frame;
  } catch {
    return null; // Truncated or nonsense: the caller closes the link as malformed.
  }
}

function read(decoder: decoding.Decoder): Frame | null {
  switch (decoding.readVarUint(decoder)) {
    case boardMessage.sync:
      switch (decoding.readVarUint(decoder)) {
        case step1:
          return { kind: 'step-1', stateVector: decoding.readVarUint8Array(decoder) };
        case step2:
          return { kind: 'step-2', bytes: decoding.readVarUint8Array(decoder) };
        case update:
          return { kind: 'update', bytes: decoding.readVarUint8Array(decoder) };
        default:
          return null;
      }
    case boardMessage.awareness:
      return { kind: 'awareness', states: readStates(decoding.readVarUint8Array(decoder)) };
    case boardMessage.queryAwareness:
      return { kind: 'query-awareness' };
    default:
      return null;
  }
}

function readStates(bytes: Uint8Array): readonly AwarenessState[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > maxAwarenessStates) throw new RangeError('too many awareness states');
  return Array.from({ length: count }, () => {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    if (clock > maxAwarenessClock) throw new RangeError('an awareness clock beyond reach');
    return { clientId, clock, state: JSON.parse(decoding.readVarString(decoder)) as unknown };
  });
}

const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);

const syncFrame = (kind: number, body: Uint8Array): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.sync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, body);
  });

export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(step1, stateVector);
export const step2Frame = (diff: Uint8Array): Uint8Array => syncFrame(step2, diff);
export const updateFrame = (bytes: Uint8Array): Uint8Array => syncFrame(update, bytes);

export const awarenessFrame = (states: readonly AwarenessState[]): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.awareness);
    encoding.writeVarUint8Array(
      encoder,
      frame((inner) => {
        encoding.writeVarUint(inner, states.length);
        for (const one of states) {
          encoding.writeVarUint(inner, one.clientId);
          encoding.writeVarUint(inner, one.clock);
          encoding.writeVarString(inner, JSON.stringify(one.state));
        }
      }),
    );
  });

/** An awareness update about nobody: harmless to every client, keeps an idle link from timing out. */
export const keepAliveFrame = (): Uint8Array => awarenessFrame([]);

const ownFrame = (type: number, write: (body: encoding.Encoder) => void): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, frame(write));
  });

export const helloFrame = (capability: Capability): Uint8Array =>
  ownFrame(boardMessage.hello, (body) => {
    encoding.writeVarUint(body, protocolVersion);
    encoding.writeVarString(body, capability);
  });

/** The first `count` frames with ink of this link are durable. */
export const ackFrame = (count: number): Uint8Array =>
  ownFrame(boardMessage.ack, (body) => {
    encoding.writeVarUint(body, count);
  });

/** Frame number `count` was refused; the link is closed next. */
export const denyFrame = (count: number, reason: string): Uint8Array =>
  ownFrame(boardMessage.deny, (body) => {
    encoding.writeVarUint(body, count);
    encoding.writeVarString(body, reason);
  });
