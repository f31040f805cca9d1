/**
 * `npm test`: everything there is, in order, on whatever machine. `npm test -- unit server` runs
 * these parts only; what follows `--`'s part names that is none goes to the runner, so
 * `npm test -- server tests/server/health.test.ts` or `npm test -- browser -g "first start"`.
 *
 * The last line of its output is `N passed, N failed`, with `, N skipped` if some were.
 */
import '../../server/start/node-version.mjs';

const { rmSync } = await import('node:fs');
const { mkdtemp } = await import('node:fs/promises');
const { tmpdir } = await import('node:os');
const { join } = await import('node:path');
const { ensureBuilt } = await import('../../server/start/built.mjs');
const { ensureInstalled } = await import('../../server/start/installed.mjs');
const { installedFile, root } = await import('../../server/start/places.mjs');
const { passSignalsOn, run } = await import('../../server/start/run.mjs');
const { inWords, say, Trouble } = await import('../../server/start/trouble.mjs');
const { check } = await import('./check.mjs');
const { ensureChromium } = await import('./chromium.mjs');
const { startPostgres } = await import('./postgres.mjs');
const { ensureRedis } = await import('./redis.mjs');
const { none, plus, ofPlaywright, ofVitest, inOneLine } = await import('./tally.mjs');

/** The parts that Vitest runs, and its projects for each. @type {Record<string, string[]>} */
const vitestParts = {
  unit: ['unit', 'client'],
  contracts: ['contracts'],
  convergence: ['convergence'],
  server: ['server'],
  faults: ['faults'],
};
const withPostgres = ['contracts', 'server', 'faults'];
const withRedis = ['contracts', 'server', 'browser'];
const parts = ['check', ...Object.keys(vitestParts), 'browser'];

/** A hanging run must end while somebody still waits for its answer. */
const runnerLimitMs = 35 * 60_000;

let total = none;
let allFine = true;

passSignalsOn();
const reports = await mkdtemp(join(tmpdir(), 'kinbridge-test-'));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));
try {
  await testing();
} catch (error) {
  allFine = false;
  console.error(inWords(error));
}
say('');
say(inOneLine(total));
process.exit(allFine && total.failed === 0 ? 0 : 1);

async function testing() {
  const asked = process.argv.slice(2);
  const firstOther = asked.findIndex((word) => !parts.includes(word));
  const named = firstOther === -1 ? asked : asked.slice(0, firstOther);
  const more = firstOther === -1 ? [] : asked.slice(firstOther);
  if (named.length === 0 && more.length > 0)
    throw new Trouble(`npm test -- takes parts first: ${parts.join(', ')}.`);
  const chosen = named.length === 0 ? parts : named;
  const inVitest = Object.keys(vitestParts).filter((part) => chosen.includes(part));

  await step('install', ensureInstalled);
  if (chosen.includes('check'))
    await step('check', async () => {
      if (!(await check())) throw new Trouble('The check failed; see above.');
    }).catch(goOn);
  if (chosen.some((part) => part !== 'check' && part !== 'unit'))
    await step('build', ensureBuilt).catch(goOn);
  // Before the long runs: whoever has to install something first should hear it now.
  const chromium = chosen.includes('browser') ? await aChromium() : null;
  if (chosen.some((part) => withRedis.includes(part)))
    await step('Redis', async () => {
      process.env['KINBRIDGE_TEST_REDIS'] = JSON.stringify(await ensureRedis());
    });
  if (inVitest.length > 0) await vitest(inVitest, more);
  if (chromium !== null) await browser(chromium, more);
  if (total.passed + total.failed === 0 && chosen.some((part) => part !== 'check'))
    throw new Trouble('No test ran.');
}

/**
 * One failed step is no reason not to see the next ones too.
 *
 * @param {unknown} error
 */
function goOn(error) {
  allFine = false;
  console.error(inWords(error));
}

/**
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function step(name, work) {
  const started = performance.now();
  say(`\n── ${name}`);
  try {
    await work();
  } finally {
    say(`── ${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

/**
 * @param {string[]} chosen
 * @param {string[]} more
 */
async function vitest(chosen, more) {
  const env = { ...process.env };
  let stop = async () => {};
  if (chosen.some((part) => withPostgres.includes(part)))
    await step('Postgres', async () => {
      const postgres = await startPostgres();
      stop = postgres.stop;
      env['KINBRIDGE_TEST_POSTGRES_URL'] = postgres.url;
    });
  const report = join(reports, 'vitest.json');
  const projects = chosen.flatMap((part) => vitestParts[part] ?? []);
  try {
    await step(`tests: ${chosen.join(', ')}`, async () => {
      const ended = await run(
        process.execPath,
        [
          installedFile('vitest/vitest.mjs'),
          ...['run', '--passWithNoTests', '--reporter=default', '--reporter=json'],
          `--outputFile.json=${report}`,
          ...projects.flatMap((project) => ['--project', project]),
          ...more,
        ],
        { cwd: root, env, limitMs: runnerLimitMs },
      );
      total = plus(total, await ofVitest(report, ended));
    });
  } finally {
    await stop();
  }
}

async function aChromium() {
  let chromium = '';
  await step('Chromium', async () => {
    chromium = await ensureChromium();
    say(chromium);
  });
  return chromium;
}

/**
 * @param {string} chromium
 * @param {string[]} more
 */
async function browser(chromium, more) {
  const report = join(reports, 'browser.json');
  await step('tests: browser', async () => {
    const ended = await run(
      process.execPath,
      [
        installedFile('@playwright/test/cli.js'),
        ...['test', '--config', 'tests/setup/playwright.config.ts', '--pass-with-no-tests'],
        ...more,
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          KINBRIDGE_TEST_CHROMIUM: chromium,
          KINBRIDGE_TEST_BROWSER_REPORT: report,
        },
        limitMs: runnerLimitMs,
      },
    );
    total = plus(total, await ofPlaywright(report, ended));
  });
}
