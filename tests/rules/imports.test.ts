import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** Folder → the folders of ours it may import from. */
const mayImport: Record<string, readonly string[]> = {
  shared: ['shared'],
  server: ['server', 'shared'],
  client: ['client', 'shared'],
};
/** Only the composition root may name a storage or read the environment. */
const compositionRoot = 'server/main.ts';

const sources = Object.keys(mayImport).flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !/\.test\.ts$/.test(file))
    .map((file) => join(folder, file)),
);
const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, name]) => name ?? '',
  );

test('[C3] imports go only where they may', () => {
  const strays = sources.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(root, join(root, dirname(file), name)))
      .filter(
        (target) => !mayImport[file.split('/')[0] ?? '']?.includes(target.split('/')[0] ?? ''),
      )
      .map((target) => `${file} must not import ${target}`),
  );
  expect(strays).toEqual([]);
});

test('[C3] shared knows neither Node nor a socket nor Svelte', () => {
  const allowed = new Set([
    'valibot',
    'yjs',
    'lib0/buffer', // Of lib0 what runs everywhere alike; Yjs brings it.
    'lib0/hash/sha256',
    'lib0/string',
    'perfect-freehand', // Arithmetic: a stroke's outline is the same wherever it is drawn.
  ]);
  const strays = sources
    .filter((file) => file.startsWith('shared/'))
    .flatMap((file) => importsOf(file).map((name) => [file, name] as const))
    .filter(([, name]) => !name.startsWith('.') && !allowed.has(name));
  expect(strays).toEqual([]);
});

test('[C3] a room and a board import no socket', () => {
  const strays = sources
    .filter((file) => /^server\/(session\/room|board\/(?!board-socket))/.test(file))
    .flatMap((file) => importsOf(file).map((name) => [file, name] as const))
    .filter(([, name]) => /^(ws|socket\.io|express|node:http|node:net)$/.test(name));
  expect(strays).toEqual([]);
});

test('[C3] only the composition root names a storage or reads the environment', () => {
  const naming = sources.filter(
    (file) =>
      file.startsWith('server/') &&
      !file.startsWith('server/storage/') &&
      !/^server\/presence\/redis-/.test(file) &&
      !file.startsWith('server/start/') &&
      file !== compositionRoot &&
      (/\bprocess\.env\b/.test(readFileSync(join(root, file), 'utf8')) ||
        importsOf(file).some((name) => /^(better-sqlite3|pg|kysely|redis)$/.test(name))),
  );
  expect(naming).toEqual([]);
});
