/** `npm run faults`: the tests that break things on purpose, longer than `npm test` has time for. */
import '../../server/start/node-version.mjs';

const { ensureBuilt } = await import('../../server/start/built.mjs');
const { ensureInstalled } = await import('../../server/start/installed.mjs');
const { installedFile, root } = await import('../../server/start/places.mjs');
const { passSignalsOn, run } = await import('../../server/start/run.mjs');
const { orSayWhy } = await import('../../server/start/trouble.mjs');

/** Kills of the real process, when nobody says otherwise. */
const kills = 200;

await orSayWhy(async () => {
  passSignalsOn();
  await ensureInstalled();
  await ensureBuilt();
  const { code } = await run(
    process.execPath,
    [installedFile('vitest/vitest.mjs'), 'run', '--project', 'faults', ...process.argv.slice(2)],
    { cwd: root, env: { KINBRIDGE_KILLS: String(kills), ...process.env } },
  );
  process.exitCode = code;
});
