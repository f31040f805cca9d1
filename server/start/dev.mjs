/**
 * `npm run dev`: the server from its sources, started again at every change, and Vite's server
 * before it, which brings changes of the page into the open browser. When one ends, so does the
 * other.
 */
import './node-version.mjs';

const { ensureInstalled } = await import('./installed.mjs');
const { installedFile, root } = await import('./places.mjs');
const { passSignalsOn, run } = await import('./run.mjs');
const { orSayWhy, say, Trouble } = await import('./trouble.mjs');

const pageUrl = 'http://localhost:5173';

await orSayWhy(async () => {
  passSignalsOn();
  await ensureInstalled();
  const env = {
    ...process.env,
    PORT: process.env['PORT'] ?? '8080',
    DATA_DIR: process.env['DATA_DIR'] ?? './data',
    // What the browser's address bar shows: the Origin the server must expect.
    PUBLIC_URL: pageUrl,
  };
  const args = process.argv.slice(2);
  say(`Kinbridge for development will be at ${pageUrl}; Ctrl-C ends it.`);
  const { code, name } = await Promise.race([
    named('the server', [
      '--import',
      'tsx',
      '--watch',
      '--watch-preserve-output',
      'server/main.ts',
      ...args,
    ]),
    named("Vite's server", [installedFile('vite/bin/vite.js'), '--clearScreen', 'false']),
  ]);
  throw new Trouble(`Stopping, since ${name} ended with exit code ${code}.`);

  /**
   * @param {string} name
   * @param {string[]} nodeArgs
   */
  async function named(name, nodeArgs) {
    const { code } = await run(process.execPath, nodeArgs, { cwd: root, env });
    return { code, name };
  }
});
