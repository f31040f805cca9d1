/**
 * What one append writes for all its rooms: a row of the journal.
 *
 *     row  := seal  part*
 *     part := room:name  epoch:varUint  length:uint32  run
 *
 * Seal, name and run are those of log-codec.ts. A part can be left out without reading the others.
 */
import * as decoding from 'lib0/decoding';
import { writeName, writeSized, writeVarUint, written, type ByteWriter } from './byte-writer.ts';
import { beginSealed, readRunHead, sealBytes, sealed, writeRun } from './log-codec.ts';
import type { LogBatch } from './room-store.ts';

/** One room's part of a row. */
export interface Part {
  readonly room: string;
  readonly epoch: number;
  /** The `seq` before the run. */
  readonly after: number;
  readonly count: number;
  readonly run: Uint8Array;
  /** Where it lies in the row. */
  readonly from: number;
  readonly to: number;
}

/** The row, not yet sealed: whoever writes it may leave parts out. */
export function packParts(
  writer: ByteWriter,
  batches: readonly LogBatch[],
): Uint8Array<ArrayBuffer> {
  beginSealed(writer);
  for (const { room, after, epoch, entries } of batches) {
    writeName(writer, room);
    writeVarUint(writer, epoch);
    writeSized(writer, () => {
      writeRun(writer, after, entries);
    });
  }
  return written(writer);
}

/** Reads the parts of a row, whether sealed or not; their runs are parts of `row`. */
export function readParts(row: Uint8Array): Part[] {
  const text = Buffer.from(row.buffer, row.byteOffset, row.length);
  const decoder = decoding.createDecoder(row);
  decoder.pos = sealBytes;
  const parts: Part[] = [];
  while (decoding.hasContent(decoder)) {
    const from = decoder.pos;
    const nameLength = decoding.readVarUint(decoder);
    const room = text.toString('latin1', decoder.pos, (decoder.pos += nameLength));
    const epoch = decoding.readVarUint(decoder);
    const to = decoder.pos + 4 + text.readUInt32BE(decoder.pos);
    if (to > row.length) throw new Error('cut off');
    const run = row.subarray(decoder.pos + 4, to);
    decoder.pos += 4;
    const { count, before } = readRunHead(decoder);
    decoder.pos = to;
    parts.push({ room, epoch, after: before, count, run, from, to });
  }
  return parts;
}

/** The sealed row with these of its parts only. */
export function sealParts(row: Uint8Array, kept: readonly Part[]): Uint8Array {
  const first = sealBytes;
  const length = kept.reduce((sum, part) => sum + part.to - part.from, first);
  if (length === row.length) return sealed(row);
  const rest = new Uint8Array(length);
  let end = first;
  for (const { from, to } of kept) {
    rest.set(row.subarray(from, to), end);
    end += to - from;
  }
  return sealed(rest);
}
