/** What `npm run bench supervision` prints for people, above its last line. */
import type { Holds, Round } from '../load/holds.ts';
import type { Press } from '../load/presses.ts';
import type { Outcome } from '../load/rooms.ts';
import type { RoundTrips } from '../load/round-trips.ts';
import { cpuPerEditUs } from './figures.ts';
import { busyMachine, one, share, spread } from './show.ts';

type Row = readonly [name: string, value: string];

const showRows = (rows: readonly Row[]): void => {
  for (const [name, value] of rows) console.log(`  ${name.padEnd(30)} ${value}`);
};

const pressRows = ({ presses, used, lateMs }: Round<Press>): readonly Row[] => [
  ['last family link cut', spread(presses.map((press) => press.cutMs))],
  ['last ink on one of them', spread(presses.flatMap((press) => press.lastInkMs ?? []))],
  ['last page told to cover', spread(presses.map((press) => press.toldMs))],
  ['the therapist has the answer', spread(presses.map((press) => press.answeredMs))],
  ['meanwhile', `${one((used.edits * 1_000) / used.windowMs)} edits/s; ${sharesOf(used, lateMs)}`],
];

const sharesOf = (used: Round<Press>['used'], lateMs: readonly number[]): string =>
  `server ${share(used.cpuMs, used.windowMs)} of a core, generator ${share(used.generatorCpuMs, used.windowMs)}, late by ${spread(lateMs)}; others on the machine ${share(used.othersCpuMs, used.windowMs)}`;

const outcomeRows = ({ tally, compared, wrong }: Outcome): readonly Row[] => [
  ['delivered', `${tally.arrived} of ${tally.due} (edit, receiver) in the whole run`],
  [
    'boards',
    wrong.length > 0 ? `WRONG: ${wrong.join('; ')}` : `all four equal in each of ${compared} rooms`,
  ],
];

export function showHolds(holds: Holds): void {
  const { inTurn, painted, clocksAheadMs, remarks } = holds;
  console.log(`\nHold, pressed in one busy room after the other: ${inTurn.presses.length} presses`);
  showRows(pressRows(inTurn));
  console.log(
    `\nHold, in a room that is open in Chromium twice: ${painted.presses.length} presses (Chromium is among the others)`,
  );
  showRows([
    ['cover painted on both pages', spread(painted.presses.map((press) => press.paintedMs))],
    ...pressRows(painted),
    ['clocks of the pages', `${clocksAheadMs.map((ms) => ms.toFixed(2)).join(' and ')} ms ahead`],
    ...outcomeRows(holds),
    ...remarks.map((line) => ['remark', line] as const),
  ]);
}

export function showRoundTrips(trips: RoundTrips): void {
  for (const { roundTripMs, askedMs, latencies, used, sent } of trips.ways) {
    console.log(`\nMeeting, each therapist ${roundTripMs} ms there and back away`);
    showRows([
      ['a question of theirs takes', spread(askedMs)],
      ['family to family', spread(latencies.fromFamilyToFamily)],
      ['family to therapist', spread(latencies.fromFamilyToTherapist)],
      ['from the therapist', spread(latencies.fromTherapist)],
      ['server CPU', `${one(cpuPerEditUs(used))} µs/edit`],
      ['meanwhile', sharesOf(used, sent.lateMs)],
    ]);
  }
  console.log('');
  showRows([...outcomeRows(trips), ...trips.remarks.map((line) => ['remark', line] as const)]);
}

export function doubtsOfHolds({ inTurn, painted }: Holds): readonly string[] {
  // Chromium works for the painted presses: that it takes its share is no doubt.
  const late = busyMachine({ ...painted.used, othersCpuMs: 0 }, painted.lateMs);
  return [
    ...busyMachine(inTurn.used, inTurn.lateMs).map((what) => `Hold in turn: ${what}`),
    ...late.map((what) => `Hold in Chromium: ${what}`),
  ];
}

/** The slow line is a process of its own, and among the others. */
export const doubtsOfRoundTrips = ({ ways, heldBack }: RoundTrips): readonly string[] => [
  ...ways.flatMap(({ roundTripMs, used, sent }) =>
    busyMachine(used, sent.lateMs).map((what) => `therapists ${roundTripMs} ms away: ${what}`),
  ),
  ...(heldBack > 0
    ? [`therapists away: ${heldBack} edits had to wait for what they build on`]
    : []),
];
