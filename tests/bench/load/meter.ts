/** What the server, the generator and all others use of the machine between two moments. */
import { readFileSync } from 'node:fs';
import { cpuMsOf, ticksPerSecond, type Child } from '../peers/child.ts';
import type { Came } from './link.ts';
import type { DrawnRoom } from './room.ts';

export interface Used {
  readonly windowMs: number;
  readonly cpuMs: number;
  /** Of the generator itself, and of everything else on the machine. */
  readonly generatorCpuMs: number;
  readonly othersCpuMs: number;
  /** Edits sent. */
  readonly edits: number;
  readonly came: Came;
}

interface Reading extends Omit<Used, 'othersCpuMs' | 'windowMs'> {
  readonly atMs: number;
  readonly machineCpuMs: number;
}

export interface Meter {
  read(atMs: number): Reading;
}

export const createMeter = (child: Child, rooms: readonly DrawnRoom[]): Meter => ({
  read: (atMs) => ({
    atMs,
    cpuMs: child.cpuMs(),
    generatorCpuMs: cpuMsOf(process.pid),
    machineCpuMs: machineCpuMs(),
    edits: rooms.reduce((total, room) => total + room.tally().sent, 0),
    came: cameTo(rooms),
  }),
});

export function usedBetween(begun: Reading, ended: Reading): Used {
  const came = { ...ended.came };
  for (const key of keysOfCame) came[key] -= begun.came[key];
  const cpuMs = ended.cpuMs - begun.cpuMs;
  const generatorCpuMs = ended.generatorCpuMs - begun.generatorCpuMs;
  const machineMs = ended.machineCpuMs - begun.machineCpuMs;
  return {
    windowMs: ended.atMs - begun.atMs,
    cpuMs,
    generatorCpuMs,
    othersCpuMs: Math.max(0, machineMs - cpuMs - generatorCpuMs),
    edits: ended.edits - begun.edits,
    came,
  };
}

const keysOfCame = ['frames', 'bytes', 'ink', 'cursors', 'acked', 'seen'] as const;

function cameTo(rooms: readonly DrawnRoom[]): Came {
  const total: Came = { frames: 0, bytes: 0, ink: 0, cursors: 0, acked: 0, seen: 0 };
  for (const room of rooms) {
    for (const { came } of room.links) for (const key of keysOfCame) total[key] += came[key];
  }
  return total;
}

/** Milliseconds of CPU that anything on this machine has had: proc_stat(5), without idle and iowait. */
function machineCpuMs(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return ((user + nice + system + irq + softIrq) * 1_000) / ticksPerSecond;
}
