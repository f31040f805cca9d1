import * as v from 'valibot';
import { expect, test } from 'vitest';
import { personId } from '../../shared/ids.ts';
import { Whispering } from './whispering.svelte.ts';

const maya = v.parse(personId, '00000000-0000-7000-8000-000000000001');
const daniel = v.parse(personId, '00000000-0000-7000-8000-000000000002');
const from = (person: typeof maya, ...ns: readonly number[]) =>
  ns.map((n) => ({ person, n, from: 'person' as const }));

test('[S11] words to one person stay until they have arrived, and are never those to another', () => {
  const lines = new Whispering();
  lines.write(maya, 'take your time');
  lines.write(daniel, 'let her finish');
  lines.toggle(maya, []);
  lines.toggle(maya, []);
  expect([lines.draft(maya), lines.draft(daniel)]).toEqual(['take your time', 'let her finish']);
  lines.write(maya, 'take your time, really');
  lines.sent(maya, 'take your time');
  expect(lines.draft(maya)).toBe('take your time, really');
  lines.sent(maya, 'take your time, really');
  expect([lines.draft(maya), lines.draft(daniel)]).toEqual(['', 'let her finish']);
});

test('[S11] whispers that were not open to be read are counted, also when the oldest have left the screen', () => {
  const lines = new Whispering();
  const three = [...from(maya, 1, 2), { person: maya, n: 3, from: 'therapist' as const }];
  expect(lines.unread(maya, [...three, ...from(daniel, 1)])).toBe(2);
  lines.toggle(maya, three);
  expect(lines.unread(maya, [...three, ...from(maya, 4)])).toBe(0);
  lines.toggle(maya, [...three, ...from(maya, 4)]);
  expect(lines.unread(maya, from(maya, 4, 5, 6))).toBe(2);
  expect(lines.unread(daniel, from(daniel, 1))).toBe(1);
});
