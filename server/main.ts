/** The only composition root: reads the environment, names the storage, prints to people. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App } from './app.ts';
import { systemClock } from './clock.ts';
import { readConfig, type Config } from './config.ts';
import { demoLines, fillWithDemo } from './demo.ts';
import { systemChance } from './ids.ts';
import { createLog } from './log.ts';
import { UnusableDatabase } from './storage/migrate.ts';
import { openPostgres } from './storage/postgres.ts';
import { openSqlite, type Storage } from './storage/sqlite.ts';
import { createStores } from './storage/stores.ts';

/** Says why in one sentence and ends. */
function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const listenSentences: Record<string, (config: Config) => string> = {
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

async function main(): Promise<void> {
  process.umask(0o077); // Families' data are for this account only, also in a folder others may enter.
  const isDemo = process.argv.includes('--demo');
  const read = readConfig(process.env);
  if ('mistakes' in read) return giveUp(read.mistakes.join('\n'));
  const config: Config = isDemo
    ? { ...read.config, databaseUrl: null, dataDir: mkdtempSync(join(tmpdir(), 'kinbridge-demo-')) }
    : read.config;
  const log = createLog(config.logLevel);
  const storage = await open(config);
  const parts = { clock: systemClock, chance: systemChance, log, clientDir: clientDir() };
  const stores = createStores({ ...storage, chance: systemChance });

  const app = await startApp({ ...parts, config, stores }).catch(async (cause: unknown) => {
    await storage.close();
    if (isDemo) rmSync(config.dataDir, { recursive: true, force: true });
    const sentence = listenSentences[codeOf(cause)];
    if (sentence) return giveUp(sentence(config));
    throw cause;
  });
  stopOnSignals(app, storage, isDemo ? config.dataDir : null);
  console.log(`Kinbridge is ready at ${app.url}`);
  if (isDemo) {
    if (process.env['DATA_DIR'] || process.env['DATABASE_URL']) {
      console.log('The demo uses neither DATA_DIR nor DATABASE_URL.');
    }
    await showDemo(app);
  }
}

async function showDemo(app: App): Promise<void> {
  const demo = await fillWithDemo(app, systemChance.newToken());
  for (const line of demoLines(demo)) console.log(line);
  console.log(JSON.stringify(demo));
}

function stopOnSignals(app: App, storage: Storage, throwAway: string | null): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1); // Asked twice: at once. What was called saved is saved.
    stopping = true;
    void app
      .stop()
      .then(() => storage.close())
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
