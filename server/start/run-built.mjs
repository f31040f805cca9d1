/** The built server's program, run in this very process, and what it needs to be there. */
const { pathToFileURL } = await import('node:url');
const { ensureBuilt } = await import('./built.mjs');
const { ensureInstalled } = await import('./installed.mjs');
const { builtServer } = await import('./places.mjs');
const { passSignalsOn } = await import('./run.mjs');
const { orSayWhy } = await import('./trouble.mjs');

/** Installs and builds what is missing; a failure says why and ends the process. */
export async function setUp() {
  await orSayWhy(async () => {
    const signalsAreOurs = passSignalsOn();
    await ensureInstalled();
    await ensureBuilt();
    signalsAreOurs();
  });
}

/**
 * No second process: whoever ends this one has ended the server, and the signals, the environment and
 * the exit code are its own. Its arguments begin where ours did.
 * @param {...string} first stand before those
 */
export async function runBuilt(...first) {
  process.argv.splice(1, 1, builtServer, ...first);
  await orSayWhy(async () => {
    await import(pathToFileURL(builtServer).href);
  });
}
