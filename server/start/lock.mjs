/**
 * One set-up at a time in one clone. The lock is a folder that says which processes work under it;
 * it outlives its holder if that is killed, as may a child still writing into node_modules, so a
 * lock ends only when neither runs any more.
 */
import { appendFile, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { dist } from './places.mjs';
import { say } from './trouble.mjs';

const lock = join(dist, '.lock');
const touchEveryMs = 2_000;
/** Process ids are used again, in containers at once: an untouched lock is nobody's. */
const abandonedAfterMs = 30_000;
/** As long as a killed set-up's npm may need to finish on a slow machine. */
const orphanAbandonedAfterMs = 10 * 60_000;

/**
 * @template T
 * @param {(nameChild: (pid: number) => void) => Promise<T>} work says which children write for it
 * @returns {Promise<T>}
 */
export async function underLock(work) {
  const mine = join(dist, `.lock-${process.pid}-${process.hrtime.bigint()}`);
  await mkdir(mine, { recursive: true });
  await writeFile(join(mine, 'holder'), String(process.pid));
  let told = false;
  while (!(await moved(mine, lock))) {
    const holder = await readHolder();
    if (holder === null) continue;
    if (holder.abandoned) {
      await removeAbandoned(holder.pid, `${mine}-abandoned`);
      continue;
    }
    if (!told) say(`Process ${holder.pid} is setting Kinbridge up here; waiting for it…`);
    told = true;
    await after(300);
  }
  const touch = setInterval(() => {
    const now = new Date();
    // Only fails if somebody removed the lock by hand; the work itself loses nothing by that.
    utimes(lock, now, now).catch(() => undefined);
  }, touchEveryMs);
  try {
    return await work((pid) => {
      void appendFile(join(lock, 'children'), `${pid}\n`);
    });
  } finally {
    clearInterval(touch);
    // Moved first, since removing a folder is two steps and another may step in between.
    if (await moved(lock, mine)) await rm(mine, { recursive: true, force: true });
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
async function moved(from, to) {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM' || code === 'ENOENT')
      return false;
    throw error;
  }
}

/** @returns {Promise<{ pid: number, abandoned: boolean } | null>} null if it was just let go */
async function readHolder() {
  try {
    const pid = Number(await readFile(join(lock, 'holder'), 'utf8'));
    const untouchedMs = Date.now() - (await stat(lock)).mtimeMs;
    if (pid !== process.pid && runs(pid) && untouchedMs < abandonedAfterMs)
      return { pid, abandoned: false };
    const children = await readFile(join(lock, 'children'), 'utf8').catch(() => '');
    const orphan = children.split('\n').filter(Boolean).map(Number).find(runs);
    if (orphan !== undefined && untouchedMs < orphanAbandonedAfterMs)
      return { pid: orphan, abandoned: false };
    return { pid, abandoned: true };
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}

/** @param {number} pid */
function runs(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Two who wait may both find the lock abandoned, and the second would take away what the first has
 * just made; so what was moved away is looked at again, and put back if it was not the one.
 *
 * @param {number} pid
 * @param {string} aside
 */
async function removeAbandoned(pid, aside) {
  if (!(await moved(lock, aside))) return;
  const taken = Number(await readFile(join(aside, 'holder'), 'utf8'));
  if (taken !== pid && (await moved(aside, lock))) return;
  await rm(aside, { recursive: true, force: true });
}
