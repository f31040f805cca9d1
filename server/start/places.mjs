import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that is built, and what the set-up notes about it; never in git. */
export const dist = join(root, 'dist');
export const builtServer = join(dist, 'server', 'main.js');
export const builtPage = join(dist, 'client', 'index.html');

/** @param {string} path below node_modules, with `/` */
export const installedFile = (path) => join(root, 'node_modules', ...path.split('/'));
