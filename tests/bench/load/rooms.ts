/** All rooms of a running load: opened, waited for until everything has arrived, and judged. */
import { atOnce } from '../peers/at-once.ts';
import type { RunningPeer } from '../peers/peer.ts';
import type { Latencies, Tally } from './arrivals.ts';
import type { RoomRecording } from './recording.ts';
import { drawRoom, type DrawnRoom } from './room.ts';

const roomsAtOnce = 8;
/** Milliseconds after sending has stopped until what has not arrived counts as lost. */
const drainWithinMs = 10_000;
/** One room in so many keeps all it gets, and its documents are compared in the end. */
const comparedOneIn = 10;

export const newLatencies = (): Latencies => ({
  fromFamilyToTherapist: [],
  fromFamilyToFamily: [],
  fromTherapist: [],
});

interface RoomsParts {
  readonly running: RunningPeer;
  readonly recordings: readonly RoomRecording[];
  readonly latencies: Latencies;
  readonly counts: (sentAtMs: number) => boolean;
}

export const openRooms = (parts: RoomsParts): Promise<DrawnRoom[]> =>
  atOnce(roomsAtOnce, parts.recordings.length, async (room) => {
    const recording = parts.recordings[room];
    if (!recording) throw new Error(`room ${String(room)} has no recording`);
    return drawRoom({
      addresses: await parts.running.open(room, recording.clientIds),
      recording,
      latencies: parts.latencies,
      counts: parts.counts,
      keeps: room % comparedOneIn === 0,
    });
  });

/** What became of it all once sending has stopped. */
export interface Outcome {
  /** Over the whole run; and what was on its way when sending stopped. */
  readonly tally: Tally;
  readonly onItsWay: number;
  /** Edits whose author had to wait, for what others had drawn or for the room; over the whole run. */
  readonly heldBack: number;
  /** Rooms whose four documents were compared, and what was found wrong anywhere. */
  readonly compared: number;
  readonly wrong: readonly string[];
}

/** Waits for what is on its way, and compares the boards. Everybody stays. */
export async function settle(rooms: readonly DrawnRoom[]): Promise<Outcome> {
  const heldBack = rooms.reduce((total, room) => total + room.stop(), 0);
  const onItsWay = missing(rooms);
  const end = performance.now() + drainWithinMs;
  while (missing(rooms) > 0 && performance.now() < end) {
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return { tally: tallyOf(rooms), onItsWay, heldBack, ...verdictOn(rooms) };
}

function verdictOn(rooms: readonly DrawnRoom[]): Pick<Outcome, 'compared' | 'wrong'> {
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
