import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { underLock } from './lock.mjs';
import { installedFile, root } from './places.mjs';
import { run } from './run.mjs';
import { say, Trouble } from './trouble.mjs';

const stamp = installedFile('.kinbridge-stamp');

/**
 * What we depend on is in node_modules when this returns: exactly what package-lock.json says, for
 * this Node. Does nothing if it is there.
 *
 * @throws {Trouble}
 */
export async function ensureInstalled() {
  const wanted = await wantedStamp();
  if ((await stampNow()) === wanted) return;
  await underLock(async (nameChild) => {
    const found = await stampNow();
    if (found === wanted) return;
    if (found === null && (await installedByHand()) && (await sqliteTrouble()) === null) {
      await writeFile(stamp, wanted);
      return;
    }
    say(whyInstall(found));
    await rm(stamp, { force: true });
    await install(nameChild);
    const trouble = await sqliteTrouble();
    if (trouble !== null) throw new Trouble(compilerSentence(await keptOutput(trouble)));
    await writeFile(stamp, wanted);
  });
}

/** The Node is part of it, since SQLite is compiled for one. */
async function wantedStamp() {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json'])
    hash.update(await readFile(join(root, name)));
  const { platform, arch, versions } = process;
  return `${hash.digest('hex')} ${platform}-${arch} modules-${versions.modules}`;
}

/** @returns {Promise<string | null>} */
async function stampNow() {
  return readFile(stamp, 'utf8').catch(() => null);
}

/** @param {string | null} found */
function whyInstall(found) {
  if (found !== null) return 'Installing again, since the packages or Node have changed…';
  if (existsSync(installedFile('')))
    return 'Installing again, since what is in node_modules is not complete…';
  return 'Installing what Kinbridge needs (first start only, about a minute)…';
}

/**
 * Whether somebody's own `npm ci` or `npm install` left what package-lock.json says, so that it
 * need not be thrown away. npm writes its own record last: a killed install has none.
 */
async function installedByHand() {
  const record = await readFile(installedFile('.package-lock.json'), 'utf8').catch(() => null);
  if (record === null) return false;
  const present = packagesIn(record);
  const wanted = packagesIn(await readFile(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const there = present[path];
    if (there === undefined) return path === '' || optional === true;
    return there.version === version && there.integrity === integrity;
  });
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function packagesIn(lockfile) {
  return JSON.parse(lockfile).packages;
}

/** @param {(pid: number) => void} nameChild */
async function install(nameChild) {
  // Vite and TypeScript are needed to build, whatever NODE_ENV the server is to run with.
  const [command, ...args] = [...npm(), 'ci', '--include=dev', '--no-audit', '--no-fund'];
  const { code, output } = await run(command, args, {
    cwd: root,
    captured: true,
    onStart: nameChild,
  });
  if (code === 0) return;
  const file = await keptOutput(output);
  if (code === 127) throw new Trouble('Kinbridge needs npm, which comes with Node.');
  if (/gyp ERR|prebuild-install|node-gyp/.test(output)) throw new Trouble(compilerSentence(file));
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b/.test(output))
    throw new Trouble(
      `npm could not reach its registry; Kinbridge needs it once, at the first start (what npm said is in ${file}).`,
    );
  throw new Trouble(`npm could not install what Kinbridge needs; what it said is in ${file}.`);
}

/** @returns {[string, ...string[]]} the npm that started us if there is one, else that of the PATH */
function npm() {
  const started = process.env['npm_execpath'];
  if (started?.endsWith('npm-cli.js')) return [process.execPath, started];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/** @returns {Promise<string | null>} what SQLite says if it can't be loaded */
async function sqliteTrouble() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  const { code, output } = await run(process.execPath, ['-e', probe], {
    cwd: root,
    captured: true,
  });
  return code === 0 ? null : output;
}

/** @param {string} file */
function compilerSentence(file) {
  return (
    'SQLite could not be built for this machine; install python3, make and g++ ' +
    '(Debian and Ubuntu: apt-get install -y python3 make g++; macOS: xcode-select --install) ' +
    `and start again (the compiler's words are in ${file}).`
  );
}

/** @param {string} output */
async function keptOutput(output) {
  const file = join(tmpdir(), `kinbridge-install-${process.pid}.log`);
  await writeFile(file, output);
  return file;
}
