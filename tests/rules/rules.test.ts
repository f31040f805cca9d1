import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const testFile = /\.(test|spec)\.ts$/;

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => testFile.test(file) && !file.endsWith('rules.test.ts'))
    .map((file) => join(root, folder, file));

/** Ids a file cites at the beginning of the titles of its tests: `test('[H1][H6] …'`. */
const citedIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/['"`](?:\[[A-Z]\d+\])+/g)].flatMap(([title]) =>
    [...title.matchAll(/[A-Z]\d+/g)].map(([id]) => id),
  );

const rules = readFileSync(join(root, 'shared/RULES.md'), 'utf8');
const written = [...rules.matchAll(/^- \*\*([A-Z]\d+)\*\* /gm)].map(([, id]) => id ?? '');
const cited = new Set(['client', 'server', 'shared', 'tests'].flatMap(filesBelow).flatMap(citedIn));

test('every rule has an id of its own', () => {
  expect(written.length).toBeGreaterThan(20);
  expect(new Set(written).size).toBe(written.length);
});

test.each(written)('rule %s is cited in the title of a test', (id) => {
  expect(cited.has(id), `no test cites [${id}] of shared/RULES.md`).toBe(true);
});

test('no test cites a rule that does not exist', () => {
  const unknown = [...cited].filter((id) => /^[A-Z]\d+$/.test(id) && !written.includes(id));
  expect(unknown).toEqual([]);
});
