/** Writes recorded sessions into rooms' logs by the store's own interface, as if they had been drawn. */
import { systemChance } from '../../../server/ids.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import type { LogBatch, RoomStore } from '../../../server/storage/room-store.ts';
import { createStores } from '../../../server/storage/stores.ts';
import { seats } from '../load/loads.ts';
import { updateIn, type RoomRecording } from '../load/recording.ts';
import type { PlannedRoom } from '../peers/kinbridge-rooms.ts';

interface Filled {
  readonly room: PlannedRoom;
  readonly recording: RoomRecording;
}

/** Appends in one transaction. Each holds one entry, as when a single room is running. */
const appendsAtOnce = 200;

export async function fillLogs(dataDir: string, all: readonly Filled[]): Promise<void> {
  const storage = await openSqlite(dataDir);
  try {
    const { rooms } = createStores({ ...storage, chance: systemChance });
    for (const one of all) await fill(rooms, one);
  } finally {
    await storage.close();
  }
}

async function fill(store: RoomStore, { room, recording }: Filled): Promise<void> {
  const { session, people } = room;
  const by = seats.map((seat) => people[seat]);
  for (const [seat, person] of by.entries()) {
    await store.claimClientId(session, recording.clientIds[seat] ?? 0, person);
  }
  const owned = await store.own(session);
  if (!owned) throw new Error('there is no such room');
  const beganAt = Date.now() - 3_600_000;
  const batches = recording.edits.map(({ seat, atMs, frame }, at): LogBatch => {
    const after = owned.head + at;
    const entry = {
      seq: after + 1,
      at: Math.floor(beganAt + atMs),
      by: by[seat] ?? null,
      kind: 'ink',
      zone: 'joint',
      bytes: updateIn(frame),
    } as const;
    // The row says "planned" so that the server does not load the room when it starts; the log goes on
    // to say that it was opened and held.
    const state = { state: 'planned' } as const;
    return { room: session, after, epoch: owned.epoch, entries: [entry], state };
  });
  for (let from = 0; from < batches.length; from += appendsAtOnce) {
    const outcomes = await store.append(batches.slice(from, from + appendsAtOnce));
    if (outcomes.some((one) => one !== 'appended')) throw new Error('the log could not be filled');
  }
}
