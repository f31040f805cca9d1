/** Where programs are, and how to get the ones that are missing. */
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../../server/start/run.mjs';
import { say } from '../../server/start/trouble.mjs';

/** @returns {string[]} the folders of the PATH, in order */
export function pathFolders() {
  return [...new Set((process.env['PATH'] ?? '').split(delimiter).filter(Boolean))];
}

/**
 * @param {readonly string[]} names
 * @param {readonly string[]} [folders]
 * @returns {string[]} every executable file of these names, in the order of the folders
 */
export function programs(names, folders = pathFolders()) {
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).filter(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there or not ours to run: the same to whoever looks for a program.
    return false;
  }
}

export const isRoot = process.getuid?.() === 0;

/** @returns {'debian' | 'like-debian' | null} */
function debian() {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    if (/^ID="?debian"?$/m.test(release)) return 'debian';
    return /^ID_LIKE=.*debian/m.test(release) ? 'like-debian' : null;
  } catch {
    // No such file, so not a Debian.
    return null;
  }
}

/**
 * Installs a package of the system where we may: as root on Debian.
 *
 * @param {string} name
 * @param {{ onlyOn?: 'debian' }} [where] Ubuntu's chromium is a snap, which has no place in a container
 * @returns {Promise<boolean>} whether it is there now
 */
export async function aptInstall(name, { onlyOn } = {}) {
  const kind = debian();
  if (!isRoot || kind === null || (onlyOn !== undefined && kind !== onlyOn)) return false;
  say(`Installing ${name} with apt-get…`);
  // RUNLEVEL=1: a database that is installed for its programs need not be started as a service.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const { code, output } = await run('apt-get', args, {
      env,
      captured: true,
      limitMs: 10 * 60_000,
    });
    if (code === 0) continue;
    say(`apt-get ${args.join(' ')} failed: ${output.trim().split('\n').at(-1) ?? ''}`);
    return false;
  }
  return true;
}
