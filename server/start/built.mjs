import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { underLock } from './lock.mjs';
import { builtPage, builtServer, dist, installedFile, root } from './places.mjs';
import { run } from './run.mjs';
import { say, Trouble } from './trouble.mjs';

const stamp = join(dist, '.stamp');

/** Whatever a build reads. */
const sources = [
  'client',
  'server',
  'shared',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
];

const targets = /** @type {const} */ (['client', 'server']);

/**
 * dist/ holds the page and the server as the sources say when this returns. Does nothing if they
 * do already, unless `anyway`. What is there stays until the new build is whole.
 *
 * @param {{ anyway?: boolean }} [how]
 * @throws {Trouble}
 */
export async function ensureBuilt({ anyway = false } = {}) {
  if (!anyway && (await isBuilt(await sourcesHash()))) return;
  await underLock(async (nameChild) => {
    const wanted = await sourcesHash();
    if (!anyway && (await isBuilt(wanted))) return;
    say(existsSync(stamp) ? 'Building Kinbridge, since it has changed…' : 'Building Kinbridge…');
    await removeHalfBuilt();
    const fresh = join(dist, `.half-built-${process.pid}`);
    await Promise.all(targets.map((target) => build(target, join(fresh, target), nameChild)));
    await swapIn(fresh, wanted);
  });
}

/** @param {string} wanted */
async function isBuilt(wanted) {
  const found = await readFile(stamp, 'utf8').catch(() => null);
  return found === wanted && existsSync(builtServer) && existsSync(builtPage);
}

async function sourcesHash() {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of await filesIn(join(root, source))) {
      const bytes = await readFile(file);
      hash.update(`${relative(root, file).split(sep).join('/')} ${bytes.length}\n`).update(bytes);
    }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {Promise<string[]>} the path itself if it is a file, none if it is not there
 */
async function filesIn(path) {
  try {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return [];
    throw error;
  }
}

async function removeHalfBuilt() {
  for (const name of await readdir(dist))
    if (name.startsWith('.half-built-')) await rm(join(dist, name), { recursive: true });
}

/**
 * @param {(typeof targets)[number]} target
 * @param {string} outDir
 * @param {(pid: number) => void} nameChild
 */
async function build(target, outDir, nameChild) {
  const mode = target === 'server' ? 'server' : 'production';
  const { code, output } = await run(
    process.execPath,
    [installedFile('vite/bin/vite.js'), 'build', '--mode', mode, '--outDir', outDir],
    {
      cwd: root,
      captured: true,
      onStart: nameChild,
      // Svelte is compiled for development under any other.
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  if (code === 0) return;
  console.error(output.trimEnd());
  throw new Trouble(`The ${target} could not be built; what Vite said is above.`);
}

/**
 * A start that is killed in here leaves no stamp, so the next one builds again.
 *
 * @param {string} fresh
 * @param {string} wanted
 */
async function swapIn(fresh, wanted) {
  await rm(stamp, { force: true });
  const old = join(fresh, 'old');
  await mkdir(old);
  for (const target of targets) {
    const place = join(dist, target);
    if (existsSync(place)) await rename(place, join(old, target));
    await rename(join(fresh, target), place);
  }
  await writeFile(join(fresh, 'stamp'), wanted);
  await rename(join(fresh, 'stamp'), stamp);
  await rm(fresh, { recursive: true });
}
