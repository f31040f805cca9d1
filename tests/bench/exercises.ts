/**
 * `npm run bench exercises`: rooms that each run an exercise, with an answer every two seconds: what a
 * move costs the server, and how soon the others have it. docs/benchmarks.md says what it measures.
 */
import { parseArgs } from 'node:util';
import { freePort } from '../support/process.ts';
import type { RoomPage } from '../support/outsider.ts';
import { usualSetting } from '../../shared/exercise/exercise.ts';
import type { Play } from '../../shared/exercise/shown-shape.ts';
import { ensureBuilt } from '../../server/start/built.mjs';
import { percentile } from './figures/percentile.ts';
import { createPractice, type OpenRoom } from './peers/kinbridge-rooms.ts';
import { newDataDir, startServer, urlOf } from './peers/kinbridge-process.ts';

const { values: asked } = parseArgs({
  options: {
    rooms: { type: 'string', default: '100' },
    /** Seconds that are measured. */
    seconds: { type: 'string', default: '30' },
  },
});
process.on('SIGINT', () => process.exit(130)); // Children and folders go on exit.
process.on('SIGTERM', () => process.exit(143));

const rooms = Number(asked.rooms);
const measuredMs = Number(asked.seconds) * 1_000;
/** Milliseconds between two answers in one room. */
const answerEveryMs = 2_000;

const playOf = ({ view }: RoomPage): Play | null =>
  view?.as === 'person' && view.place === 'room' ? view.exercise : null;

let isMeasuring = false;
let moves = 0;
let refused = 0;
const tookMs: number[] = [];

/** Begins one where none is; a child and a parent take turns in it, and a third looks on. */
async function begin({ therapist, family }: OpenRoom): Promise<void> {
  const people = family
    .slice(0, 2)
    .flatMap(({ view }) => (view?.as === 'person' ? [view.you.id] : []));
  const setting = { ...usualSetting, people };
  await therapist.command({ kind: 'start-exercise', name: 'taking-turns', setting });
}

/** The next answer in this room, and how long the others waited for it. */
async function answer(room: OpenRoom, mark: string): Promise<void> {
  const { view } = room.therapist;
  const run = view?.as === 'therapist' ? view.exercise : null;
  if (!run) {
    await begin(room);
    return;
  }
  const page = room.family.find((one) => playOf(one)?.ask);
  const ask = page && playOf(page)?.ask;
  if (!page || !ask) {
    if (!run.steps.some(({ at }) => at === 'now')) {
      await room.therapist.command({ kind: 'end-exercise', n: run.n });
    }
    return;
  }
  const field = ask.form.fields.find(({ type }) => type === 'words');
  const values = field ? { press: 'give', [field.name]: mark } : { press: 'yes' };
  const others = room.family.filter((one) => one !== page);
  const began = performance.now();
  if (isMeasuring) moves += 1;
  const counts = isMeasuring;
  if (field) {
    for (const other of others) {
      const stop = other.listen((message) => {
        if (message.kind !== 'view' || !JSON.stringify(message.view).includes(mark)) return;
        stop();
        if (counts) tookMs.push(performance.now() - began);
      });
    }
  }
  const refusal = await page.command({ kind: 'give-answer', n: run.n, step: ask.step, values });
  if (refusal && counts) refused += 1;
}

await ensureBuilt();
const port = await freePort();
const server = await startServer({ port, dataDir: newDataDir(), profileDir: null });
const url = urlOf(port);
const practice = await createPractice({ url, therapistsUrl: url, rooms, step: 'board' });
const open: OpenRoom[] = [];
for (let room = 0; room < rooms; room += 1) open.push(await practice.open(room));

let marks = 0;
const timers = open.map((room, at) => {
  const act = (): void => void answer(room, `answer number ${String((marks += 1))}.`);
  const first = setTimeout(act, (answerEveryMs * at) / rooms);
  const every = setTimeout(
    () => {
      intervals.push(setInterval(act, answerEveryMs));
    },
    (answerEveryMs * at) / rooms,
  );
  return [first, every];
});
const intervals: NodeJS.Timeout[] = [];
const wait = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
await wait(4 * answerEveryMs); // Until all have begun.
isMeasuring = true;
const cpuBefore = server.cpuMs();
await wait(measuredMs);
const cpuMs = server.cpuMs() - cpuBefore;
isMeasuring = false;
for (const timer of [...timers.flat(), ...intervals]) clearTimeout(timer);
await wait(1_000); // What is on its way.

const sorted = Float64Array.from(tookMs).sort();
const ms = (of: number): string => percentile(sorted, of).toFixed(1);
console.log(`${String(rooms)} rooms, an answer every two seconds in each, for ${asked.seconds} s`);
console.log(
  `moves ${String(moves)}, refused ${String(refused)}, heard by others ${String(tookMs.length)}`,
);
console.log(
  `server CPU: ${(cpuMs / Math.max(1, moves)).toFixed(2)} ms a move, ${((cpuMs / measuredMs) * 100).toFixed(0)} % of a core`,
);
console.log(`until the others have it: p50 ${ms(50)} ms, p99 ${ms(99)} ms`);
if (refused > 0 || moves === 0) process.exitCode = 1;
practice.leave();
await server.end();
process.exit();
