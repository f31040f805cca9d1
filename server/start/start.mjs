/** `npm start`: whatever is missing is set up, then the server runs in this very process. */
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

process.env['NODE_ENV'] ??= 'production';
// No second process: whoever ends this one has ended the server, and the signals, the environment
// and the exit code are its own. Its arguments begin where ours did.
process.argv[1] = builtServer;
await orSayWhy(async () => {
  await import(pathToFileURL(builtServer).href);
});
