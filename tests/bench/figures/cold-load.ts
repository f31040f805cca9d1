/**
 * How long the first link to a room of 30,000 entries waits for its board: a fresh process, a log
 * without a snapshot, from opening the socket until the answer to its sync step 1 is here. What the
 * program loads once is not in it: a small room is opened before.
 */
import { cpSync, rmSync } from 'node:fs';
import * as Y from 'yjs';
import { itemsOf } from '../../../shared/board/board-doc.ts';
import { freePort } from '../../support/process.ts';
import { openLink } from '../load/link.ts';
import { seats } from '../load/loads.ts';
import { recordRoom, updateIn, type RoomRecording } from '../load/recording.ts';
import { newDataDir, startServer, urlOf } from '../peers/kinbridge-process.ts';
import { createPractice, type PlannedRoom, type Practice } from '../peers/kinbridge-rooms.ts';
import { fillLogs } from './filled-log.ts';

export interface ColdLoad {
  readonly entries: number;
  readonly items: number;
  /** Of the answer to the step 1. */
  readonly bytes: number;
  /** One a fresh process, each on its own copy of the data. */
  readonly fromLogMs: readonly number[];
  /** Once more on data that has been loaded before: by a snapshot, where the server kept one. */
  readonly againMs: number;
}

const entries = 30_000;
/** Edits a second of each of the four: a session of twenty-five minutes. */
const editsPerSecond = 5;
const runs = 3;
const small = 0;
const large = 1;

export async function coldLoad(): Promise<ColdLoad> {
  const port = await freePort();
  const dataDir = newDataDir();
  const server = await startServer({ port, dataDir, profileDir: null });
  const practice = await createPractice({
    url: urlOf(port),
    therapistsUrl: urlOf(port),
    rooms: 2,
    step: 'board',
  });
  await practice.open(small);
  await practice.open(large);
  practice.leave();
  await server.end();
  const recordings = practice.rooms.map(({ people }, room) => sessionOf(people, room));
  await fillLogs(
    dataDir,
    practice.rooms.map((room, at) => ({ room, recording: recordingOf(recordings, at) })),
  );
  const whole = boardOf(recordingOf(recordings, large).edits.map((one) => updateIn(one.frame)));

  const fromLogMs: number[] = [];
  let bytes = 0;
  let used = dataDir;
  for (let run = 0; run < runs; run += 1) {
    used = newDataDir();
    cpSync(dataDir, used, { recursive: true });
    const loaded = await load({ port, dataDir: used, practice, whole });
    fromLogMs.push(loaded.ms);
    bytes = loaded.bytes;
  }
  const { ms: againMs } = await load({ port, dataDir: used, practice, whole });
  rmSync(dataDir, { recursive: true, force: true });
  return { entries, items: itemsOf(whole).size, bytes, fromLogMs, againMs };
}

function sessionOf(people: PlannedRoom['people'], room: number): RoomRecording {
  const count = room === large ? entries : 50;
  const forMs = ((count / seats.length + 2) * 1_000) / editsPerSecond;
  const recording = recordRoom({ load: { editsPerSecond }, room, people, forMs });
  return { ...recording, edits: recording.edits.slice(0, count) };
}

function recordingOf(recordings: readonly RoomRecording[], room: number): RoomRecording {
  const found = recordings[room];
  if (!found) throw new Error(`room ${String(room)} was not recorded`);
  return found;
}

interface Loading {
  readonly port: number;
  readonly dataDir: string;
  readonly practice: Practice;
  /** What must be there in the end. */
  readonly whole: Y.Doc;
}

async function load({ port, dataDir, practice, whole }: Loading) {
  const server = await startServer({ port, dataDir, profileDir: null });
  try {
    await firstAnswer(practice, small);
    const { ms, answer } = await firstAnswer(practice, large);
    if (!Y.equalSnapshots(Y.snapshot(boardOf([answer])), Y.snapshot(whole))) {
      throw new Error('the loaded room is not what its log says');
    }
    return { ms, bytes: answer.byteLength };
  } finally {
    await server.end();
  }
}

/** A clientID that is in no recording. */
const newClientId = 7;

async function firstAnswer(practice: Practice, room: number) {
  const [address] = practice.addresses(room, [newClientId]);
  if (!address) throw new Error('the therapist has no address');
  const beganAt = performance.now();
  let ms = 0;
  let answer = new Uint8Array();
  const link = await openLink({
    address,
    onInk: (update) => {
      if (ms > 0) return;
      ms = performance.now() - beganAt;
      answer = update.slice();
    },
  });
  link.leave();
  return { ms, answer };
}

function boardOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}
