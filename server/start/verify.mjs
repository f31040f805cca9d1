/** `npm run verify -- FILE` or `-- --database`: the built server's own check; no server is started. */
import './node-version.mjs';

const { runBuilt, setUp } = await import('./run-built.mjs');

await setUp();
await runBuilt('--verify');
