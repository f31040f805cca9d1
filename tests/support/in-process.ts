/** The real application in this process, on a real SQLite file, with a storage that can be made slow. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type Stores } from '../../server/app.ts';
import { systemClock, type Clock } from '../../server/clock.ts';
import { systemChance, type Chance } from '../../server/ids.ts';
import { createLog } from '../../server/log.ts';
import { noMeasures } from '../../server/measures.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createMemoryPresence } from '../../server/presence/memory-presence.ts';
import { createStores } from '../../server/storage/stores.ts';

export interface InProcess {
  readonly url: string;
  readonly stores: Stores;
  readonly dataDir: string;
  /** From now on nothing is committed until `release` is called; what waits is committed then. */
  holdCommits(): void;
  release(): void;
  /** While set, the logs that are to become records are damaged. */
  damageLogs(isDamaged: boolean): void;
  /** Its clock goes on by this much at once. */
  pass(ms: number): void;
  clear(): Promise<void>;
}

/** Time and chance of its own, where a test must foresee them. */
export interface Foreseen {
  readonly clock?: Clock;
  readonly chance?: Chance;
}

export async function startInProcess({
  clock = systemClock,
  chance = systemChance,
}: Foreseen = {}): Promise<InProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kinbridge-test-'));
  const storage = await openSqlite(dataDir);
  const stores = createStores({ ...storage, chance });
  let gate: Promise<void> = Promise.resolve();
  let release = (): void => undefined;
  let aheadMs = 0;
  let isDamaged = false;
  const app = await startApp({
    config: { host: 'localhost', port: 0, publicUrl: null },
    stores: {
      ...stores,
      rooms: {
        ...stores.rooms,
        append: async (batches) => {
          await gate;
          return stores.rooms.append(batches);
        },
        packed: async (room) => {
          const log = await stores.rooms.packed(room);
          return isDamaged ? { ...log, bytes: log.bytes.map((byte) => byte ^ 1) } : log;
        },
      },
    },
    clock: { now: () => clock.now() + aheadMs },
    presence: createMemoryPresence({ process: 'this', log: createLog('silent') }),
    chance,
    log: createLog('silent'),
    measures: noMeasures,
    clientDir: join(dataDir, 'no-page'),
  });
  return {
    url: app.url,
    stores,
    dataDir,
    holdCommits() {
      gate = new Promise((open) => {
        release = open;
      });
    },
    release: () => {
      release();
    },
    damageLogs(damaged) {
      isDamaged = damaged;
    },
    pass(ms) {
      aheadMs += ms;
    },
    async clear() {
      release();
      await app.stop();
      await storage.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
