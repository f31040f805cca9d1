/**
 * The browser stories: the production build in a real Chromium. Each story starts the server it
 * needs itself.
 */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { ensureChromium } from './chromium.mjs';

const root = join(import.meta.dirname, '..', '..');

// Read again in every worker; the first to ask leaves the answer for them.
process.env['KINBRIDGE_TEST_CHROMIUM'] ??= await ensureChromium();

const report = process.env['KINBRIDGE_TEST_BROWSER_REPORT'];

export default defineConfig({
  testDir: join(root, 'tests', 'browser'),
  testMatch: '**/*.spec.ts',
  outputDir: join(root, 'test-results'),
  // A story is a server and up to four browsers already.
  workers: 1,
  // Flaky is broken.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // For a machine that is three times as busy as a quiet one: only what hangs is meant to meet it.
  timeout: 150_000,
  expect: { timeout: 10_000 },
  reporter: report === undefined ? 'list' : [['list'], ['json', { outputFile: report }]],
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        headless: true,
        trace: 'off',
        launchOptions: {
          executablePath: process.env['KINBRIDGE_TEST_CHROMIUM'],
          // Root in a container has no sandbox; the rest keeps the browser from its own errands.
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--no-first-run',
          ],
        },
      },
    },
  ],
});
