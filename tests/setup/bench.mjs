/** `npm run bench [name]`: runs tests/bench/<name>.ts, or lists what there is. */
import '../../server/start/node-version.mjs';

const { readdir } = await import('node:fs/promises');
const { join } = await import('node:path');
const { ensureInstalled } = await import('../../server/start/installed.mjs');
const { root } = await import('../../server/start/places.mjs');
const { passSignalsOn, run } = await import('../../server/start/run.mjs');
const { orSayWhy, say, Trouble } = await import('../../server/start/trouble.mjs');

await orSayWhy(async () => {
  const [name, ...args] = process.argv.slice(2);
  const names = await benches();
  if (name === undefined) {
    say(names.length === 0 ? 'There is no benchmark yet.' : 'npm run bench <name>, one of:');
    for (const one of names) say(`  ${one}`);
    return;
  }
  if (!names.includes(name))
    throw new Trouble(
      `There is no benchmark "${name}"` +
        (names.length === 0 ? ', nor any other yet.' : `; there are: ${names.join(', ')}.`),
    );
  passSignalsOn();
  await ensureInstalled();
  const { code } = await run(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', join('tests', 'bench', `${name}.ts`), ...args],
    { cwd: root },
  );
  process.exitCode = code;
});

/** @returns {Promise<string[]>} sorted; what only helps the others lies in folders */
async function benches() {
  const files = await readdir(join(root, 'tests', 'bench')).catch(() => []);
  return files.flatMap((file) => /^([^.]+)\.ts$/.exec(file)?.[1] ?? []).sort();
}
