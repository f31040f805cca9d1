import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stampLabels, stampNames } from '../stamps.ts';
import { palette } from './palette.ts';
import { stampParts, stampSide } from './stamps.ts';

test('there are thirty stamps, each called something of its own', () => {
  expect(stampNames).toHaveLength(30);
  expect(new Set(Object.values(stampLabels)).size).toBe(30);
});

describe.each(stampNames)('%s', (name) => {
  const parts = stampParts(name);
  const flat = new Set(parts.flatMap(({ fill }) => fill ?? []));

  test('is drawn within its square', () => {
    // Absolute coordinates alone: what a lower-case command adds stays near them.
    const numbers = parts.flatMap(({ d }) =>
      [...d.replace(/[a-z][^A-Z]*/g, '').matchAll(/-?\d*\.?\d+/g)].map(([one]) => Number(one)),
    );
    expect(numbers.length).toBeGreaterThan(0);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(stampSide);
  });

  test('has few flat colours and the line that all share', () => {
    expect(flat.size).toBeLessThanOrEqual(4);
    expect(parts.some(({ line }) => line !== null)).toBe(true);
  });
});

test('no two stamps are the same drawing', () => {
  expect(new Set(stampNames.map((name) => JSON.stringify(stampParts(name)))).size).toBe(30);
});

test('a drawn board has the colours of the light theme', () => {
  const css = readFileSync(new URL('../../../client/look/tokens.css', import.meta.url), 'utf8');
  const light = css.slice(0, css.indexOf('@media (prefers-color-scheme: dark)'));
  const tokens = Object.fromEntries<string | undefined>(
    [...light.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex]) => [name, hex]),
  );
  expect(tokens).toMatchObject(palette);
});
