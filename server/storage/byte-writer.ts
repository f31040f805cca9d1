/**
 * Writes into memory that grows and is used again. lib0's encoder, which this is like, makes several
 * objects for each piece of an edit, and that costs more than to write it.
 */
export interface ByteWriter {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where the next byte goes. */
  end: number;
}

export const createByteWriter = (): ByteWriter => ({ bytes: new Uint8Array(1_024), end: 0 });

/** An own copy of what was written. */
export const written = ({ bytes, end }: ByteWriter): Uint8Array<ArrayBuffer> => bytes.slice(0, end);

function reserve(writer: ByteWriter, length: number): void {
  const needed = writer.end + length;
  if (needed <= writer.bytes.length) return;
  const larger = new Uint8Array(Math.max(needed, writer.bytes.length * 2));
  larger.set(writer.bytes.subarray(0, writer.end));
  writer.bytes = larger;
}

/** As lib0's: seven bits a byte, the lowest first. */
export function writeVarUint(writer: ByteWriter, value: number): void {
  reserve(writer, 8); // 56 bits; numbers are safe integers.
  const { bytes } = writer;
  let { end } = writer;
  let left = value;
  while (left > 127) {
    bytes[end++] = 128 | (left & 127);
    left = Math.floor(left / 128);
  }
  bytes[end++] = left;
  writer.end = end;
}

/** @param name in ASCII, as ids and zones are */
export function writeName(writer: ByteWriter, name: string): void {
  writeVarUint(writer, name.length);
  reserve(writer, name.length);
  const { bytes, end } = writer;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code > 127) throw new Error('a name that is not ASCII');
    bytes[end + at] = code;
  }
  writer.end = end + name.length;
}

export function writeBytes(writer: ByteWriter, added: Uint8Array): void {
  reserve(writer, added.length);
  writer.bytes.set(added, writer.end);
  writer.end += added.length;
}

/** Writes how many bytes `write` writes, and then those. */
export function writeSized(writer: ByteWriter, write: () => void): void {
  const start = writer.end;
  reserve(writer, 4);
  writer.end += 4;
  write();
  new DataView(writer.bytes.buffer).setUint32(start, writer.end - start - 4);
}
