/** A server that is measured, as a process of its own. Linux only: its CPU time is read from /proc. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** What a process holds after a full collection, in bytes. */
const usage = v.object({ rss: v.number(), heapUsed: v.number(), external: v.number() });
export type Memory = v.InferOutput<typeof usage>;

export interface Child {
  /** Milliseconds of CPU, user and system, that all its threads have had so far. */
  cpuMs(): number;
  memory(): Promise<Memory>;
  /** Tells it something over IPC that it does not answer. */
  say(words: Readonly<Record<string, number>>): void;
  /** SIGTERM, and SIGKILL when it does not heed it. Safe to call twice. */
  end(): Promise<void>;
  /** Lines it has printed that `remarkable` matches, the first of them. */
  remarks(): readonly string[];
}

interface ChildParts {
  readonly file: string;
  readonly nodeArgs?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What it prints once it listens. */
  readonly ready: RegExp;
  /** Printed lines worth showing beside the figures. */
  readonly remarkable?: RegExp;
}

const readyWithinMs = 30_000;
const endWithinMs = 8_000;
const memoryWithinMs = 20_000;
/** Characters kept of what a child prints before it is ready. */
const keptOutput = 20_000;
const keptRemarks = 10;

export const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Fields 14 and 15 of proc_pid_stat(5); the name before them may hold anything but its last `)`. */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL'); // Also when the benchmark itself failed.
});

export async function startChild(parts: ChildParts): Promise<Child> {
  const preload = join(import.meta.dirname, 'tells-memory.mjs');
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--import',
      preload,
      ...(parts.nodeArgs ?? []),
      parts.file,
      ...(parts.args ?? []),
    ],
    {
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...parts.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true, // Ctrl-C is for the benchmark, which ends its children itself.
    },
  );
  running.add(child);
  const gone = once(child, 'exit').finally(() => running.delete(child));
  let output = '';
  const remarks: string[] = [];
  const { pid } = child;
  await new Promise<void>((ready, failed) => {
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-keptOutput);
      if (parts.ready.test(output)) ready();
      for (const line of chunk.toString().split('\n')) {
        if (parts.remarkable?.test(line) && remarks.length < keptRemarks) remarks.push(line);
      }
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      failed(new Error(`${parts.file} ended with ${String(code)}: ${output}`));
    });
    setTimeout(() => {
      failed(new Error(`${parts.file} was not ready in time: ${output}`));
    }, readyWithinMs).unref();
  });
  if (pid === undefined) throw new Error(`${parts.file} has no pid`);

  return {
    cpuMs: () => cpuMsOf(pid),
    remarks: () => remarks,
    say(words) {
      child.send(words);
    },
    async memory() {
      const signal = AbortSignal.timeout(memoryWithinMs);
      const answer = once(child, 'message', { signal });
      child.send('memory');
      const [said] = (await answer) as unknown[];
      return v.parse(usage, said);
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
      await gone;
      clearTimeout(timer);
    },
  };
}
