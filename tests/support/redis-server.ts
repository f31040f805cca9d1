/** A real redis-server on a port of its own: killed, emptied, stopped in its tracks, started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createClient } from 'redis';
import * as v from 'valibot';
import { freePort } from './process.ts';

export interface RedisServer {
  readonly url: string;
  /** SIGKILL, and the wait until it is gone; nothing of it was kept on disk. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** It keeps its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  empty(): Promise<void>;
  /** Everything that lies in it, as one text. */
  content(): Promise<string>;
}

const command = (): readonly string[] =>
  v.parse(
    v.array(v.string()),
    JSON.parse(process.env['KINBRIDGE_TEST_REDIS'] ?? '["redis-server"]'),
  );

/** Milliseconds until a start counts as failed. */
const readyWithinMs = 20_000;

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${String(port)}`;
  let child: ChildProcess | null = null;

  const connection = () => createClient({ url, socket: { reconnectStrategy: false } });
  /** A connection for one question. */
  async function asking<T>(ask: (client: ReturnType<typeof connection>) => Promise<T>): Promise<T> {
    const client = connection();
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await ask(client);
    } finally {
      client.destroy();
    }
  }

  async function start(): Promise<void> {
    const [program = '', ...args] = command();
    const settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    child = spawn(program, [...args, ...settings], { stdio: 'ignore' });
    for (const end = Date.now() + readyWithinMs; ;) {
      const answers = await asking((client) => client.ping()).catch(() => null);
      if (answers !== null) return;
      if (Date.now() > end) throw new Error('redis-server was not ready in time');
      await new Promise((resume) => setTimeout(resume, 30));
    }
  }

  await start();
  return {
    url,
    start,
    async kill() {
      const running = child;
      child = null;
      if (!running || running.exitCode !== null) return;
      const gone = once(running, 'exit');
      running.kill('SIGKILL');
      await gone;
    },
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    empty: () =>
      asking(async (client) => {
        await client.flushAll();
      }),
    content: () =>
      asking(async (client) => {
        const keys = await client.keys('*');
        const held = await Promise.all(
          keys.map(async (key): Promise<unknown> => {
            const type = await client.type(key);
            if (type === 'hash') return client.hGetAll(key);
            return type === 'set' ? client.sMembers(key) : client.get(key);
          }),
        );
        return JSON.stringify(keys.map((key, at) => [key, held[at]]));
      }),
  };
}
