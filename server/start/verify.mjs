/** `npm run verify -- FILE` or `-- --database`: the built server's own check; no server is started. */
import './node-version.mjs';

const { pathToFileURL } = await import('node:url');
const { ensureBuilt } = await import('./built.mjs');
const { ensureInstalled } = await import('./installed.mjs');
const { builtServer } = await import('./places.mjs');
const { passSignalsOn } = await import('./run.mjs');
const { orSayWhy } = await import('./trouble.mjs');

await orSayWhy(async () => {
  const signalsAreOurs = passSignalsOn();
  await ensureInstalled();
  await ensureBuilt();
  signalsAreOurs();
});

process.argv.splice(1, 1, builtServer, '--verify');
await orSayWhy(async () => {
  await import(pathToFileURL(builtServer).href);
});
