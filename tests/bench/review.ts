/**
 * `npm run bench review`: what closing a session costs and how soon a record is opened and found, on
 * this machine, in this run. docs/benchmarks.md says what it measures.
 */
import { ensureBuilt } from '../../server/start/built.mjs';
import type { LibraryAnswer } from '../../shared/record/library.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';
import { systemChance } from '../../server/ids.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createStores } from '../../server/storage/stores.ts';
import { freePort } from '../support/process.ts';
import { RoomPage, type Browser } from '../support/outsider.ts';
import { done } from '../support/practice.ts';
import type { FamilyAnswer, PracticeAnswer } from '../../shared/wire/http.ts';
import { round, type Figure } from './figures/figures.ts';
import { medianOf } from './figures/percentile.ts';
import { showFigures, showResult } from './figures/show.ts';
import { newDataDir, startServer, urlOf } from './peers/kinbridge-process.ts';
import { createPractice } from './peers/kinbridge-rooms.ts';
import { fillRecords, large, many } from './review/kept-records.ts';
import { fillLongSession, longSession } from './review/long-session.ts';
import { measureReview } from './review/review-page.ts';

process.on('SIGINT', () => process.exit(130)); // Children and folders go on exit.
process.on('SIGTERM', () => process.exit(143));

/** Milliseconds between two looks at whether the server's event loop answers. */
const lookEveryMs = 5;
/** How often each thing is asked for. */
const times = 15;

/** The longest that a request which needs nothing waited, while `act` was done. */
async function whileLooking<Done>(url: string, act: () => Promise<Done>) {
  const over = { is: false };
  let longestMs = 0;
  const looking = (async () => {
    while (!over.is) {
      const began = performance.now();
      await (await fetch(`${url}/health/live`)).text();
      longestMs = Math.max(longestMs, performance.now() - began);
      await new Promise((next) => setTimeout(next, lookEveryMs));
    }
  })();
  const began = performance.now();
  const result = await act();
  const ms = performance.now() - began;
  over.is = true;
  await looking;
  return { result, ms, longestMs };
}

async function timed(browser: Browser, path: string): Promise<{ ms: number; bytes: number }> {
  const took: number[] = [];
  let bytes = 0;
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    const answer = await browser.file(path);
    took.push(performance.now() - began);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    bytes = answer.bytes.length;
  }
  return { ms: medianOf(took), bytes };
}

await ensureBuilt();
const port = await freePort();
const url = urlOf(port);
const dataDir = newDataDir();
let server = await startServer({ port, dataDir, profileDir: null });
const practice = await createPractice({ url, therapistsUrl: url, rooms: 1, step: 'board' });
const [room] = practice.rooms;
if (!room) throw new Error('there is no room');
const { families } = await done<PracticeAnswer>(room.therapist, 'GET', '/api/practice');
const family = await done<FamilyAnswer>(
  room.therapist,
  'GET',
  `/api/families/${families[0]?.id ?? ''}`,
);
await server.end();
await fillLongSession(dataDir, room);
const people = family.people.map(({ id }) => id);
const largeSession = await fillRecords(dataDir, family.id, people);

server = await startServer({ port, dataDir, profileDir: null });
const therapist = new RoomPage(room.therapist, { session: room.session, as: 'therapist' });
await therapist.therapistView((view) => view.phase === 'held');
await whileLooking(url, () => new Promise((next) => setTimeout(next, 500))); // Warms the line up.
const closing = await whileLooking(url, () => therapist.command({ kind: 'end' }));
if (closing.result !== null) throw new Error(closing.result.sentence);
therapist.leave();
const opened = await timed(room.therapist, `/api/sessions/${largeSession}/record`);
const searched = await timed(room.therapist, '/api/records?text=wortab+wort1');
const { body: found } = await room.therapist.send<LibraryAnswer>('GET', '/api/records?text=wort1');
const { body: read } = await room.therapist.send<SessionRecordRead>(
  'GET',
  `/api/sessions/${room.session}/record`,
);
const page = await measureReview(room.therapist, largeSession);
await server.end();

const storage = await openSqlite(dataDir);
const stored = await createStores({ ...storage, chance: systemChance }).records.record(
  room.session,
);
await storage.close();
const size = stored?.bytes.length ?? 0;
console.log(
  `Closed: ${longSession.entries} entries became ${read.moments.length} moments of ${read.items.length} items.`,
);
console.log(`Opened: ${large.items} items, ${(opened.bytes / 1_024).toFixed(0)} KB as JSON.`);
console.log(`Searched: ${many} saved boards, ${found.entries.length} shown of one word.`);
console.log(
  `On the page: painted ${round(page.afterRecordMs)} ms after the record was there; a step p95 ${round(page.stepP95Ms)} ms, a jump across the session ${round(page.jumpMs)} ms of the main thread.`,
);
const figures: readonly Figure[] = [
  { name: 'closing 30,000 entries', value: round(closing.ms), unit: 'ms', limit: 2_000 },
  { name: 'event loop, longest wait', value: round(closing.longestMs), unit: 'ms', limit: 50 },
  { name: 'size of 50 minutes', value: round(size / 1_024), unit: 'KB', limit: 300 },
  { name: 'opening a large record', value: round(opened.ms), unit: 'ms', limit: 300 },
  { name: 'from the address to the picture', value: round(page.pictureMs), unit: 'ms', limit: 600 },
  { name: 'one scrub step, main thread', value: round(page.stepMs), unit: 'ms', limit: 16 },
  { name: 'search over 2,000', value: round(searched.ms), unit: 'ms', limit: 100 },
];
showFigures(figures);
showResult('review', figures);
process.exit(0);
