/** Reads the zips that Kinbridge writes. Whatever is not as it should be is refused, not guessed at. */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZippedFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** Cut off, damaged, or no zip as Kinbridge writes it. */
export class UnreadableZip extends Error {
  override readonly name = 'UnreadableZip';
}

/** Of all files of one zip together: a record of 200 sessions, twice over. */
const mostBytes = 512 * 1_024 * 1_024;
/** A zip with more is none of ours. */
const mostFiles = 20_000;

const signatures = { end: 0x06_05_4b_50, central: 0x02_01_4b_50, local: 0x04_03_4b_50 } as const;
const endLength = 22;
/** The end may be followed by a comment of that length. */
const mostComment = 65_535;

/** @throws UnreadableZip */
export function zipEntries(bytes: Uint8Array): readonly ZippedFile[] {
  try {
    return read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    throw cause instanceof UnreadableZip ? cause : new UnreadableZip('damaged', { cause });
  }
}

function read(zip: Buffer): readonly ZippedFile[] {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > mostFiles) throw new UnreadableZip('too many files');
  let at = zip.readUInt32LE(end + 16);
  let left = mostBytes;
  return Array.from({ length: count }, () => {
    if (zip.readUInt32LE(at) !== signatures.central) throw new UnreadableZip('no entry');
    const [sum, packed, size] = [16, 20, 24].map((offset) => zip.readUInt32LE(at + offset));
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const method = zip.readUInt16LE(at + 10);
    const from = zip.readUInt32LE(at + 42);
    const path = zip.toString('utf8', at + 46, at + 46 + (name ?? 0));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
    left -= size ?? 0;
    if (left < 0) throw new UnreadableZip('too large');
    const content = contentAt(zip, from, { method, packed: packed ?? 0, size: size ?? 0 });
    if (crc32(content) !== sum) throw new UnreadableZip('the checksum does not match');
    return { path, content };
  });
}

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - endLength - mostComment);
  for (let at = zip.length - endLength; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) === signatures.end) return at;
  }
  throw new UnreadableZip('no end');
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
}

function contentAt(zip: Buffer, from: number, { method, packed, size }: Entry): Uint8Array {
  if (zip.readUInt32LE(from) !== signatures.local) throw new UnreadableZip('no file');
  const start = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28);
  const stored = zip.subarray(start, start + packed);
  if (stored.length !== packed) throw new UnreadableZip('cut off');
  if (method !== 0 && method !== 8) throw new UnreadableZip('an unknown way of packing');
  const content =
    method === 0 ? stored : inflateRawSync(stored, { maxOutputLength: Math.max(size, 1) });
  if (content.length !== size) throw new UnreadableZip('cut off');
  return content;
}
