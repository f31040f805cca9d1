/** `npm start`: whatever is missing is set up, then the server runs in this very process. */
import './node-version.mjs';

const { runBuilt, setUp } = await import('./run-built.mjs');

await setUp();
process.env['NODE_ENV'] ??= 'production';
await runBuilt();
