/** A Chromium for the browser stories. */
import { installedFile, root } from '../../server/start/places.mjs';
import { run } from '../../server/start/run.mjs';
import { say, Trouble } from '../../server/start/trouble.mjs';
import { aptInstall, isExecutable, programs } from './find.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const onMacs = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Looked for in CHROMIUM_PATH, on the PATH, among Playwright's downloads; else installed with
 * apt-get, else downloaded by Playwright.
 *
 * @returns {Promise<string>} the path of one that was seen to show a page
 * @throws {Trouble}
 */
export async function ensureChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (await showsAPage(named)) return named;
    throw new Trouble(`CHROMIUM_PATH names ${named}, which does not start as a Chromium.`);
  }
  const found =
    (await firstThatWorks([...programs(names), ...onMacs.filter(isExecutable)])) ??
    (await playwrightsOwn());
  if (found !== null) return found;
  if (await aptInstall('chromium', { onlyOn: 'debian' })) {
    const installed = await firstThatWorks(programs(names));
    if (installed !== null) return installed;
  }
  const downloaded = (await download()) ? await playwrightsOwn() : null;
  if (downloaded !== null) return downloaded;
  throw new Trouble(
    'The browser stories need Chromium; install it (Debian: apt-get install chromium; elsewhere: ' +
      'npx playwright install --with-deps chromium), or name one in CHROMIUM_PATH.',
  );
}

/**
 * @param {readonly string[]} candidates
 * @returns {Promise<string | null>}
 */
async function firstThatWorks(candidates) {
  for (const candidate of candidates) if (await showsAPage(candidate)) return candidate;
  return null;
}

/**
 * Ubuntu puts a `chromium-browser` on the PATH that only says how to install one, and a browser
 * may lack a library: only a shown page proves it.
 *
 * @param {string} program
 */
async function showsAPage(program) {
  const { code, output } = await run(
    program,
    ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'data:text/html,<p>shown</p>'],
    { captured: true, limitMs: 60_000 },
  );
  return code === 0 && output.includes('<p>shown</p>');
}

/** @returns {Promise<string | null>} the one Playwright has downloaded, if it has */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return isExecutable(path) ? firstThatWorks([path]) : null;
}

async function download() {
  say("Downloading Playwright's Chromium…");
  const { code } = await run(
    process.execPath,
    [installedFile('@playwright/test/cli.js'), 'install', 'chromium'],
    { cwd: root, captured: true, limitMs: 10 * 60_000 },
  );
  return code === 0;
}
