/** One load at one peer, from the start of its process to its end. */
import type { Memory } from '../peers/child.ts';
import type { Peer, RunningPeer } from '../peers/peer.ts';
import type { Latencies } from './arrivals.ts';
import type { Load } from './loads.ts';
import { createMeter, usedBetween, type Used } from './meter.ts';
import { momentsOf } from './moments.ts';
import type { People, RoomRecording } from './recording.ts';
import { createReplay, type Replayed } from './replay.ts';
import { newLatencies, openRooms, settle, type Outcome } from './rooms.ts';

/** Milliseconds before the window: compilers and caches warm up. */
export const warmUpMs = 6_000;

export interface Measured extends Used, Outcome {
  readonly peer: string;
  readonly load: Load;
  readonly sent: Replayed;
  readonly latencies: Latencies;
  readonly memory: { readonly before: Memory; readonly after: Memory };
  readonly remarks: readonly string[];
}

interface MeasureParts {
  readonly peer: Peer;
  readonly load: Load;
  readonly seconds: number;
  /** The edits to send: the same for every peer once they are made. */
  readonly recordingsFor: (people: readonly People[], forMs: number) => readonly RoomRecording[];
}

export async function measure(parts: MeasureParts): Promise<Measured> {
  const running = await parts.peer.start(parts.load);
  try {
    return await measureAt(running, parts);
  } finally {
    await running.end();
  }
}

async function measureAt(running: RunningPeer, parts: MeasureParts): Promise<Measured> {
  const { load, peer } = parts;
  const commonMs = parts.seconds * 1_000;
  const toMs = warmUpMs + Math.max(commonMs, peer.leastWindowMs(load));
  const recordings = parts.recordingsFor(running.people, toMs);
  // Before the rooms: a therapist's page that is busy for two seconds does not supervise.
  const moments = momentsOf(load, recordings, toMs);
  global.gc?.();
  const latencies = newLatencies();
  let measuredFrom = Infinity;
  const before = await running.child.memory();
  const rooms = await openRooms({
    running,
    recordings,
    latencies,
    counts: (sentAtMs) => sentAtMs >= measuredFrom,
  });

  const meter = createMeter(running.child, rooms);
  const replay = createReplay({ moments, rooms });
  await replay.until(warmUpMs);
  replay.take();
  measuredFrom = performance.now();
  const begun = meter.read(measuredFrom);
  await replay.until(warmUpMs + commonMs);
  // What a room holds must not depend on how long a peer happens to be measured.
  const after = running.child.memory();
  await replay.until(toMs);
  const ended = meter.read(performance.now());
  const sent = replay.take();
  const measured: Measured = {
    ...usedBetween(begun, ended),
    ...(await settle(rooms)),
    peer: peer.name,
    load,
    sent,
    latencies,
    memory: { before, after: await after },
    remarks: running.remarks(),
  };
  for (const room of rooms) room.leave();
  return measured;
}
