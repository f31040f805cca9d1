/** The figures the issue asks for, from what was measured. Smaller is better in all of them. */
import type { Measured } from '../load/measure.ts';
import type { loads } from '../load/loads.ts';
import type { ColdLoad } from './cold-load.ts';
import type { GateAlone } from './gate-alone.ts';
import { medianOf, percentile } from './percentile.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What must be reached. */
  readonly limit: number;
  readonly aim?: string;
}

/** Microseconds of the server's CPU an edit sent in the window has cost. */
export const cpuPerEditUs = (one: Pick<Measured, 'cpuMs' | 'edits'>): number =>
  (one.cpuMs * 1_000) / one.edits;

/**
 * Bytes V8 holds for a process: its heap, and what lies outside of it but belongs to it; `external`
 * contains `arrayBuffers`.
 */
export const heldBytes = (memory: { heapUsed: number; external: number }): number =>
  memory.heapUsed + memory.external;

export const perRoomKb = (one: Measured): number =>
  (heldBytes(one.memory.after) - heldBytes(one.memory.before)) / one.load.rooms / 1_024;

export const allLatencies = (one: Measured): number[] => [
  ...one.latencies.fromFamilyToTherapist,
  ...one.latencies.fromFamilyToFamily,
  ...one.latencies.fromTherapist,
];

export const round = (value: number): number => Number(value.toPrecision(3));

export function figuresOf(
  measured: readonly Measured[],
  gate: readonly GateAlone[],
  load: ColdLoad | null,
): Figure[] {
  const at = (peer: string, name: keyof typeof loads): Measured | undefined =>
    measured.find((one) => one.peer.startsWith(peer) && one.load.name === name);
  const bare = cpuRatio(at('bare relay', 'meeting'), at('y-websocket', 'meeting'));
  const bareAim = bare === null ? '≤ the bare relay' : `≤ ${round(bare)} (the bare relay)`;
  const meeting = at('Kinbridge', 'meeting');
  const thin = at('Kinbridge', 'thin');
  const latencies = meeting ? Float64Array.from(allLatencies(meeting)).sort() : null;
  const latency = (of: number): number | null => latencies && percentile(latencies, of);
  const judging = gate.map(({ judge, apply }) => judge.p50 / apply.p50);
  const candidates: readonly (Omit<Figure, 'value'> & { readonly value: number | null })[] = [
    {
      name: 'server CPU per edit, thin, ÷ y-websocket 2.1.0',
      value: cpuRatio(thin, at('y-websocket', 'thin')),
      unit: 'ratio',
      limit: 0.9,
      aim: '≤ 0.6',
    },
    {
      name: 'server CPU per edit, meeting, ÷ y-websocket 2.1.0',
      value: cpuRatio(meeting, at('y-websocket', 'meeting')),
      unit: 'ratio',
      limit: 0.55,
      aim: bareAim,
    },
    {
      name: "edit to peer's socket, meeting, p50",
      value: latency(50),
      unit: 'ms',
      limit: 12,
      aim: '≤ 6',
    },
    {
      name: "edit to peer's socket, meeting, p99",
      value: latency(99),
      unit: 'ms',
      limit: 30,
      aim: '≤ 20',
    },
    {
      name: 'memory per open room of four, thin',
      value: thin ? perRoomKb(thin) : null,
      unit: 'KB',
      limit: 150,
      aim: '≤ 100',
    },
    {
      name: 'gate alone, median update, ÷ Y.applyUpdate of the same',
      value: judging.length > 0 ? Math.max(...judging) : null,
      unit: 'ratio',
      limit: 0.5,
      aim: '≤ 0.2',
    },
    {
      name: 'cold load of a room with 30,000 entries',
      value: load && medianOf(load.fromLogMs),
      unit: 'ms',
      limit: 300,
      aim: '≤ 150',
    },
  ];
  return candidates.flatMap(({ value, ...rest }) =>
    value === null ? [] : [{ ...rest, value: round(value) }],
  );
}

function cpuRatio(one: Measured | undefined, other: Measured | undefined): number | null {
  return one && other ? cpuPerEditUs(one) / cpuPerEditUs(other) : null;
}
