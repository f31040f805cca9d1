import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ownZone } from '../../shared/board/zone.ts';
import { personId } from '../../shared/ids.ts';
import { createEntryReader, packSegment } from './log-codec.ts';
import type { LogEntry } from './room-store.ts';

const maya = v.parse(personId, '0197a3c0-0000-7000-8000-000000000001');
const daniel = v.parse(personId, '0197a3c0-0000-7000-8000-000000000002');
const entries: readonly LogEntry[] = [
  { seq: 3, at: 2 ** 45, by: maya, kind: 'ink', zone: 'joint', bytes: new Uint8Array([1, 2, 255]) },
  { seq: 4, at: 0, by: null, kind: 'decision', zone: null, bytes: new Uint8Array(300).fill(7) },
  {
    seq: 2 ** 40,
    at: 2 ** 44,
    by: daniel,
    kind: 'ink',
    zone: ownZone(maya),
    bytes: new Uint8Array(),
  },
];

function read(bytes: Uint8Array, from = 3, to = 2 ** 40): readonly LogEntry[] {
  const found: LogEntry[] = [];
  createEntryReader().segment(found, bytes, from, to);
  return found;
}

test('[L1] entries are read as they were packed, whatever their numbers and times', () => {
  expect(read(packSegment(entries))).toEqual(entries);
});

test('[L6] a segment with any one bit changed is refused', () => {
  const whole = packSegment(entries);
  for (let at = 0; at < whole.length * 8; at += 1) {
    const damaged = whole.slice();
    damaged[at >> 3] = (damaged[at >> 3] ?? 0) ^ (1 << (at & 7));
    expect(() => read(damaged), `bit ${at}`).toThrow();
  }
});

test('[L6] a segment cut off anywhere, or kept as another stretch of the log, is refused', () => {
  const whole = packSegment(entries);
  for (let length = 0; length < whole.length; length += 1) {
    expect(() => read(whole.subarray(0, length)), `${length} bytes`).toThrow();
  }
  expect(() => read(whole, 2)).toThrow();
  expect(() => read(whole, 3, 4)).toThrow();
});

test('[L6] a segment that begins before the one behind it has ended is refused', () => {
  const found: LogEntry[] = [];
  const reader = createEntryReader();
  const [first] = entries;
  if (!first) throw new Error('no entry');
  reader.segment(found, packSegment([first]), 3, 3);
  expect(() => reader.segment(found, packSegment([first]), 3, 3)).toThrow('out of order');
});
