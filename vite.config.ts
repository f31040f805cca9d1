import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type ProxyOptions, type UserConfig } from 'vite';
import { askedForAhead, readAhead } from './server/start/ahead.mjs';
import { compressedAssets } from './server/start/compressed-assets.mjs';
import { narrowedFonts, narrowFonts } from './server/start/narrowed-fonts.mjs';

const root = import.meta.dirname;

/** Where the server of `npm run dev` listens; it sets PORT for both. */
const serverUrl = `http://localhost:${process.env['PORT'] ?? '8080'}`;

/** Only links go through: `client/board` and the board's sockets are the same word here. */
const linksOnly: ProxyOptions = {
  target: serverUrl,
  ws: true,
  bypass: (request) => (request.headers.upgrade === undefined ? request.url : undefined),
};

/** Files of which each would come by itself, half of it HTTP's headers: put together by who needs them. */
const together = {
  look: /[\\/]@lucide[\\/]svelte[\\/]|[\\/]client[\\/]look[\\/](?:Button|CharactersLeft|Page|Loading|focus|keep|when)/,
  session: /[\\/]client[\\/]session[\\/]/,
  base: /[\\/]node_modules[\\/](?:svelte|esm-env|clsx|valibot)[\\/]/,
};

const page: UserConfig = {
  // No .env file: a build is the same everywhere.
  envDir: false,
  root: join(root, 'client'),
  plugins: [
    svelte({
      configFile: false,
      dynamicCompileOptions: ({ filename }) =>
        filename.includes('node_modules') ? undefined : { runes: true },
    }),
    askedForAhead(),
    compressedAssets(),
  ],
  build: {
    outDir: join(root, 'dist', 'client'),
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows no inline script, no inline style and no data: font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    sourcemap: false,
    manifest: false,
    rolldownOptions: {
      output: {
        postBanner: readAhead,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: Object.entries(together).map(([name, test]) => ({
            name,
            test,
            minShareCount: 2,
          })),
        },
      },
    },
  },
  server: {
    host: 'localhost',
    port: 5173,
    strictPort: true,
    fs: { allow: ['client', 'shared', 'node_modules'].map((folder) => join(root, folder)) },
    proxy: {
      '/api': serverUrl,
      '/health': serverUrl,
      '/socket.io': { target: serverUrl, ws: true },
      '/practice-line': { target: serverUrl, ws: true },
      '/board': linksOnly,
    },
  },
};

const server: UserConfig = {
  // No .env file: a build is the same everywhere.
  envDir: false,
  root,
  publicDir: false,
  build: {
    ssr: true,
    outDir: join(root, 'dist', 'server'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      // One line for each file that runs as a program or a worker of its own.
      input: {
        main: join(root, 'server', 'main.ts'),
        'board-export-worker': join(root, 'server', 'record', 'export', 'board-export-worker.ts'),
        'record-worker': join(root, 'server', 'record', 'record-worker.ts'),
        'sqlite-log-worker': join(root, 'server', 'storage', 'sqlite-log-worker.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
};

/** `vite build` makes the page, `vite build --mode server` the server; Vitest comes as `test`. */
export default defineConfig(async ({ mode }) => {
  if (mode === 'test') return (await import('./tests/setup/vitest.config.ts')).default;
  if (mode === 'server') return server;
  const alias = { [narrowedFonts]: await narrowFonts() };
  return { ...page, resolve: { alias } };
});
