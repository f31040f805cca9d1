/** `npm run check`: format, lint and types of everything; not one warning is let through. */
import '../../server/start/node-version.mjs';
import { pathToFileURL } from 'node:url';

const { ensureInstalled } = await import('../../server/start/installed.mjs');
const { installedFile, root } = await import('../../server/start/places.mjs');
const { passSignalsOn, run } = await import('../../server/start/run.mjs');
const { orSayWhy, say } = await import('../../server/start/trouble.mjs');

/** @param {string} project */
const types = (project) => ({
  name: `types of ${project}`,
  args: ['typescript/bin/tsc', '--noEmit', '--project', `${project}/tsconfig.json`],
});

/** The slow ones first, since two run at a time. */
const checks = [
  {
    name: 'lint',
    args: ['eslint/bin/eslint.js', '--max-warnings', '0', '--no-error-on-unmatched-pattern', '.'],
  },
  {
    name: 'types of client',
    args: [
      'svelte-check/bin/svelte-check',
      ...['--workspace', 'client', '--tsconfig', './tsconfig.json'],
      ...['--fail-on-warnings', '--output', 'human'],
    ],
  },
  types('tests'),
  types('server'),
  types('shared'),
  { name: 'format', args: ['prettier/bin/prettier.cjs', '--check', '.'] },
];

/** @returns {Promise<boolean>} whether everything is as it should be; what is not was shown */
export async function check() {
  const waiting = [...checks];
  let fine = true;
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      if (!(await passes(next))) fine = false;
  };
  await Promise.all([worker(), worker()]);
  return fine;
}

/** @param {{ name: string, args: string[] }} one */
async function passes({ name, args: [program = '', ...args] }) {
  const started = performance.now();
  const { code, output } = await run(process.execPath, [installedFile(program), ...args], {
    cwd: root,
    captured: true,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (code !== 0) say(output.trimEnd());
  say(`  ${code === 0 ? 'fine  ' : 'FAILED'}  ${name} (${seconds} s)`);
  return code === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await orSayWhy(async () => {
    passSignalsOn();
    await ensureInstalled();
    if (!(await check())) process.exitCode = 1;
  });
