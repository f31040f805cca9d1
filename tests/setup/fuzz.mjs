/** `npm run fuzz [seconds] [first seed]`: mutated messages against the gate, until one gets through. */
import '../../server/start/node-version.mjs';

const { ensureInstalled } = await import('../../server/start/installed.mjs');
const { installedFile, root } = await import('../../server/start/places.mjs');
const { passSignalsOn, run } = await import('../../server/start/run.mjs');
const { orSayWhy, say, Trouble } = await import('../../server/start/trouble.mjs');

await orSayWhy(async () => {
  const [seconds = '60', seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
  if (!/^\d+$/.test(seconds) || !/^\d+$/.test(seed))
    throw new Trouble('npm run fuzz takes seconds and the first seed, both whole numbers.');
  passSignalsOn();
  await ensureInstalled();
  say(`From seed ${seed} on, for ${seconds} s. What is found names its seed.`);
  const { code } = await run(
    process.execPath,
    [
      installedFile('vitest/vitest.mjs'),
      ...['run', '--project', 'convergence', 'tests/convergence/gate-fuzz.test.ts'],
    ],
    {
      cwd: root,
      env: { ...process.env, KINBRIDGE_FUZZ_SECONDS: seconds, KINBRIDGE_FUZZ_SEED: seed },
    },
  );
  process.exitCode = code;
});
