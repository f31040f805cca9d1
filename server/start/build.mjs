/** `npm run build`: builds the page and the server into dist/, whether they are stale or not. */
import './node-version.mjs';

const { ensureBuilt } = await import('./built.mjs');
const { ensureInstalled } = await import('./installed.mjs');
const { passSignalsOn } = await import('./run.mjs');
const { orSayWhy, say } = await import('./trouble.mjs');

await orSayWhy(async () => {
  const signalsAreOurs = passSignalsOn();
  await ensureInstalled();
  await ensureBuilt({ anyway: true });
  signalsAreOurs();
  say('Built into dist/client and dist/server.');
});
