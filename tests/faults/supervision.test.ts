import * as v from 'valibot';
import * as Y from 'yjs';
import { afterEach, expect, test } from 'vitest';
import { sessionEvent } from '../../shared/session/events.ts';
import { boardMessage, closeCode } from '../../shared/wire/protocol.ts';
import { heartbeatEveryMs, heartbeatMissedAfterMs } from '../../server/session/session-socket.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { marksOf } from '../support/drawing-hands.ts';
import { aColleague } from '../support/colleague.ts';
import { aWorker, type Worker } from '../support/family-at-work.ts';
import { Browser, InkPage, RoomPage, until } from '../support/outsider.ts';
import { createPassingInk, type PassingInk } from '../support/passing-ink.ts';
import { aPractice, done, password, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';
import {
  createTappedLine,
  type TappedConnection,
  type TappedLine,
} from '../support/tapped-line.ts';
import { startTherapist, type TherapistProcess } from '../support/therapist-page.ts';
import { opcodes, type WireFrame } from '../support/websocket-frames.ts';

/** Pieces of others that reach the family before anything breaks, so that there is something to cut. */
const enoughPieces = 40;
/** Milliseconds: two seconds of silence, and the look that notices them, a quarter of a second later. */
const silentPageMs = 2_250;
/** Milliseconds that a machine with other work may be late. */
const busyMs = 1_500;
/** Milliseconds after which the server has closed the lines of a page that sleeps, see its heartbeat. */
const linesGivenUpAfterMs = heartbeatEveryMs + heartbeatMissedAfterMs + 500;
/** Visits to the board that each page makes in vain while the room is held. */
const enoughVisits = 6;

interface Therapist {
  readonly line: TappedLine;
  readonly process: TherapistProcess;
}
interface Room {
  readonly server: Kinbridge;
  readonly practice: Practice;
  readonly passing: PassingInk;
  readonly okafor: Therapist;
  readonly family: readonly [Worker, Worker];
}

let clear: (() => unknown)[] = [];
/** Whether the acknowledgements of therapists' pages stay on their lines. */
let isKeepingBack = false;
afterEach(async () => {
  isKeepingBack = false;
  for (const undo of clear.reverse()) await undo();
  clear = [];
});

function aProcess(): TherapistProcess {
  const process = startTherapist();
  clear.push(() => {
    process.wake();
    return process.kill();
  });
  return process;
}

const isWord = ({ plane }: TappedConnection, { opcode, payload }: WireFrame): boolean =>
  plane === 'board' && opcode === opcodes.binary && payload[0] === boardMessage.seen;

/** The process comes to the room by a line that notes what it acknowledges. */
async function comes(
  process: TherapistProcess,
  { server, practice, passing }: Pick<Room, 'server' | 'practice' | 'passing'>,
  email: string,
): Promise<Therapist> {
  const line = await createTappedLine(new URL(server.url), {
    onTold: (connection, frame) => {
      if (connection.plane === 'board') passing.told(connection, frame);
    },
    onSaid: (connection, frame) => {
      if (connection.plane === 'board') passing.said(connection, frame);
    },
    isKeptBack: (connection, frame) => isKeepingBack && isWord(connection, frame),
  });
  clear.push(line.close);
  const { session } = practice;
  await process.come({ url: line.url, origin: server.url, session, email, password });
  return { line, process };
}

/** An open room at the closest step: a therapist's process, and two of the family who are never still. */
async function aBusyRoom(): Promise<Room> {
  const process = aProcess();
  const server = await startKinbridge();
  clear.push(server.clear);
  const practice = await aPractice(server.url, { step: 'cursors' });
  const passing = createPassingInk();
  const okafor = await comes(process, { server, practice, passing }, 'okafor@example.test');
  const [maya, daniel] = [await practice.arrive('Maya'), await practice.arrive('Daniel')];
  await process.state(({ phase }) => phase === 'planned');
  expect(await process.command({ kind: 'open' })).toBeNull();
  await process.openBoard();
  for (const { id } of [maya, daniel]) {
    expect(await process.command({ kind: 'let-in', person: id })).toBeNull();
  }
  const family = [
    aWorker(practice, maya, { passing }),
    aWorker(practice, daniel, { passing, isStock: true }),
  ] as const;
  for (const worker of family) {
    clear.push(worker.leave);
    worker.busy(true);
  }
  await passesAgain({ passing });
  return { server, practice, passing, okafor, family };
}

/** Waits until much more has passed between the two. */
async function passesAgain({ passing }: Pick<Room, 'passing'>): Promise<void> {
  const before = passing.passed().pieces;
  await until('it passes', () => passing.passed().pieces > before + enoughPieces, 20_000);
}

/** Every screen is covered and every page has come back to the board many times, and got nothing. */
async function isCoveredFor({ family }: Pick<Room, 'family'>): Promise<void> {
  for (const { page } of family) await page.familyView('cover');
  const covered = family.map(({ visits }) => visits.length);
  await until('all have tried again', () =>
    family.every(({ visits }, at) => visits.length > (covered[at] ?? 0) + enoughVisits),
  );
  for (const [at, { page, visits }] of family.entries()) {
    // All that began when the cover was there already, but the one that is under way.
    const inVain = visits.slice(covered[at], -1);
    expect(inVain.reduce((sum, visit) => sum + visit.foreignBytes(), 0)).toBe(0);
    const codes = new Set(inVain.map((visit) => visit.closed()?.code));
    expect([...codes].filter((code) => code !== closeCode.noAccess && code !== 1006)).toEqual([]);
    // On the decisions plane nothing but the cover: no name, no id and no word of anybody else.
    const [other] = family.filter((one) => one.page !== page);
    expect(page.views.at(-1)).not.toContain(other?.guest.id ?? 'nobody');
    expect(page.view?.as === 'person' && page.view.place).toBe('cover');
  }
}

/** Nobody of the family can go on without a therapist, and nobody was made one. */
async function isNobodyPromoted({ family }: Pick<Room, 'family'>): Promise<void> {
  for (const { page, guest } of family) {
    for (const command of [
      { kind: 'resume' },
      { kind: 'open' },
      { kind: 'let-in', person: guest.id },
      { kind: 'change-step', step: 'board' },
    ] as const) {
      expect(await page.command(command)).toMatchObject({ reason: 'therapist-only' });
    }
    expect(page.view?.as === 'person' && page.view.place).toBe('cover');
  }
}

/** All that both have drawn, also what they drew under the cover, is on both their boards once. */
async function bothHaveAll({ family }: Pick<Room, 'family'>): Promise<void> {
  for (const worker of family) worker.busy(false);
  const [one, other] = family;
  const upTo = ({ doc }: Worker): string => Y.encodeStateVector(doc).join();
  await until('both have the same', () => upTo(one) === upTo(other), 20_000);
  expect(marksOf(one.doc)).toEqual(marksOf(other.doc));
  for (const worker of family) {
    const twice = [...marksOf(worker.doc)].filter(([, count]) => count !== 1);
    expect(twice).toEqual([]);
  }
}

interface LoggedHold {
  readonly at: number;
  /** Entries of the family's ink between it and the next that opens the room, or the end. */
  readonly inkWhile: number;
}

/** The holds of the log, whose causes are as given; the server must have been stopped. */
async function holdsIn({ server, practice }: Room): Promise<ReadonlyMap<string, LoggedHold>> {
  for (const undo of [...clear].reverse()) if (undo !== server.clear) await undo();
  clear = [server.clear];
  await server.end();
  const storage = await openSqlite(server.dataDir);
  const entries = await storage.rooms.read(practice.session, 0);
  await storage.close();
  const holds = new Map<string, LoggedHold>();
  let now: { readonly cause: string; readonly at: number } | null = null;
  for (const entry of entries) {
    if (entry.kind === 'ink') {
      const hold = now && holds.get(now.cause);
      if (now && hold) holds.set(now.cause, { ...hold, inkWhile: hold.inkWhile + 1 });
      continue;
    }
    const event = v.parse(sessionEvent, JSON.parse(new TextDecoder().decode(entry.bytes)));
    if (event.kind === 'held') {
      now = { cause: event.cause, at: entry.at };
      holds.set(event.cause, { at: entry.at, inkWhile: 0 });
    } else if (event.kind === 'resumed') now = null;
  }
  return holds;
}

const nothingUnseen = ({ passing }: Pick<Room, 'passing'>): void => {
  expect(passing.passed().unseen).toEqual([]);
};

/** Frames with anything of others that came to the family after this moment. */
const foreignSince = ({ family }: Pick<Room, 'family'>, at: number): number =>
  family
    .flatMap(({ visits }) => visits.flatMap(({ foreignAt }) => foreignAt))
    .filter((one) => one > at).length;

test('[H7][H8] in a busy room nothing arrives whose acknowledgement is kept back, and all of it once that is let go', async () => {
  const room = await aBusyRoom();
  const { okafor, passing, family } = room;
  for (const worker of family) worker.busy(false);
  for (let round = 0; round < 8; round += 1) {
    await until('all has come that was drawn', passing.isAtRest);
    isKeepingBack = true;
    const before = passing.passed().pieces;
    for (const worker of family) worker.draw();
    await until("the therapist's page has said that it has both hands' ink and cursors", () => {
      return passing.waiting() === 4 && okafor.line.keptBack() > 0;
    });
    for (const worker of family) await worker.settled();
    expect(passing.passed().pieces).toBe(before);
    isKeepingBack = false;
    okafor.line.letGo();
    await until('all of it has come', passing.isAtRest);
    expect(passing.passed().pieces).toBeGreaterThanOrEqual(before + 4);
  }
  nothingUnseen(room);
  await bothHaveAll(room);
});

test("[H2][H4][H7] the therapist's process is killed: nothing passes that it had not acknowledged, nothing comes while the room is held, and another device goes on", async () => {
  const room = await aBusyRoom();
  const { okafor, practice, server } = room;
  await okafor.process.kill();
  await isCoveredFor(room);
  nothingUnseen(room);
  await isNobodyPromoted(room);

  const device = new Browser(server.url);
  await done(device, 'POST', '/api/sign-in', { email: 'okafor@example.test', password });
  const asked = { session: practice.session, as: 'therapist' } as const;
  const page = new RoomPage(device, asked);
  const board = new InkPage(device, { ...asked, supervises: true });
  clear.push(
    () => page.leave(),
    () => board.leave(),
  );
  const view = await page.therapistView((now) => now.phase === 'held');
  expect(view.heldBecause).toBe('supervision-lost');
  expect(view.people.map(({ place }) => place)).toEqual(['in', 'in']);
  expect(await page.command({ kind: 'resume' })).toBeNull();
  for (const worker of room.family) await worker.page.familyView('room');
  await bothHaveAll(room);

  const hold = (await holdsIn(room)).get('supervision-lost');
  expect(hold?.inkWhile).toBe(0);
});

/** One press of the page that finds the room held, and everybody goes on. */
async function goesOn(room: Room): Promise<void> {
  const { process } = room.okafor;
  const held = await process.state(({ phase, isConnected }) => phase === 'held' && isConnected);
  expect(held.heldBecause).toBe('supervision-lost');
  // What it acknowledged too late has opened nothing.
  await isCoveredFor(room);
  expect(await process.command({ kind: 'resume' })).toBeNull();
  for (const { page } of room.family) await page.familyView('room');
  await passesAgain(room);
  nothingUnseen(room);
}

/** Nothing new passes from `cutAt` on, and when a silent page is given up nothing at all. */
async function isCutSince(room: Room, cutAt: number): Promise<void> {
  await isCoveredFor(room);
  nothingUnseen(room);
  expect(foreignSince(room, cutAt + silentPageMs)).toBe(0);
}

test("[H7][H8][H4] the therapist's network goes dead without a word, then the computer sleeps for a while: from that instant nothing new passes, and one press goes on", async () => {
  const room = await aBusyRoom();
  const { line, process } = room.okafor;
  line.fallSilent();
  await isCutSince(room, Date.now());
  line.speakAgain();
  await goesOn(room);

  process.sleep();
  const sleptAt = Date.now();
  await isCutSince(room, sleptAt);
  process.wake();
  await goesOn(room);
  await bothHaveAll(room);
  const hold = (await holdsIn(room)).get('supervision-lost');
  expect(hold?.inkWhile).toBe(0);
  expect(hold?.at).toBeLessThan(sleptAt + silentPageMs + busyMs);
});

test("[H7][H8][H4] the therapist's computer sleeps until its lines are given up: nothing passes meanwhile, and on waking one press goes on", async () => {
  const room = await aBusyRoom();
  const { process } = room.okafor;
  process.sleep();
  const sleptAt = Date.now();
  await isCutSince(room, sleptAt);
  await until('its lines are given up', () => Date.now() >= sleptAt + linesGivenUpAfterMs);
  process.wake();
  await goesOn(room);
  await bothHaveAll(room);
});

test('[H3][H7][W3] the server is killed and comes back: held, and what no therapist had seen before is kept from the others until one has', async () => {
  const room = await aBusyRoom();
  const { okafor, server, passing, family } = room;
  isKeepingBack = true;
  await until('something waits', () => okafor.line.keptBack() > 0);
  await server.kill();
  const passedBefore = passing.passed().pieces;
  await server.start();
  await isCoveredFor(room);
  const state = await okafor.process.state(
    ({ phase, isConnected, isSynced }) => phase === 'held' && isConnected && isSynced,
  );
  expect(state.heldBecause).toBe('restart');
  expect(passing.passed().pieces).toBe(passedBefore);
  await isNobodyPromoted(room);

  // Its acknowledgements are still on their way: nobody goes on yet.
  expect(await okafor.process.command({ kind: 'resume' })).toMatchObject({ reason: 'ink-unseen' });
  await isCoveredFor(room);
  expect(passing.passed().pieces).toBe(passedBefore);
  isKeepingBack = false;
  okafor.line.letGo();
  while ((await okafor.process.command({ kind: 'resume' }))?.reason === 'ink-unseen');
  for (const { page } of family) await page.familyView('room');
  await passesAgain(room);
  nothingUnseen(room);
  await bothHaveAll(room);
  expect((await holdsIn(room)).get('restart')?.inkWhile).toBe(0);
});

test('[H2][H4][H7] of two therapists one is killed and nothing changes; without the other the room is held', async () => {
  const room = await aBusyRoom();
  const { okafor, practice, family } = room;
  const weber = await aColleague(practice, 'weber@example.test');
  await done(practice.therapist, 'PUT', `/api/families/${practice.family.id}/therapists`, {
    therapists: [practice.therapistId, weber.me.id],
  });
  const second = await comes(aProcess(), room, 'weber@example.test');
  await second.process.state(({ phase }) => phase === 'open');
  await second.process.openBoard();
  const told = (): readonly (readonly string[])[] => family.map(({ page }) => page.views);
  const before = told();

  await okafor.process.kill();
  await passesAgain(room);
  nothingUnseen(room);
  expect(told()).toEqual(before);
  await second.process.state(({ phase }) => phase === 'open');

  await second.process.kill();
  await isCoveredFor(room);
  nothingUnseen(room);
  await isNobodyPromoted(room);
  expect((await holdsIn(room)).get('supervision-lost')?.inkWhile).toBe(0);
});
