/**
 * Rooms that are all busy, in one of which at a time a therapist presses Hold: first in each in turn,
 * then in one that its child and its parent have open in Chromium as well.
 */
import { nowMs, openFamilyPages, type FamilyPages } from '../peers/family-page.ts';
import { startKinbridge, type RunningKinbridge } from '../peers/kinbridge.ts';
import { createChance, type Chance } from './chance.ts';
import { loads } from './loads.ts';
import { warmUpMs } from './measure.ts';
import { createMeter, usedBetween, type Used } from './meter.ts';
import { momentsOf } from './moments.ts';
import { pressHold, type Press } from './presses.ts';
import { recordRoom } from './recording.ts';
import { createReplay } from './replay.ts';
import type { DrawnRoom } from './room.ts';
import { newLatencies, openRooms, settle, type Outcome } from './rooms.ts';

/** Some presses, and what the machine did meanwhile. */
export interface Round<One> {
  readonly presses: readonly One[];
  readonly used: Used;
  /** By how many milliseconds the generator was late with what it had to send. */
  readonly lateMs: readonly number[];
}

export interface PaintedPress extends Press {
  /** From the press until the cover was painted on the last of the pages. */
  readonly paintedMs: number;
}

export interface Holds extends Outcome {
  readonly inTurn: Round<Press>;
  readonly painted: Round<PaintedPress>;
  /** How far the clocks of the pages were ahead of the generator's. */
  readonly clocksAheadMs: readonly number[];
  readonly remarks: readonly string[];
}

interface HoldsAsked {
  /** Seconds of pressing in turn, and of pressing in the room that is in Chromium. */
  readonly inTurnSeconds: number;
  readonly paintedSeconds: number;
  readonly profileDir: string | null;
}

const load = loads.meeting;
/** Milliseconds of drawing between a room's being back and the next press: this, or up to twice as long. */
const pauseMs = 75;
const paintedPauseMs = 300;
/** Milliseconds that Chromium and its pages may take to be there. */
const chromiumMs = 10_000;
/** Room and guests that are in Chromium: the child and the parent. */
const watchedRoom = 0;
const watchedGuests = [0, 1];

export async function pressHolds(asked: HoldsAsked): Promise<Holds> {
  const running = await startKinbridge(load, { profileDir: asked.profileDir });
  try {
    return await pressAt(running, asked);
  } finally {
    await running.end();
  }
}

async function pressAt(running: RunningKinbridge, asked: HoldsAsked): Promise<Holds> {
  const inTurnUntil = warmUpMs + asked.inTurnSeconds * 1_000;
  const paintedUntil = inTurnUntil + chromiumMs + asked.paintedSeconds * 1_000;
  const recordings = running.people.map((people, room) =>
    recordRoom({ load, room, people, forMs: paintedUntil }),
  );
  const moments = momentsOf(load, recordings, paintedUntil);
  global.gc?.();
  const rooms = await openRooms({
    running,
    recordings,
    latencies: newLatencies(),
    counts: () => false,
  });
  const replay = createReplay({ moments, rooms });
  const meter = createMeter(running.child, rooms);
  const chance = createChance(1);

  async function round<One>(untilMs: number, press: () => Promise<One>): Promise<Round<One>> {
    const presses: One[] = [];
    const going = { isOver: false };
    replay.take();
    const begun = meter.read(performance.now());
    const sending = replay.until(untilMs).then(() => (going.isOver = true));
    while (!going.isOver) presses.push(await press());
    await sending;
    const used = usedBetween(begun, meter.read(performance.now()));
    return { presses, used, lateMs: replay.take().lateMs };
  }

  await replay.until(warmUpMs);
  const inTurn = await round(inTurnUntil, pressesInTurn(running, rooms, chance));
  const pages = await during(replay.until(inTurnUntil + chromiumMs), () => openPages(running));
  try {
    const painted = await round(paintedUntil, pressesPainted({ running, rooms, chance, pages }));
    const clocksAheadMs = await pages.clocksAheadMs();
    const outcome = await settle(rooms);
    for (const room of rooms) room.leave();
    return { ...outcome, inTurn, painted, clocksAheadMs, remarks: running.remarks() };
  } finally {
    await pages.close();
  }
}

async function during<T>(going: Promise<void>, work: () => Promise<T>): Promise<T> {
  const [done] = await Promise.all([work(), going]);
  return done;
}

function roomAt(rooms: readonly DrawnRoom[], at: number): DrawnRoom {
  const room = rooms[at];
  if (!room) throw new Error(`there is no room ${String(at)}`);
  return room;
}

const pause = (leastMs: number, chance: Chance): Promise<void> =>
  new Promise((resume) => setTimeout(resume, leastMs * (1 + chance.next())));

function pressesInTurn(
  running: RunningKinbridge,
  rooms: readonly DrawnRoom[],
  chance: Chance,
): () => Promise<Press> {
  let pressed = 0;
  return async () => {
    await pause(pauseMs, chance);
    const at = pressed % rooms.length;
    pressed += 1;
    return pressHold({ room: roomAt(rooms, at), pages: running.pages(at) });
  };
}

function openPages(running: RunningKinbridge): Promise<FamilyPages> {
  const guests = running.rooms[watchedRoom]?.guests ?? [];
  return openFamilyPages(watchedGuests.flatMap((at) => guests[at] ?? []));
}

interface PaintedParts {
  readonly running: RunningKinbridge;
  readonly rooms: readonly DrawnRoom[];
  readonly chance: Chance;
  readonly pages: FamilyPages;
}

function pressesPainted({ running, rooms, chance, pages }: PaintedParts) {
  return async (): Promise<PaintedPress> => {
    await pause(paintedPauseMs, chance);
    const covered = pages.next('cover');
    const pressedAt = nowMs();
    let paintedAt = Infinity;
    const back: Promise<number>[] = [];
    const press = await pressHold({
      room: roomAt(rooms, watchedRoom),
      pages: running.pages(watchedRoom),
      async whileHeld() {
        paintedAt = await covered;
        back.push(pages.next('board'));
      },
    });
    await Promise.all(back);
    return { ...press, paintedMs: paintedAt - pressedAt };
  };
}
