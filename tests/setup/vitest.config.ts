/** The parts of the tests that run in Node; `vite.config.ts` hands this to Vitest. */
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const root = join(import.meta.dirname, '..', '..');

/** Real servers are started, killed and waited for. */
const withServersMs = 60_000;

function part(
  name: string,
  include: string[],
  more: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  return { root, test: { name, include, environment: 'node', ...more } };
}

const withPostgres = {
  globalSetup: [join(import.meta.dirname, 'postgres-for-vitest.mjs')],
  testTimeout: withServersMs,
  hookTimeout: withServersMs,
};

const withDatabases = {
  ...withPostgres,
  globalSetup: [...withPostgres.globalSetup, join(import.meta.dirname, 'redis-for-vitest.mjs')],
};

export default defineConfig({
  root,
  test: {
    projects: [
      part('unit', ['shared/**/*.test.ts', 'server/**/*.test.ts', 'tests/rules/**/*.test.ts']),
      {
        root,
        plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
        // Without the browser condition Svelte is its server half, where effects never run.
        resolve: { conditions: [...defaultClientConditions] },
        test: { name: 'client', include: ['client/**/*.test.ts'], environment: 'jsdom' },
      },
      part('contracts', ['tests/contracts/**/*.test.ts'], withDatabases),
      part('convergence', ['tests/convergence/**/*.test.ts'], {
        testTimeout: withServersMs,
        hookTimeout: withServersMs,
      }),
      part('server', ['tests/server/**/*.test.ts'], withDatabases),
      part('faults', ['tests/faults/**/*.test.ts'], withPostgres),
    ],
  },
});
