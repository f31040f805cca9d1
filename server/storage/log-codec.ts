/**
 * How entries of a log are packed into bytes.
 *
 *     segment := version:uint8  crc32(the rest):uint32  run*
 *     run     := count:varUint  before:varUint  at:varUint  names:varUint  name*  entry*
 *     name    := length:varUint  ASCII
 *     entry   := (missing << 1 | is ink):varUint  sinceLast:varUint  by:varUint  zone:varUint
 *                length:varUint  bytes
 *
 * `before` is the `seq` before the run, `missing` how many numbers are left out before an entry (the
 * deleted ink of a closed room). `sinceLast` are milliseconds in zigzag: clocks go back at times. `by`
 * and `zone` are places in the names, from 1; 0 is nobody or none. A run can be read by itself, so runs
 * are put together without being read.
 */
import { crc32 } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import * as v from 'valibot';
import { zoneNamed, type Zone } from '../../shared/board/zone-name.ts';
import { personId, therapistId, type ParticipantId } from '../../shared/ids.ts';
import {
  createByteWriter,
  writeBytes,
  writeName,
  writeVarUint,
  written,
  type ByteWriter,
} from './byte-writer.ts';
import type { LogEntry } from './room-store.ts';

const version = 1;
/** Bytes of a segment before its runs. */
export const sealBytes = 5;

/** What is stored can't be read; nothing of it was handed out. */
export class DamagedLog extends Error {
  override readonly name = 'DamagedLog';
  constructor(whose: string, cause?: unknown) {
    super(`The log ${whose} is damaged.`, { cause });
  }
}

/** @param entries with ascending numbers above `before` */
export function writeRun(writer: ByteWriter, before: number, entries: readonly LogEntry[]): void {
  const names: string[] = []; // Few: to look through them is faster than to hash.
  for (const { by, zone } of entries) {
    if (by !== null && !names.includes(by)) names.push(by);
    if (zone !== null && !names.includes(zone)) names.push(zone);
  }
  let seq = before;
  let at = entries[0]?.at ?? 0;
  writeVarUint(writer, entries.length);
  writeVarUint(writer, seq);
  writeVarUint(writer, at);
  writeVarUint(writer, names.length);
  for (const name of names) writeName(writer, name);
  for (const entry of entries) {
    const since = entry.at - at;
    writeVarUint(writer, (entry.seq - seq - 1) * 2 + (entry.kind === 'ink' ? 1 : 0));
    writeVarUint(writer, since < 0 ? -since * 2 - 1 : since * 2);
    writeVarUint(writer, entry.by === null ? 0 : names.indexOf(entry.by) + 1);
    writeVarUint(writer, entry.zone === null ? 0 : names.indexOf(entry.zone) + 1);
    writeVarUint(writer, entry.bytes.length);
    writeBytes(writer, entry.bytes);
    ({ seq, at } = entry);
  }
}

/** Makes a segment of runs, in order. */
export function seal(runs: readonly Uint8Array[]): Uint8Array {
  const length = runs.reduce((sum, run) => sum + run.length, sealBytes);
  const segment = new Uint8Array(length);
  let end = sealBytes;
  for (const run of runs) {
    segment.set(run, end);
    end += run.length;
  }
  return sealed(segment);
}

/** Writes version and checksum into the first bytes of what has room for them there. */
export function sealed<Bytes extends Uint8Array>(segment: Bytes): Bytes {
  segment[0] = version;
  new DataView(segment.buffer, segment.byteOffset).setUint32(1, crc32(segment.subarray(sealBytes)));
  return segment;
}

/** @throws when the bytes are not what was sealed. */
export function unsealed(segment: Uint8Array): Uint8Array {
  if (segment[0] !== version) throw new Error('bytes of an unknown version');
  const sum = new DataView(segment.buffer, segment.byteOffset, segment.length).getUint32(1);
  const rest = segment.subarray(sealBytes);
  if (crc32(rest) !== sum) throw new Error('the checksum does not match');
  return rest;
}

/** A writer that has room for the seal at its beginning. */
export const beginSealed = (writer: ByteWriter): void => {
  writer.end = sealBytes;
};

export function packSegment(
  entries: readonly LogEntry[],
  writer: ByteWriter = createByteWriter(),
): Uint8Array<ArrayBuffer> {
  beginSealed(writer);
  writeRun(writer, (entries[0]?.seq ?? 1) - 1, entries);
  return sealed(written(writer));
}

/** The beginning of a run: which numbers it may hold. */
export function readRunHead(decoder: decoding.Decoder): { count: number; before: number } {
  return { count: decoding.readVarUint(decoder), before: decoding.readVarUint(decoder) };
}

export interface EntryReader {
  /**
   * Adds what a row holds to `entries`. The entries' bytes are parts of `bytes`.
   * @throws when anything at all is wrong with it.
   */
  segment(entries: LogEntry[], bytes: Uint8Array, from: number, to: number): void;
  /** The same for bare runs, one after the other. */
  runs(entries: LogEntry[], bytes: Uint8Array): void;
}

/** The names of a run, each made sure of when it is first used. */
interface Names {
  readonly names: readonly string[];
  readonly participants: (ParticipantId | undefined)[];
  readonly zones: (Zone | undefined)[];
}

/** Reads names once, however many runs repeat them. */
export function createEntryReader(): EntryReader {
  const known = new Map<string, Names>();

  function readNames(decoder: decoding.Decoder): Names {
    const { arr } = decoder;
    const text = Buffer.from(arr.buffer, arr.byteOffset, arr.length);
    const start = decoder.pos;
    const ends: number[] = [];
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const length = decoding.readVarUint(decoder);
      ends.push(decoder.pos, (decoder.pos += length));
      if (decoder.pos > arr.length) throw new Error('cut off');
    }
    const all = text.toString('latin1', start, decoder.pos);
    const same = known.get(all);
    if (same) return same;
    const names: string[] = [];
    for (let at = 0; at < ends.length; at += 2)
      names.push(text.toString('latin1', ends[at], ends[at + 1]));
    const read = { names, participants: [], zones: [] };
    known.set(all, read);
    return read;
  }

  const participantAt = ({ names, participants }: Names, place: number): ParticipantId | null =>
    place === 0 ? null : (participants[place] ??= v.parse(participant, names[place - 1]));
  const zoneAt = ({ names, zones }: Names, place: number): Zone | null =>
    place === 0 ? null : (zones[place] ??= zoneOf(names[place - 1]));

  function readRun(entries: LogEntry[], decoder: decoding.Decoder): void {
    const end = decoder.arr.length;
    const { count, before } = readRunHead(decoder);
    let seq = before;
    let at = decoding.readVarUint(decoder);
    const names = readNames(decoder);
    for (let left = count; left > 0; left -= 1) {
      const first = decoding.readVarUint(decoder);
      seq += Math.floor(first / 2) + 1;
      const since = decoding.readVarUint(decoder);
      at += since % 2 === 1 ? -(since + 1) / 2 : since / 2;
      const by = participantAt(names, decoding.readVarUint(decoder));
      const zone = zoneAt(names, decoding.readVarUint(decoder));
      const bytes = decoding.readVarUint8Array(decoder);
      // lib0 reads on to the end of the memory behind a part of it.
      if (decoder.pos > end) throw new Error('cut off');
      entries.push({ seq, at, by, kind: first % 2 === 1 ? 'ink' : 'decision', zone, bytes });
    }
  }

  function runs(entries: LogEntry[], bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    while (decoding.hasContent(decoder)) readRun(entries, decoder);
  }

  return {
    runs,
    segment(entries, bytes, from, to) {
      const first = entries.length;
      runs(entries, unsealed(bytes));
      if (entries[first]?.seq !== from || entries.at(-1)?.seq !== to) {
        throw new Error('not the entries it is kept for');
      }
      for (let at = Math.max(first, 1); at < entries.length; at += 1) {
        if ((entries[at]?.seq ?? 0) <= (entries[at - 1]?.seq ?? 0)) throw new Error('out of order');
      }
    },
  };
}

const participant = v.union([personId, therapistId]);

function zoneOf(name: string | undefined): Zone {
  const zone = zoneNamed(name ?? '');
  if (zone === null) throw new Error('not a zone');
  return zone;
}
