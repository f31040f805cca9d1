/** One load at one peer, from the start of its process to its end. */
import { atOnce } from '../peers/at-once.ts';
import type { Memory } from '../peers/child.ts';
import type { Peer, RunningPeer } from '../peers/peer.ts';
import type { Latencies, Tally } from './arrivals.ts';
import type { Load } from './loads.ts';
import { createMeter, usedBetween, type Used } from './meter.ts';
import { momentsOf } from './moments.ts';
import type { People, RoomRecording } from './recording.ts';
import { replay, type Replayed } from './replay.ts';
import { drawRoom, type DrawnRoom } from './room.ts';

/** Milliseconds before the window: compilers and caches warm up. */
export const warmUpMs = 6_000;

export interface Measured extends Used {
  readonly peer: string;
  readonly load: Load;
  readonly sent: Replayed;
  readonly latencies: Latencies;
  /** Over the whole run; and what was on its way when sending stopped. */
  readonly tally: Tally;
  /** Edits whose author had to wait for what others had drawn, over the whole run. */
  readonly heldBack: number;
  readonly onItsWay: number;
  readonly memory: { readonly before: Memory; readonly after: Memory };
  /** Rooms whose four documents were compared, and what was found wrong anywhere. */
  readonly compared: number;
  readonly wrong: readonly string[];
  readonly remarks: readonly string[];
}

interface MeasureParts {
  readonly peer: Peer;
  readonly load: Load;
  readonly seconds: number;
  /** The edits to send: the same for every peer once they are made. */
  readonly recordingsFor: (people: readonly People[], forMs: number) => readonly RoomRecording[];
}

const roomsAtOnce = 8;
/** Milliseconds after sending has stopped until what has not arrived counts as lost. */
const drainWithinMs = 10_000;
/** One room in so many keeps all it gets, and its documents are compared in the end. */
const comparedOneIn = 10;

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
  const latencies: Latencies = {
    fromFamilyToTherapist: [],
    fromFamilyToFamily: [],
    fromTherapist: [],
  };
  let measuredFrom = Infinity;
  const before = await running.child.memory();
  const rooms = await atOnce(roomsAtOnce, load.rooms, async (room) => {
    const recording = recordings[room];
    if (!recording) throw new Error(`room ${String(room)} has no recording`);
    return drawRoom({
      addresses: await running.open(room, recording.clientIds),
      recording,
      latencies,
      counts: (sentAtMs) => sentAtMs >= measuredFrom,
      keeps: room % comparedOneIn === 0,
    });
  });
  const moments = momentsOf(load, recordings, toMs);
  global.gc?.();

  const meter = createMeter(running.child, rooms);
  const sent = await replay({
    moments,
    rooms,
    marks: [
      {
        atMs: warmUpMs,
        read(atMs) {
          measuredFrom = atMs;
          return meter.read(atMs);
        },
      },
      // What a room holds must not depend on how long a peer happens to be measured.
      { atMs: warmUpMs + commonMs, read: () => running.child.memory() },
      { atMs: toMs, read: meter.read },
    ],
  });
  const heldBack = rooms.reduce((total, room) => total + room.stop(), 0);
  const onItsWay = missing(rooms);
  await drained(rooms);
  const [begun, after, ended] = sent.read;
  const measured: Measured = {
    ...usedBetween(begun, ended),
    peer: peer.name,
    load,
    sent,
    latencies,
    tally: tallyOf(rooms),
    heldBack,
    onItsWay,
    memory: { before, after: await after },
    ...verdictOn(rooms),
    remarks: running.remarks(),
  };
  for (const room of rooms) room.leave();
  return measured;
}

function verdictOn(rooms: readonly DrawnRoom[]): Pick<Measured, 'compared' | 'wrong'> {
  const closed = rooms.flatMap((room) => room.links.flatMap((link) => link.closed() ?? []));
  const lost = missing(rooms);
  const compared = rooms.filter((_, at) => at % comparedOneIn === 0);
  const verdicts = compared.map((room) => room.verdict());
  const wrong = [
    ...(closed.length > 0 ? [`${closed.length} links were closed: ${closed[0] ?? ''}`] : []),
    ...(lost > 0 ? [`${lost} edits never arrived`] : []),
    ...verdicts.flatMap((one) => ('differs' in one ? [one.differs] : [])),
  ];
  return { compared: compared.length, wrong };
}

function tallyOf(rooms: readonly DrawnRoom[]): Tally {
  const total = { sent: 0, due: 0, arrived: 0, outOfOrder: 0 };
  for (const room of rooms) {
    const one = room.tally();
    total.sent += one.sent;
    total.due += one.due;
    total.arrived += one.arrived;
    total.outOfOrder += one.outOfOrder;
  }
  return total;
}

function missing(rooms: readonly DrawnRoom[]): number {
  const { due, arrived } = tallyOf(rooms);
  return due - arrived;
}

async function drained(rooms: readonly DrawnRoom[]): Promise<void> {
  const end = performance.now() + drainWithinMs;
  while (missing(rooms) > 0 && performance.now() < end) {
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
