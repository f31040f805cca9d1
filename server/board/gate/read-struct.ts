/** Reads one struct of an update into what the gate judges. */
import { maxKeyBytes, maxStructLength, maxValueBytes } from './limits.ts';
import {
  readByte,
  readClient,
  readCount,
  readString,
  readVarInt,
  readVarUint,
  UnreadableInk,
  type Reader,
} from './reader.ts';
import { contentRef, infoBit, type Struct } from './struct.ts';

export function readStruct(reader: Reader, client: number, clock: number): Struct {
  const at = reader.at;
  const info = readByte(reader);
  const struct: Struct = {
    client,
    clock,
    length: 1,
    info,
    isCut: false,
    at,
    end: 0,
    originClient: -1,
    originClock: -1,
    rightClient: -1,
    rightClock: -1,
    parentRoot: null,
    parentClient: -1,
    parentClock: -1,
    key: null,
    content: null,
    origin: null,
    right: null,
    parent: null,
    home: null,
    born: null,
    follower: null,
    refused: null,
    isDead: false,
  };
  if (info !== contentRef.gc) readNeighbours(reader, struct);
  readContent(reader, struct);
  struct.end = reader.at;
  return struct;
}

function readNeighbours(reader: Reader, struct: Struct): void {
  const { info } = struct;
  if (info & infoBit.origin) {
    struct.originClient = readClient(reader);
    struct.originClock = readVarUint(reader);
  }
  if (info & infoBit.rightOrigin) {
    struct.rightClient = readClient(reader);
    struct.rightClock = readVarUint(reader);
  }
  if (info & (infoBit.origin | infoBit.rightOrigin)) return;
  switch (readVarUint(reader)) {
    case 1:
      struct.parentRoot = readString(reader, maxKeyBytes);
      break;
    case 0:
      struct.parentClient = readClient(reader);
      struct.parentClock = readVarUint(reader);
      break;
    default:
      throw new UnreadableInk('malformed');
  }
  if (info & infoBit.key) struct.key = readString(reader, maxKeyBytes);
}

function readContent(reader: Reader, struct: Struct): void {
  switch (contentOf(struct.info)) {
    case contentRef.gc:
    case contentRef.deleted:
      struct.length = readLength(reader);
      return;
    case contentRef.string: {
      const text = readString(reader, reader.bytes.length);
      struct.content = text;
      struct.length = mustBeSome(text.length);
      return;
    }
    case contentRef.type:
      struct.content = readVarUint(reader);
      return;
    case contentRef.any: {
      const count = mustBeSome(readCount(reader, 1));
      const values: unknown[] = [];
      for (let n = 0; n < count; n += 1) values.push(readValue(reader));
      struct.content = values;
      struct.length = count;
    }
  }
}

/** @throws UnreadableInk for contents that no board has: JSON, binary, embeds, formats, documents */
export function contentOf(info: number): number {
  const ref = info & infoBit.content;
  switch (ref) {
    case contentRef.gc:
      // The high bits mean nothing in a gap: an honest one has none.
      if (info !== contentRef.gc) throw new UnreadableInk('malformed');
      return ref;
    case contentRef.deleted:
    case contentRef.string:
    case contentRef.type:
    case contentRef.any:
      return ref;
    case contentRef.skip:
      throw new UnreadableInk('malformed');
    default:
      throw new UnreadableInk('schema');
  }
}

export function mustBeSome(length: number): number {
  if (length === 0) throw new UnreadableInk('malformed');
  return length;
}

export function readLength(reader: Reader): number {
  const length = mustBeSome(readVarUint(reader));
  if (length > maxStructLength) throw new UnreadableInk('too-big');
  return length;
}

/** lib0's `any`, as far as a board has it: whole numbers, texts, yes and no. */
export function readValue(reader: Reader): unknown {
  switch (readByte(reader)) {
    case 125:
      return readVarInt(reader);
    case 121:
      return false;
    case 120:
      return true;
    case 119:
      return readString(reader, maxValueBytes);
    default:
      throw new UnreadableInk('schema'); // Fractions, big numbers, null, lists, objects, bytes.
  }
}
