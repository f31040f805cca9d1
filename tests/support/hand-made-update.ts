/**
 * Updates that no Yjs would write: Yjs's V1 encoding put together by hand, lies included.
 * See server/board/gate/read-update.ts for the grammar.
 */
import * as encoding from 'lib0/encoding';

/** [client, clock] */
export type Id = readonly [number, number];

export type Content =
  | { readonly gap: number }
  | { readonly deleted: number }
  | { readonly text: string }
  | { readonly values: readonly unknown[] }
  /** Yjs's number of a type: 0 list, 1 map, 2 text. */
  | { readonly type: number }
  /** Any content number, with its bytes. */
  | { readonly ref: number; readonly write: (encoder: encoding.Encoder) => void };

export type HandMade = Content & {
  readonly origin?: Id | undefined;
  readonly right?: Id | undefined;
  /** An id, or the name of a root. */
  readonly parent?: Id | string | undefined;
  readonly key?: string | undefined;
  /** Put into the info byte beside what it honestly says. */
  readonly infoBits?: number;
  /** Instead of 0 or 1 before the parent. */
  readonly parentInfo?: number;
};

export interface HandMadeSection {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly HandMade[];
  /** What it claims to hold, when that is a lie. */
  readonly count?: number;
}
export interface HandMadeDeletes {
  readonly client: number;
  /** [clock, length] */
  readonly ranges: readonly Id[];
}

export const handMade = (
  sections: readonly HandMadeSection[],
  deletes: readonly HandMadeDeletes[] = [],
): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, sections.length);
    for (const { client, clock, structs, count } of sections) {
      for (const number of [count ?? structs.length, client, clock])
        encoding.writeVarUint(encoder, number);
      for (const struct of structs) writeStruct(encoder, struct);
    }
    encoding.writeVarUint(encoder, deletes.length);
    for (const { client, ranges } of deletes) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.length);
      for (const id of ranges) writeId(encoder, id);
    }
  });

const writeId = (encoder: encoding.Encoder, [client, clock]: Id): void => {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
};

function writeStruct(encoder: encoding.Encoder, struct: HandMade): void {
  const { origin, right, parent, key, infoBits = 0 } = struct;
  const bits = (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20);
  encoding.writeUint8(encoder, refOf(struct) | bits | infoBits);
  if (origin) writeId(encoder, origin);
  if (right) writeId(encoder, right);
  if (!origin && !right && parent !== undefined) {
    encoding.writeVarUint(encoder, struct.parentInfo ?? (typeof parent === 'string' ? 1 : 0));
    if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
    else writeId(encoder, parent);
    if (key !== undefined) encoding.writeVarString(encoder, key);
  }
  writeContent(encoder, struct);
}

function refOf(content: Content): number {
  if ('gap' in content) return 0;
  if ('deleted' in content) return 1;
  if ('text' in content) return 4;
  if ('type' in content) return 7;
  return 'values' in content ? 8 : content.ref;
}

function writeContent(encoder: encoding.Encoder, content: Content): void {
  if ('gap' in content) encoding.writeVarUint(encoder, content.gap);
  else if ('deleted' in content) encoding.writeVarUint(encoder, content.deleted);
  else if ('text' in content) encoding.writeVarString(encoder, content.text);
  else if ('type' in content) encoding.writeVarUint(encoder, content.type);
  else if ('values' in content) {
    encoding.writeVarUint(encoder, content.values.length);
    for (const value of content.values) {
      encoding.writeAny(encoder, value as encoding.AnyEncodable); // Whatever an attacker writes.
    }
  } else content.write(encoder);
}

/** Bytes for a content of one's own making. */
export const bytesOf =
  (...bytes: readonly number[]) =>
  (encoder: encoding.Encoder): void => {
    for (const byte of bytes) encoding.writeUint8(encoder, byte);
  };
