/** What the benchmark prints for people, above its last line. */
import type { Measured } from '../load/measure.ts';
import type { Used } from '../load/meter.ts';
import { allLatencies, cpuPerEditUs, heldBytes, perRoomKb, type Figure } from './figures.ts';
import type { ColdLoad } from './cold-load.ts';
import type { GateAlone } from './gate-alone.ts';
import { percentile } from './percentile.ts';

export const one = (value: number): string => value.toFixed(1);

export const spread = (values: readonly number[]): string => {
  const sorted = Float64Array.from(values).sort();
  const at = (of: number): string => one(percentile(sorted, of));
  return `p50 ${at(50)} · p90 ${at(90)} · p99 ${at(99)} · max ${at(100)} ms of ${sorted.length}`;
};

/** A share of one core. */
export const share = (ms: number, windowMs: number): string => `${one((ms * 100) / windowMs)} %`;

export function showMeasured(of: Measured): void {
  const { load, sent, came, windowMs, latencies, memory } = of;
  const perSecond = (count: number): string => `${((count * 1_000) / windowMs).toFixed(0)}/s`;
  const rssKb = (memory.after.rss - memory.before.rss) / load.rooms / 1_024;
  const rows: readonly (readonly [string, string])[] = [
    ['server CPU', `${one(cpuPerEditUs(of))} µs/edit, ${share(of.cpuMs, windowMs)} of a core`],
    [
      'sent',
      `${of.edits} edits (${perSecond(of.edits)}), ${sent.cursors} cursors (${perSecond(sent.cursors)}), ${came.seen} seen`,
    ],
    [
      'received',
      `${came.frames} frames (${perSecond(came.frames)}), ${came.ink} with ink, ${came.cursors} cursors, ${came.acked} acknowledged, ${one(came.bytes / 1_048_576)} MB`,
    ],
    ['edit to socket', spread(allLatencies(of))],
    ['  family to therapist', spread(latencies.fromFamilyToTherapist)],
    ['  family to family', spread(latencies.fromFamilyToFamily)],
    ['  from the therapist', spread(latencies.fromTherapist)],
    ['memory per room', `${one(perRoomKb(of))} KB held, ${one(rssKb)} KB resident`],
    [
      'memory in all',
      `${one(heldBytes(memory.before) / 1_048_576)} → ${one(heldBytes(memory.after) / 1_048_576)} MB held`,
    ],
    [
      'generator',
      `${share(of.generatorCpuMs, windowMs)} of a core; late by ${spread(sent.lateMs)}; others on the machine ${share(of.othersCpuMs, windowMs)}`,
    ],
    [
      'delivered',
      `${of.tally.arrived} of ${of.tally.due} (edit, receiver) in the whole run; ${of.onItsWay} were on their way when sending stopped; ${of.tally.outOfOrder} out of order`,
    ],
    [
      'boards',
      of.wrong.length > 0
        ? `WRONG: ${of.wrong.join('; ')}`
        : `all four equal in each of ${of.compared} rooms`,
    ],
    ...of.remarks.map((line) => ['remark', line] as const),
  ];
  console.log(
    `\n${of.peer}, ${load.name}: ${load.rooms} rooms × ${load.drawing?.length ?? 4} × ${load.editsPerSecond} edits/s and ${load.cursorsPerSecond} cursor moves/s, ${one(windowMs / 1_000)} s`,
  );
  for (const [name, value] of rows) console.log(`  ${name.padEnd(22)} ${value}`);
}

export function showGateAlone(boards: readonly GateAlone[]): void {
  console.log('\nThe gate alone, µs an update at p50 / p90 / p99');
  for (const { items, updates, judge, apply } of boards) {
    const three = (of: GateAlone['judge']): string =>
      `${one(of.p50)} / ${one(of.p90)} / ${one(of.p99)}`;
    console.log(
      `  ${`${items} items`.padEnd(22)} judging ${three(judge)}, applying ${three(apply)}, of ${updates} updates`,
    );
  }
}

export function showColdLoad({ entries, items, bytes, fromLogMs, againMs }: ColdLoad): void {
  console.log(
    `\nCold load of ${entries} entries: ${items} items, ${one(bytes / 1_024)} KB to the page`,
  );
  console.log(`  from the log alone     ${fromLogMs.map(one).join(', ')} ms, a fresh process each`);
  console.log(`  once more              ${one(againMs)} ms (by a snapshot, if one was kept)`);
}

export function showFigures(figures: readonly Figure[]): void {
  const nameWidth = Math.max(...figures.map(({ name }) => name.length));
  console.log('');
  for (const { name, value, unit, limit, aim } of figures) {
    const verdict = value <= limit ? 'reached' : 'MISSED';
    const wanted = `must reach ≤ ${limit}${aim === undefined ? '' : `, aim for ${aim}`}`;
    console.log(
      `${name.padEnd(nameWidth)} ${String(value).padStart(6)} ${unit.padEnd(5)} ${wanted}: ${verdict}`,
    );
  }
}

/** Milliseconds of the others' CPU in a second above which figures of CPU and time say little. */
const quietMs = 100;

/** The last line of every benchmark, which is for machines. */
export function showResult(bench: string, figures: readonly Figure[]): void {
  const plain = figures.map(({ name, value, unit, limit }) => ({ name, value, unit, limit }));
  console.log(JSON.stringify({ bench, figures: plain }));
}

/** What in a run makes its figures doubtful, though nothing went wrong. */
export function doubtsOf(of: Measured): readonly string[] {
  return [
    ...busyMachine(of, of.sent.lateMs),
    ...(of.heldBack > 0
      ? [`${of.heldBack} edits had to wait until their author had seen what they build on`]
      : []),
  ].map((what) => `${of.peer}, ${of.load.name}: ${what}`);
}

/** @param lateMs by how much the generator was late, each time */
export function busyMachine(of: Used, lateMs: readonly number[]): readonly string[] {
  const others = (of.othersCpuMs * 1_000) / of.windowMs;
  const lateP99 = percentile(Float64Array.from(lateMs).sort(), 99);
  return [
    ...(others > quietMs ? [`other programs took ${one(others / 10)} % of a core meanwhile`] : []),
    ...(lateP99 > 10 ? [`the generator was late by ${one(lateP99)} ms at p99`] : []),
    ...(of.cpuMs > of.windowMs * 0.9 ? ['the server was at the end of its core'] : []),
  ];
}
