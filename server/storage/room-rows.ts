/** What rows about rooms say, as the contract of room-store.ts puts it; from either database. */
import * as v from 'valibot';
import { completed } from '../../shared/board/board-doc.ts';
import type { Item } from '../../shared/board/item.ts';
import { zoneName } from '../../shared/board/zone-name.ts';
import { personId, therapistId, type ParticipantId, type SessionId } from '../../shared/ids.ts';
import type { Draft } from '../../shared/exercise/draft.ts';
import type { DraftRow, PackedLog, SavedRow, SnapshotRow } from './log-calls.ts';
import { createEntryReader, DamagedLog } from './log-codec.ts';
import type { LogBatch, LogEntry, SavedZone, Snapshot } from './room-store.ts';

export const participant = v.union([personId, therapistId]);

export const readClientIds = (
  rows: readonly { client_id: number; participant_id: string }[],
): ReadonlyMap<number, ParticipantId> =>
  new Map(rows.map((row) => [row.client_id, v.parse(participant, row.participant_id)]));

export const readDraft = ({ person_id, ...draft }: DraftRow): Draft => ({
  ...draft,
  person: v.parse(personId, person_id),
});

export const readSaved = ({ zone, items }: SavedRow): SavedZone => ({
  zone: v.parse(zoneName, zone),
  // Written by a version before this one, which may have known fewer fields.
  items: (JSON.parse(items) as readonly Item[]).map(completed),
});

/** @param rows of one snapshot */
export function readSnapshot(rows: readonly SnapshotRow[]): Snapshot | null {
  const [first] = rows;
  if (!first) return null;
  // Yjs keeps views of what it reads, and drivers hand out slices of shared memory.
  const zones = rows.map(({ zone, state }) => ({
    zone: v.parse(zoneName, zone),
    state: new Uint8Array(state),
  }));
  return { seq: first.seq, zones };
}

/** @throws DamagedLog when anything is wrong with any of it. */
export function readLog(room: SessionId, after: number, { bytes, spans }: PackedLog): LogEntry[] {
  const entries: LogEntry[] = [];
  const reader = createEntryReader();
  let start = 0;
  try {
    for (const { from, to, length } of spans) {
      reader.segment(entries, bytes.subarray(start, start + length), from, to);
      start += length;
    }
  } catch (cause) {
    throw new DamagedLog(`of session ${room}`, cause);
  }
  // A segment may begin before what was asked for.
  const first = entries.findIndex((entry) => entry.seq > after);
  return first === 0 ? entries : first === -1 ? [] : entries.slice(first);
}

/** @throws when the entries of a batch do not follow on each other. */
export function assertInOrder({ after, entries }: LogBatch): void {
  for (const [at, entry] of entries.entries()) {
    if (entry.seq !== after + at + 1) {
      throw new Error('[L1] the entries of a batch must follow on each other');
    }
  }
}
