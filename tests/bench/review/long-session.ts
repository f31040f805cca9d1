/** A session of fifty minutes and 30,000 log entries, as it lies there before somebody ends it. */
import { systemChance } from '../../../server/ids.ts';
import type { LogBatch, LogEntry } from '../../../server/storage/room-store.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import { createStores } from '../../../server/storage/stores.ts';
import type { SessionEvent } from '../../../shared/session/events.ts';
import { seats } from '../load/loads.ts';
import { recordRoom, updateIn } from '../load/recording.ts';
import type { PlannedRoom } from '../peers/kinbridge-rooms.ts';

export const longSession = { entries: 30_000, minutes: 50 } as const;

const minuteMs = 60_000;
/** Batches in one transaction, each of one entry, as when a single room is running. */
const appendsAtOnce = 200;

/** Edits of four people over the whole session: notes, strokes, moves and what is typed. */
function drawn(people: PlannedRoom['people']) {
  const forMs = longSession.minutes * minuteMs;
  const editsPerSecond = (longSession.entries / seats.length / forMs) * 1_000 * 1.02;
  const recording = recordRoom({ load: { editsPerSecond }, room: 0, people, forMs });
  return { ...recording, edits: recording.edits.slice(0, longSession.entries) };
}

/** @returns bytes of ink in its log */
export async function fillLongSession(dataDir: string, room: PlannedRoom): Promise<number> {
  const { session, people, guests } = room;
  const storage = await openSqlite(dataDir);
  const { rooms } = createStores({ ...storage, chance: systemChance });
  const { clientIds, edits } = drawn(people);
  const by = seats.map((seat) => people[seat]);
  for (const [at, person] of by.entries()) {
    await rooms.claimClientId(session, clientIds[at] ?? 0, person);
  }
  const owned = await rooms.own(session);
  if (!owned) throw new Error('there is no such room');
  const openedAt = Date.now() - longSession.minutes * minuteMs;
  const arriving = guests.map(({ id }) => id);
  const events: readonly SessionEvent[] = [
    { kind: 'opened', session: 'joint', arriving, leaving: arriving, step: 'board' },
    ...arriving.map((person) => ({ kind: 'let-in', person }) as const),
  ];
  const entries: readonly Omit<LogEntry, 'seq'>[] = [
    ...events.map((event) => ({
      ...{ at: openedAt, by: people.therapist, kind: 'decision' as const, zone: null },
      bytes: new TextEncoder().encode(JSON.stringify(event)),
    })),
    ...edits.map(({ seat, atMs, frame }) => ({
      ...{ at: Math.floor(openedAt + atMs), by: by[seat] ?? null, kind: 'ink' as const },
      ...{ zone: 'joint' as const, bytes: updateIn(frame) },
    })),
  ];
  const batches = entries.map((entry, at): LogBatch => {
    const after = owned.head + at;
    const state = { state: 'held', openedAt } as const;
    return {
      room: session,
      after,
      epoch: owned.epoch,
      entries: [{ ...entry, seq: after + 1 }],
      state,
    };
  });
  for (let from = 0; from < batches.length; from += appendsAtOnce) {
    await rooms.append(batches.slice(from, from + appendsAtOnce));
  }
  await storage.close();
  return entries.reduce((sum, { kind, bytes }) => sum + (kind === 'ink' ? bytes.length : 0), 0);
}
