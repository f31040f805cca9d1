/** A redis-server for the tests of presence: which program it is, and that it runs here. */
import { run } from '../../server/start/run.mjs';
import { Trouble } from '../../server/start/trouble.mjs';
import { aptInstall, programs } from './find.mjs';

const names = ['redis-server', 'valkey-server'];

/**
 * The tests kill it, empty it and start it again, so they need the program itself and not a server that
 * runs somewhere. Looked for in REDIS_SERVER, on the PATH; else installed with apt-get, else run by Docker.
 *
 * @returns {Promise<readonly string[]>} the command, to which its settings are added
 * @throws {Trouble}
 */
export async function ensureRedis() {
  const named = process.env['REDIS_SERVER'];
  if (named !== undefined && named !== '') {
    if (await works([named])) return [named];
    throw new Trouble(`REDIS_SERVER names ${named}, which does not start as a Redis.`);
  }
  const found =
    (await firstThatWorks()) ??
    ((await aptInstall('redis-server')) ? await firstThatWorks() : null);
  if (found !== null) return found;
  const inDocker = ['docker', 'run', '--rm', '--init', '--network', 'host', 'redis:7-alpine'];
  if (await works([...inDocker, 'redis-server'])) return [...inDocker, 'redis-server'];
  throw new Trouble(
    'The tests of presence need Redis; install it (Debian and Ubuntu: apt-get install redis-server; ' +
      'macOS: brew install redis), or name the program in REDIS_SERVER.',
  );
}

/** @returns {Promise<readonly string[] | null>} */
async function firstThatWorks() {
  for (const program of programs(names)) if (await works([program])) return [program];
  return null;
}

/** @param {readonly string[]} command */
async function works([program = '', ...args]) {
  const { code, output } = await run(program, [...args, '--version'], {
    captured: true,
    limitMs: 3 * 60_000,
  });
  return code === 0 && /(redis|valkey)/i.test(output) && /v=\d+/.test(output);
}
