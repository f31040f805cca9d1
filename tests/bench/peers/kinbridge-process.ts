/** The built server as `npm start` runs it, with its data on the project's own disk. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { builtServer, root } from '../../../server/start/places.mjs';
import { startChild, type Child } from './child.ts';

/** A folder on the disk the project lies on: /tmp may be memory, where nothing is ever synced. */
export function newDataDir(): string {
  mkdirSync(join(root, 'data'), { recursive: true });
  const dir = mkdtempSync(join(root, 'data', 'bench-'));
  process.once('exit', () => {
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  });
  return dir;
}

/** Pino's levels from `warn` up, and refusals, which are `info`. */
const remarkable = /"level":[456]0|ink refused|Error/;

export const urlOf = (port: number): string => `http://127.0.0.1:${String(port)}`;

interface Asked {
  readonly port: number;
  readonly dataDir: string;
  /** Where a CPU profile goes, or null for none. */
  readonly profileDir: string | null;
}

export const startServer = ({ port, dataDir, profileDir }: Asked): Promise<Child> =>
  startChild({
    file: builtServer,
    nodeArgs: profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : [],
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: urlOf(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
    },
    ready: /Kinbridge is ready at/,
    remarkable,
  });
