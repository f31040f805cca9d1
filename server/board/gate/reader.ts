/** Reads lib0's encoding strictly: what no honest encoder writes is malformed. Bounded by the bytes. */

import { maxClientId } from './limits.ts';

/** Why an update can't be read as one that an honest client of ours wrote. */
export type Unreadable = 'malformed' | 'too-big' | 'schema';

/** Thrown by the readers and caught once, by the gate. */
export class UnreadableInk extends Error {
  readonly reason: Unreadable;
  constructor(reason: Unreadable) {
    super(reason);
    this.reason = reason;
  }
}

export interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

export const readerOf = (bytes: Uint8Array): Reader => ({ bytes, at: 0 });

export function readByte(reader: Reader): number {
  const byte = reader.bytes[reader.at++];
  if (byte === undefined) throw new UnreadableInk('malformed');
  return byte;
}

/** A varUint in its shortest form, below 2^53. */
export function readVarUint(reader: Reader): number {
  const first = readByte(reader);
  if (first < 0x80) return first;
  let number = first & 0x7f;
  for (let unit = 0x80; ; unit *= 0x80) {
    const byte = readByte(reader);
    number += (byte & 0x7f) * unit;
    if (number > Number.MAX_SAFE_INTEGER) throw new UnreadableInk('malformed');
    if (byte >= 0x80) continue;
    if (byte === 0) throw new UnreadableInk('malformed'); // Longer than need be.
    return number;
  }
}

/** A varInt in its shortest form: six bits and a sign first, then seven a byte. */
export function readVarInt(reader: Reader): number {
  const first = readByte(reader);
  const sign = (first & 0x40) === 0 ? 1 : -1;
  let number = first & 0x3f;
  if (first < 0x80) return sign * number;
  for (let unit = 0x40; ; unit *= 0x80) {
    const byte = readByte(reader);
    number += (byte & 0x7f) * unit;
    if (number > Number.MAX_SAFE_INTEGER) throw new UnreadableInk('malformed');
    if (byte >= 0x80) continue;
    if (byte === 0) throw new UnreadableInk('malformed');
    return sign * number;
  }
}

/** Up to this many bytes, putting characters together is quicker than the decoder. */
const shortBytes = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A string of at most `maxBytes`; well-formed UTF-8, so that it reads the same everywhere. */
export function readString(reader: Reader, maxBytes: number): string {
  const from = passString(reader);
  const end = reader.at;
  if (end - from > maxBytes) throw new UnreadableInk('too-big');
  return shortAscii(reader.bytes, from, end) ?? decoded(reader.bytes.subarray(from, end));
}

/** Passes a string. @returns where it begins; it ends where the reader is then. */
export function passString(reader: Reader): number {
  const length = readVarUint(reader);
  const from = reader.at;
  if (from + length > reader.bytes.length) throw new UnreadableInk('malformed');
  reader.at = from + length;
  return from;
}

/** A count of things that take at least `leastBytes` each, so that it can't claim more than is there. */
export function readCount(reader: Reader, leastBytes: number): number {
  const count = readVarUint(reader);
  if (count * leastBytes > reader.bytes.length - reader.at) throw new UnreadableInk('malformed');
  return count;
}

/** A clientID as Yjs draws them. */
export function readClient(reader: Reader): number {
  const client = readVarUint(reader);
  if (client > maxClientId) throw new UnreadableInk('malformed');
  return client;
}

function shortAscii(bytes: Uint8Array, from: number, end: number): string | null {
  if (end - from > shortBytes) return null;
  let text = '';
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0x80;
    if (byte >= 0x80) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new UnreadableInk('malformed');
  }
}
