/**
 * What "therapist first" costs in time: the meeting, whose therapists are 0, 50 and 200 ms there and
 * back away from the server, on both of their links; everybody else is near. One server, one load, a
 * window for each way.
 */
import { freePort } from '../../support/process.ts';
import { startKinbridge, type RunningKinbridge } from '../peers/kinbridge.ts';
import { startSlowLine, type SlowLine } from '../peers/slow-line.ts';
import type { Latencies } from './arrivals.ts';
import { loads } from './loads.ts';
import { warmUpMs } from './measure.ts';
import { createMeter, usedBetween, type Used } from './meter.ts';
import { momentsOf } from './moments.ts';
import { recordRoom } from './recording.ts';
import { createReplay, type Replayed } from './replay.ts';
import { newLatencies, openRooms, settle, type Outcome } from './rooms.ts';

/** Milliseconds there and back. */
export const roundTripsMs = [0, 50, 200] as const;

export interface RoundTrip {
  readonly roundTripMs: number;
  /** From a therapist's question over Socket.IO to its answer: what the way really takes. */
  readonly askedMs: readonly number[];
  readonly latencies: Latencies;
  readonly used: Used;
  readonly sent: Replayed;
}

export interface RoundTrips extends Outcome {
  readonly ways: readonly RoundTrip[];
  readonly remarks: readonly string[];
}

const load = loads.meeting;
/** Milliseconds of drawing before a window, so that all in it goes over its way. */
const beforeMs = 1_000;
/** Milliseconds of drawing after it, in which what was sent in it arrives. */
const afterMs = 1_500;

interface RoundTripsAsked {
  /** Of each window. */
  readonly seconds: number;
  readonly profileDir: string | null;
}

export async function measureRoundTrips(asked: RoundTripsAsked): Promise<RoundTrips> {
  const port = await freePort();
  const line = await startSlowLine(port);
  try {
    const { profileDir } = asked;
    const running = await startKinbridge(load, { profileDir, port, therapistsUrl: line.url });
    try {
      return await measureAt(running, line, asked.seconds * 1_000);
    } finally {
      await running.end();
    }
  } finally {
    await line.end();
  }
}

async function measureAt(
  running: RunningKinbridge,
  line: SlowLine,
  windowMs: number,
): Promise<RoundTrips> {
  const forMs = warmUpMs + roundTripsMs.length * (beforeMs + windowMs + afterMs);
  const recordings = running.people.map((people, room) =>
    recordRoom({ load, room, people, forMs }),
  );
  const moments = momentsOf(load, recordings, forMs);
  global.gc?.();
  const latencies = newLatencies();
  let [from, to] = [Infinity, Infinity];
  const counts = (sentAtMs: number): boolean => sentAtMs >= from && sentAtMs < to;
  const rooms = await openRooms({ running, recordings, latencies, counts });
  const replay = createReplay({ moments, rooms });
  const meter = createMeter(running.child, rooms);
  const ways: RoundTrip[] = [];
  let untilMs = warmUpMs;
  for (const roundTripMs of roundTripsMs) {
    line.takes(roundTripMs);
    await replay.until((untilMs += beforeMs));
    replay.take();
    [from, to] = [performance.now(), Infinity];
    const begun = meter.read(from);
    const going = replay.until((untilMs += windowMs));
    const askedMs = await askAll(running);
    await going;
    to = performance.now();
    const used = usedBetween(begun, meter.read(to));
    const sent = replay.take();
    await replay.until((untilMs += afterMs));
    ways.push({ roundTripMs, askedMs, used, sent, latencies: taken(latencies) });
  }
  const outcome = await settle(rooms);
  for (const room of rooms) room.leave();
  return { ...outcome, ways, remarks: running.remarks() };
}

/** What each therapist's page gets for an answer to, over Socket.IO, one after the other. */
async function askAll(running: RunningKinbridge): Promise<readonly number[]> {
  const tookMs: number[] = [];
  for (const room of running.rooms.keys()) {
    const beganAt = performance.now();
    await running.pages(room).therapist.up({ kind: 'echo' });
    tookMs.push(performance.now() - beganAt);
  }
  return tookMs;
}

/** What was measured so far; it begins anew. */
const taken = (latencies: Latencies): Latencies => ({
  fromFamilyToTherapist: latencies.fromFamilyToTherapist.splice(0),
  fromFamilyToFamily: latencies.fromFamilyToFamily.splice(0),
  fromTherapist: latencies.fromTherapist.splice(0),
});
