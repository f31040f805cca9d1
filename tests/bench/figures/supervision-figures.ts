/**
 * The figures of `npm run bench supervision`. docs/benchmarks.md says for whom each limit is; they were
 * set before anything was measured.
 */
import type { Holds } from '../load/holds.ts';
import type { Measured } from '../load/measure.ts';
import type { RoundTrips } from '../load/round-trips.ts';
import { cpuPerEditUs, round, type Figure } from './figures.ts';
import { percentile } from './percentile.ts';

/** What parts of the benchmark have been run. */
export interface SupervisionMeasured {
  readonly holds: Holds | null;
  readonly costs: readonly Measured[];
  readonly roundTrips: RoundTrips | null;
}

/** Below so many a p99 says nothing: then it is the longest of them, and is called so. */
const leastForP99 = 100;

function spreadFigures(
  name: string,
  values: readonly number[],
  limits: { readonly p50: number; readonly p99: number },
): Figure[] {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return [];
  const isFew = sorted.length < leastForP99;
  const tail = isFew ? `longest of ${sorted.length}` : 'p99';
  const p99 = percentile(sorted, isFew ? 100 : 99);
  return [
    { name: `${name}, p50`, value: round(percentile(sorted, 50)), unit: 'ms', limit: limits.p50 },
    { name: `${name}, ${tail}`, value: round(p99), unit: 'ms', limit: limits.p99 },
  ];
}

export function supervisionFigures(measured: SupervisionMeasured): Figure[] {
  const { holds, costs, roundTrips } = measured;
  const at = (peer: string, load: string): Measured | undefined =>
    costs.find((one) => one.peer.startsWith(peer) && one.load.name === load);
  const family = at('Kinbridge', 'the family draws');
  const ratio = (name: string, to: Measured | undefined, limit: number): Figure[] =>
    family && to
      ? [{ name, value: round(cpuPerEditUs(family) / cpuPerEditUs(to)), unit: 'ratio', limit }]
      : [];
  return [
    ...(holds
      ? [
          ...spreadFigures(
            'Hold to the last family link cut, 50 rooms busy',
            holds.inTurn.presses.map((one) => one.cutMs),
            { p50: 20, p99: 100 },
          ),
          ...spreadFigures(
            'Hold to the cover painted on the last of two pages, 50 rooms busy',
            holds.painted.presses.map((one) => one.paintedMs),
            { p50: 100, p99: 250 },
          ),
        ]
      : []),
    ...ratio(
      'server CPU per edit, the family draws, ÷ the therapist draws',
      at('Kinbridge', 'the therapist draws'),
      1.5,
    ),
    ...ratio(
      'server CPU per edit, the family draws, ÷ y-websocket 2.1.0',
      at('y-websocket', 'the family draws'),
      0.55,
    ),
    ...(roundTrips?.ways ?? []).flatMap(({ roundTripMs, latencies }) =>
      spreadFigures(
        `family to family, therapist ${roundTripMs} ms away, less ${roundTripMs} ms`,
        latencies.fromFamilyToFamily.map((ms) => ms - roundTripMs),
        { p50: 12, p99: 30 },
      ),
    ),
  ];
}
