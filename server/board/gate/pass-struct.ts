/** Passes what is known: a re-sync carries thousands of structs, and nothing of them is judged. */
import { contentOf, mustBeSome, readLength, readValue } from './read-struct.ts';
import {
  passString,
  readByte,
  readClient,
  readCount,
  readVarUint,
  UnreadableInk,
  type Reader,
} from './reader.ts';
import { contentRef, infoBit } from './struct.ts';

/** Passes a struct, as strictly. @returns the clocks it takes */
export function passStruct(reader: Reader): number {
  const info = readByte(reader);
  if (info !== contentRef.gc) passNeighbours(reader, info);
  switch (contentOf(info)) {
    case contentRef.gc:
    case contentRef.deleted:
      return readLength(reader);
    case contentRef.string:
      return mustBeSome(unitsOf(reader.bytes, passString(reader), reader.at));
    case contentRef.any: {
      const count = mustBeSome(readCount(reader, 1));
      for (let n = 0; n < count; n += 1) passValue(reader);
      return count;
    }
    default:
      readVarUint(reader);
      return 1;
  }
}

function passNeighbours(reader: Reader, info: number): void {
  const ids = (info & infoBit.origin ? 1 : 0) + (info & infoBit.rightOrigin ? 1 : 0);
  for (let n = 0; n < ids; n += 1) passId(reader);
  if (ids > 0) return;
  const parentIs = readVarUint(reader);
  if (parentIs === 1) passString(reader);
  else if (parentIs === 0) passId(reader);
  else throw new UnreadableInk('malformed');
  if (info & infoBit.key) passString(reader);
}

function passId(reader: Reader): void {
  readClient(reader);
  readVarUint(reader);
}

function passValue(reader: Reader): void {
  if (reader.bytes[reader.at] !== 119) readValue(reader);
  else {
    reader.at += 1;
    passString(reader);
  }
}

/** UTF-16 units of UTF-8 bytes: one a character, two where it takes four bytes. */
function unitsOf(bytes: Uint8Array, from: number, end: number): number {
  let units = 0;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
