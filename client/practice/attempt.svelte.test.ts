import { expect, test } from 'vitest';
import { newFamilyBody, signInBody } from '../../shared/wire/http.ts';
import { TroubleError } from '../connection/http.ts';
import { Attempt } from './attempt.svelte.ts';

test('what the schema refuses is said at its field and nothing is sent', async () => {
  const attempt = new Attempt();
  let sent = 0;
  const person = { role: 'child', firstName: '', relation: '', ageBand: '' };
  const body = { title: 'Ours', reference: '', people: [person] };
  expect(await attempt.check(newFamilyBody, body, async () => (sent += 1))).toBe(false);
  expect(attempt.faultOf('people.0.firstName')).toBe('Write the first name');
  expect(attempt.faultOf('people.0.ageBand')).toBe('Choose an age band');
  expect(attempt.faultOf('title')).toBeNull();
  expect(sent).toBe(0);
});

test('what is sent is what the schema made of it', async () => {
  const attempt = new Attempt();
  let sent: unknown;
  const values = { email: ' Amara@Example.org ', password: 'secret' };
  await attempt.check(signInBody, values, async (body) => (sent = body));
  expect(sent).toEqual({ email: 'amara@example.org', password: 'secret' });
});

test("a refusal's sentence is shown until the next try, and a second press meanwhile does nothing", async () => {
  const attempt = new Attempt();
  const refused = async () => {
    throw new TroubleError({ reason: 'refused', sentence: 'Not now.' });
  };
  expect(await attempt.run(refused)).toBe(false);
  expect(attempt.trouble).toBe('Not now.');
  let finish = () => {};
  const second = attempt.run(() => new Promise<void>((done) => (finish = done)));
  expect([attempt.busy, attempt.trouble]).toEqual([true, null]);
  expect(await attempt.run(refused)).toBe(false);
  expect(attempt.trouble).toBeNull();
  finish();
  expect(await second).toBe(true);
});
