/** A page's side of the board's wire (docs/protocol.md, "Ink"), written apart from the server's. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { boardMessage } from '../../../shared/wire/protocol.ts';

export type Message =
  | { readonly kind: 'step-1' | 'step-2' | 'update'; readonly bytes: Uint8Array }
  | { readonly kind: 'awareness'; readonly states: readonly Pointed[] }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'hello' }
  | { readonly kind: 'ack'; readonly count: number }
  | {
      readonly kind: 'deny';
      readonly count: number;
      readonly reason: string;
      readonly rest: boolean;
      readonly places: readonly { readonly item: string; readonly field: string }[];
    };

export interface Pointed {
  readonly clientId: number;
  readonly clock: number;
  readonly isGoodbye: boolean;
}

const syncKinds = ['step-1', 'step-2', 'update'] as const;

export function readMessage(bytes: Uint8Array): Message {
  const decoder = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case boardMessage.sync: {
      const kind = syncKinds[decoding.readVarUint(decoder)];
      if (!kind) throw new Error('[W1] an unknown sync message');
      return { kind, bytes: decoding.readVarUint8Array(decoder) };
    }
    case boardMessage.awareness:
      return { kind: 'awareness', states: readStates(body(decoder)) };
    case boardMessage.auth:
      decoding.readVarUint(decoder);
      return { kind: 'refused', reason: decoding.readVarString(decoder) };
    case boardMessage.hello:
      return { kind: 'hello' };
    case boardMessage.ack:
      return { kind: 'ack', count: decoding.readVarUint(body(decoder)) };
    case boardMessage.deny:
      return readDeny(body(decoder));
    default:
      throw new Error(`[W1] an unknown message ${type}`);
  }
}

const body = (decoder: decoding.Decoder): decoding.Decoder =>
  decoding.createDecoder(decoding.readVarUint8Array(decoder));

function readStates(decoder: decoding.Decoder): Pointed[] {
  const states: Pointed[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    states.push({ clientId, clock, isGoodbye: decoding.readVarString(decoder) === 'null' });
  }
  return states;
}

function readDeny(decoder: decoding.Decoder): Message {
  const count = decoding.readVarUint(decoder);
  const reason = decoding.readVarString(decoder);
  const rest = decoding.readVarUint(decoder) === 1;
  const places: { item: string; field: string }[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    const item = decoding.readVarString(decoder);
    places.push({ item, field: decoding.readVarString(decoder) });
  }
  return { kind: 'deny', count, reason, rest, places };
}

export const syncMessage = (
  kind: (typeof syncKinds)[number],
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.sync);
    encoding.writeVarUint(encoder, syncKinds.indexOf(kind));
    encoding.writeVarUint8Array(encoder, bytes);
  });

const withBody = (
  type: number,
  write: (inner: encoding.Encoder) => void,
): Uint8Array<ArrayBuffer> =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, encoding.encode(write));
  });

export const seenMessage = (count: number): Uint8Array<ArrayBuffer> =>
  withBody(boardMessage.seen, (inner) => {
    encoding.writeVarUint(inner, count);
  });

export const pointMessage = (clientId: number, clock: number, x: number): Uint8Array<ArrayBuffer> =>
  withBody(boardMessage.awareness, (inner) => {
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, clientId);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, JSON.stringify({ cursor: { x, y: 0 } }));
  });
