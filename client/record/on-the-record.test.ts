import { expect, test } from 'vitest';
import { readerOf, recordWords, type Reader } from './on-the-record.ts';

const readers = Object.entries(recordWords);
const everythingIn = (reader: Reader): string =>
  recordWords[reader].parts.flatMap(({ says }) => says).join(' ');

test('[R39] each reader has words of their own on what is kept, who reads it and how it is taken back', () => {
  expect(readers.map(([reader]) => reader)).toEqual([
    '6-9',
    '10-13',
    '14-17',
    'adult',
    'therapist',
  ]);
  expect(new Set(readers.map(([, { parts }]) => JSON.stringify(parts))).size).toBe(readers.length);
  for (const [, { parts }] of readers) expect(parts).toHaveLength(4);
});

test('[R39] everybody is told that a court may ask, or a danger be told of, and that backups last', () => {
  for (const [reader] of readers.filter(([one]) => one !== '6-9' && one !== 'therapist')) {
    const all = readers.find(([one]) => one === reader)?.[1].parts.flatMap(({ says }) => says);
    expect(all?.join(' ')).toMatch(/court|judge/);
    expect(all?.join(' ')).toMatch(/Backups|Copies kept/);
  }
  expect(everythingIn('6-9')).toMatch(/may have to tell others/);
});

test('[R39] nothing is claimed that Kinbridge never claims', () => {
  const forbidden =
    /compliant|certified|admissible|proven|encrypted|\bsafe\b|confidential|guarantee|never be seen/i;
  for (const [, { parts }] of readers) {
    for (const { says } of parts) for (const one of says) expect(one).not.toMatch(forbidden);
  }
});

test('[R39] the youngest reads short sentences', () => {
  const sentences = everythingIn('6-9').split(/(?<=\.)\s/);
  expect(Math.max(...sentences.map((one) => one.split(' ').length))).toBeLessThanOrEqual(16);
});

test('[R39] who is no child reads what adults read; a child of unknown age the middle one', () => {
  expect([readerOf('parent', null), readerOf('child', null), readerOf('child', '6-9')]).toEqual([
    'adult',
    '10-13',
    '6-9',
  ]);
});
