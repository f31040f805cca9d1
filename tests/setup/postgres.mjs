/** A throw-away Postgres for the tests of storage: an own data folder, an own port, no fsync. */
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { run } from '../../server/start/run.mjs';
import { say, Trouble } from '../../server/start/trouble.mjs';
import { aptInstall, isExecutable, isRoot, pathFolders } from './find.mjs';

/**
 * @typedef {object} Postgres
 * @property {string} url of a superuser on an empty database
 * @property {() => Promise<void>} stop also removes its data
 */

/** @typedef {{ uid: number, gid: number } | undefined} Account */

const readyWithinMs = 60_000;
/** For a server that is said to run already. */
const reachedWithinMs = 10_000;
const user = 'kinbridge';

/**
 * Looked for in POSTGRES_URL (a throw-away server that runs already), POSTGRES_BIN (the folder of
 * initdb and postgres), on the PATH and where systems keep it; else installed with apt-get, else
 * run by Docker.
 *
 * @returns {Promise<Postgres>}
 * @throws {Trouble}
 */
export async function startPostgres() {
  const url = process.env['POSTGRES_URL'];
  if (url !== undefined && url !== '') {
    if (await answers(url, reachedWithinMs)) return { url, stop: async () => {} };
    throw new Trouble('POSTGRES_URL names a server that does not answer.');
  }
  const bin = process.env['POSTGRES_BIN'];
  if (bin !== undefined && bin !== '') {
    const named = await startFrom(bin);
    if (named !== null) return named;
    throw new Trouble(`POSTGRES_BIN names ${bin}, where no initdb and postgres start.`);
  }
  const started =
    (await startFirst(await binFolders())) ??
    ((await aptInstall('postgresql')) ? await startFirst(await binFolders()) : null) ??
    (await startInDocker());
  if (started !== null) return started;
  throw new Trouble(
    'The tests of storage need Postgres; install it (Debian and Ubuntu: apt-get install ' +
      'postgresql; macOS: brew install postgresql), or name a throw-away server in POSTGRES_URL.',
  );
}

/** @returns {Promise<string[]>} the PATH first, then the newest of each system's own places */
async function binFolders() {
  const versioned = [
    ['/usr/lib/postgresql', 'bin'],
    ['/opt/homebrew/opt', 'bin'],
    ['/usr/local/opt', 'bin'],
    ['/usr', 'bin'],
  ];
  const elsewhere = [];
  for (const [parent = '', bin = ''] of versioned) {
    const names = await readdir(parent).catch(() => []);
    const versions = names.filter((name) => /^(\d+|(postgresql|pgsql)([@-]\d+)?)$/.test(name));
    versions.sort((a, b) => versionOf(b) - versionOf(a));
    elsewhere.push(...versions.map((name) => join(parent, name, bin)));
  }
  return [...new Set([...pathFolders(), ...elsewhere])].filter(
    (folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')),
  );
}

/** @param {string} name */
function versionOf(name) {
  return Number(/\d+$/.exec(name)?.[0] ?? 0);
}

/** @param {readonly string[]} folders */
async function startFirst(folders) {
  for (const folder of folders) {
    const started = await startFrom(folder);
    if (started !== null) return started;
  }
  return null;
}

/**
 * @param {string} bin
 * @returns {Promise<Postgres | null>} null if these programs do not work here
 */
async function startFrom(bin) {
  const account = await unprivileged();
  for (const program of ['initdb', 'postgres']) {
    const version = await run(join(bin, program), ['--version'], {
      captured: true,
      cwd: '/',
      account,
      limitMs: 10_000,
    });
    if (version.code !== 0 || !version.output.includes('(PostgreSQL)')) return null;
  }
  // As root not in TMPDIR, which may be a folder that the other account can't enter.
  const folder = await mkdtemp(join(isRoot ? '/tmp' : tmpdir(), 'kinbridge-postgres-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password);
  if (account !== undefined)
    for (const path of [folder, passwordFile]) await chown(path, account.uid, account.gid);

  const data = join(folder, 'data');
  const made = await run(
    join(bin, 'initdb'),
    [
      `--pgdata=${data}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { captured: true, cwd: folder, account, limitMs: readyWithinMs },
  );
  if (made.code !== 0) {
    await remove();
    return null;
  }
  // Between our finding a free port and Postgres taking it, another may have.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const port = await freePort();
    const process_ = launch(join(bin, 'postgres'), data, folder, port, account);
    const url = `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
    if (await answers(url, readyWithinMs, process_.hasEnded))
      return {
        url,
        stop: async () => {
          await process_.stop();
          await remove();
        },
      };
    await process_.stop();
  }
  await remove();
  return null;
}

/**
 * @param {string} program
 * @param {string} data
 * @param {string} folder
 * @param {number} port
 * @param {Account} account
 */
function launch(program, data, folder, port, account) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    fsync: 'off',
    full_page_writes: 'off',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program, ['-D', data, ...args], {
    cwd: folder,
    stdio: 'ignore',
    ...account,
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  // The last resort, if we are ended before stop() is called.
  const onExit = () => {
    child.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', onExit);
  return {
    hasEnded,
    stop: async () => {
      process.off('exit', onExit);
      // SIGINT is Postgres's fast shutdown; SIGQUIT the immediate one.
      if (!hasEnded()) child.kill('SIGINT');
      const stopped = await Promise.race([
        ended.then(() => true),
        after(10_000, false, { ref: false }),
      ]);
      if (stopped) return;
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

/** Postgres refuses to run as root. @returns {Promise<Account>} */
async function unprivileged() {
  if (!isRoot) return undefined;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(([found]) => found === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Trouble(
    'Postgres does not run as root, and there is no account `postgres` or `nobody` to run it.',
  );
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('a TCP server without a port'));
      });
    });
  });
}

/**
 * @param {string} url
 * @param {number} withinMs
 * @param {() => boolean} [givenUp]
 */
async function answers(url, withinMs, givenUp = () => false) {
  const { Client } = (await import('pg')).default;
  const until = performance.now() + withinMs;
  while (performance.now() < until && !givenUp()) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    // Without a listener a connection that breaks later ends the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      // Not ready yet, or not at all: the limit decides.
      await after(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** @returns {Promise<Postgres | null>} null if there is no Docker that runs */
async function startInDocker() {
  const docker = (/** @type {string[]} */ ...args) =>
    run('docker', args, { captured: true, limitMs: 5 * 60_000 });
  if ((await docker('info')).code !== 0) return null;
  say('Starting Postgres in Docker…');
  const password = randomBytes(16).toString('hex');
  const started = await docker(
    ...['run', '--detach', '--rm', '--publish', '127.0.0.1::5432'],
    ...['--tmpfs', '/var/lib/postgresql/data', '--env', `POSTGRES_USER=${user}`],
    ...['--env', `POSTGRES_PASSWORD=${password}`, '--env', 'POSTGRES_DB=postgres'],
    ...['postgres:17-alpine', '-c', 'fsync=off', '-c', 'full_page_writes=off'],
  );
  if (started.code !== 0) return null;
  const id = started.output.trim().split('\n').at(-1) ?? '';
  const stop = async () => {
    await docker('stop', '--time', '5', id);
  };
  const port = /:(\d+)\s*$/m.exec((await docker('port', id, '5432/tcp')).output)?.[1];
  const url = `postgres://${user}:${password}@127.0.0.1:${port ?? ''}/postgres`;
  if (port !== undefined && (await answers(url, readyWithinMs))) return { url, stop };
  await stop();
  return null;
}
