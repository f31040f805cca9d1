/** The only composition root: reads the environment, names storage and presence, prints to people. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App } from './app.ts';
import { systemClock } from './clock.ts';
import { readConfig, type Config } from './config.ts';
import { demoLines, fillWithDemo } from './demo.ts';
import { systemChance } from './ids.ts';
import { createLog, type Log } from './log.ts';
import { noMeasures } from './measures.ts';
import { serveMetrics } from './metrics/metrics-server.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { createMemoryPresence } from './presence/memory-presence.ts';
import type { Presence } from './presence/presence.ts';
import { createRedisPresence } from './presence/redis-presence.ts';
import { verifyCommand } from './record/verify-command.ts';
import { UnusableDatabase } from './storage/migrate.ts';
import { openPostgres } from './storage/postgres.ts';
import { recordsIn } from './storage/reading.ts';
import { openSqlite, type Storage } from './storage/sqlite.ts';
import { createStores } from './storage/stores.ts';

/** Says why in one sentence and ends. */
function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const listenSentences: Record<string, (config: Pick<Config, 'port' | 'host'>) => string> = {
  EADDRINUSE: ({ port }) =>
    `Port ${String(port)} is taken by another program; stop it or set PORT to another.`,
  EACCES: ({ port }) =>
    `Port ${String(port)} may not be used by this account; set PORT to another.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}; set HOST to another.`,
  ENOTFOUND: ({ host }) => `There is no host named ${host}; set HOST to another.`,
};

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : '';

/** Beside the built server lies the built page; in development Vite serves the page itself. */
function clientDir(): string {
  const built = join(import.meta.dirname, '../client');
  return existsSync(join(built, 'assets')) ? built : join(import.meta.dirname, '../dist/client');
}

async function open(config: Config): Promise<Storage> {
  try {
    return await (config.databaseUrl
      ? openPostgres(config.databaseUrl)
      : openSqlite(config.dataDir));
  } catch (cause) {
    if (cause instanceof UnusableDatabase) return giveUp(cause.message);
    throw cause;
  }
}

/** Redis need not be there yet: until it answers, the practice's page says that it doesn't know. */
function presenceOf({ redisUrl }: Config, log: Log): Presence {
  const process = systemChance.newToken();
  return redisUrl === null
    ? createMemoryPresence({ process, log })
    : createRedisPresence({ url: redisUrl, process, log });
}

/** Only looks, also while Kinbridge runs on the same data. */
async function verify(args: readonly string[]): Promise<never> {
  const read = readConfig(process.env);
  if ('mistakes' in read) return giveUp(read.mistakes.join('\n'));
  const { config } = read;
  const code = await verifyCommand({
    args,
    database: () => recordsIn(config),
    say: (line) => {
      console.log(line);
    },
  }).catch((cause: unknown) => {
    if (cause instanceof UnusableDatabase) return giveUp(cause.message);
    throw cause;
  });
  process.exit(code);
}

/** On a port of their own; null where nobody asks for them. */
async function openMetrics({ metricsPort, host }: Config, log: Log): Promise<Metrics | null> {
  if (metricsPort === null) return null;
  const metrics = createMetrics();
  try {
    await serveMetrics({ metrics, host, port: metricsPort, log });
  } catch (cause) {
    const sentence = listenSentences[codeOf(cause)]?.({ port: metricsPort, host });
    if (sentence) giveUp(`For METRICS_PORT: ${sentence}`);
    throw cause;
  }
  return metrics;
}

async function main(): Promise<void> {
  if (process.argv[2] === '--verify') return verify(process.argv.slice(3));
  process.umask(0o077); // Families' data are for this account only, also in a folder others may enter.
  const isDemo = process.argv.includes('--demo');
  const read = readConfig(process.env);
  if ('mistakes' in read) return giveUp(read.mistakes.join('\n'));
  const config: Config = isDemo
    ? {
        ...read.config,
        databaseUrl: null,
        redisUrl: null,
        dataDir: mkdtempSync(join(tmpdir(), 'kinbridge-demo-')),
      }
    : read.config;
  const log = createLog(config.logLevel);
  const metrics = await openMetrics(config, log);
  const storage = await open(config);
  const presence = presenceOf(config, log);
  const parts = {
    ...{ presence, clock: systemClock, chance: systemChance, log, clientDir: clientDir() },
    measures: metrics?.measures ?? noMeasures,
  };
  const stores = createStores({ ...storage, chance: systemChance });

  const app = await startApp({ ...parts, config, stores }).catch(async (cause: unknown) => {
    await presence.stop();
    await storage.close();
    if (isDemo) rmSync(config.dataDir, { recursive: true, force: true });
    const sentence = listenSentences[codeOf(cause)];
    if (sentence) return giveUp(sentence(config));
    throw cause;
  });
  metrics?.watch(app.count);
  stopOnSignals(app, { presence, storage }, isDemo ? config.dataDir : null);
  console.log(`Kinbridge is ready at ${app.url}`);
  if (isDemo) {
    const unused = ['DATA_DIR', 'DATABASE_URL', 'REDIS_URL'].filter((name) => process.env[name]);
    if (unused.length > 0) console.log(`The demo does not use ${unused.join(', ')}.`);
    await showDemo(app);
  }
}

async function showDemo(app: App): Promise<void> {
  const demo = await fillWithDemo(app, systemChance.newToken());
  for (const line of demoLines(demo)) console.log(line);
  console.log(JSON.stringify(demo));
}

interface Opened {
  readonly presence: Presence;
  readonly storage: Storage;
}

function stopOnSignals(app: App, opened: Opened, throwAway: string | null): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1); // Asked twice: at once. What was called saved is saved.
    stopping = true;
    void app
      .stop()
      .then(() => opened.presence.stop())
      .then(() => opened.storage.close())
      .then(() => {
        if (throwAway) rmSync(throwAway, { recursive: true, force: true });
        process.exit(0);
      });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop); // The window was closed.
}

await main();
