import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** What carries ink or decisions out of a page: documents, sockets, and whatever stands on them. */
const carriers = /^(yjs|y-protocols|y-websocket|lib0|socket\.io-client)(\/|$)/;

/** Without what is imported for its types alone: nothing of that is in the page. */
const importsOf = (file: string): readonly string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)(?!\s+type\b)[^;'"]*?['"]([^'"]+)['"]|import\(\s*'([^']+)'\s*\)/g,
    ),
  ].map(([, whole, later]) => whole ?? later ?? '');

/** All that a page is made of, and what each of it asks of packages. */
function madeOf(page: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const waiting = [page];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file) || !/\.(ts|svelte)$/.test(file)) continue;
    const names = importsOf(file);
    found.set(
      file,
      names.filter((name) => !name.startsWith('.')),
    );
    for (const name of names.filter((one) => one.startsWith('.'))) {
      waiting.push(relative(root, join(root, dirname(file), name)));
    }
  }
  return found;
}

test.each(['ReviewPage', 'ComparePage', 'OverTimePage'])(
  '[R33] nothing that %s is made of can send ink or a decision',
  (page) => {
    const made = madeOf(`client/record/${page}.svelte`);
    expect(made.size).toBeGreaterThan(10);
    const strays = [...made].flatMap(([file, packages]) =>
      packages.filter((name) => carriers.test(name)).map((name) => `${file} imports ${name}`),
    );
    expect(strays).toEqual([]);
  },
);

test('[R33] the page of a room, which does send ink, is found to', () => {
  const packages = [...madeOf('client/practice/RoomPage.svelte').values()].flat();
  expect(packages.some((name) => carriers.test(name))).toBe(true);
});
