/** The real server as a process of its own: started, killed, started again on the same data. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface Kinbridge {
  readonly url: string;
  readonly dataDir: string;
  /** SIGKILL, and the wait until it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  /** SIGTERM; the exit code. */
  end(): Promise<number | null>;
  /** Kills it if need be and removes its data. */
  clear(): Promise<void>;
  /** Everything it has printed. */
  output(): string;
}

/** Milliseconds until a start counts as failed. */
const readyWithinMs = 30_000;

/** Starts the built server (`npm test` builds it first) on a free port with data of its own. */
export async function startKinbridge(
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Kinbridge> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'kinbridge-test-'));
  let child: ChildProcess | null = null;
  let output = '';

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [join(root, 'dist/server/main.js'), ...args], {
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        DATA_DIR: dataDir,
        LOG_LEVEL: 'info',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    await new Promise<void>((ready, failed) => {
      const hear = (chunk: Buffer): void => {
        output += chunk.toString();
        if (/Kinbridge is ready at/.test(chunk.toString())) ready();
      };
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      started.once('exit', (code) => {
        failed(new Error(`the server ended with ${String(code)}: ${output}`));
      });
      setTimeout(() => {
        failed(new Error(`the server was not ready in time: ${output}`));
      }, readyWithinMs).unref();
    });
  }

  async function stopBy(signal: NodeJS.Signals): Promise<number | null> {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return running?.exitCode ?? null;
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
    return running.exitCode;
  }

  await start();
  return {
    url: `http://localhost:${String(port)}`,
    dataDir,
    start,
    kill: async () => {
      await stopBy('SIGKILL');
    },
    end: () => stopBy('SIGTERM'),
    clear: async () => {
      await stopBy('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
    output: () => output,
  };
}
