import * as v from 'valibot';
import { expect, test } from 'vitest';
import { personId, sessionId, therapistId } from '../../shared/ids.ts';
import { TroubleError } from '../connection/http.ts';
import { Practice, type Requests } from './practice.svelte.ts';

const me = {
  id: v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8057'),
  name: 'Dr. Okafor',
  email: 'amara@example.org',
  practice: 'Lindenhof',
};
const session = v.parse(sessionId, '01890a5d-ac96-774b-bcce-b302099a8058');
const person = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8059');

/** A server that answers every request the same. */
const always = (answer: () => unknown): Requests => ({
  get: async <T>() => answer() as T,
  send: async <T>() => answer() as T,
});
const failing = (reason: 'sign-in-needed' | 'failed') =>
  always(() => {
    throw new TroubleError({ reason, sentence: 'No.' });
  });

test('the first page is first start, signing in or the practice, as the server says', async () => {
  const standing = async (answer: unknown) => {
    const practice = new Practice(always(() => answer));
    await practice.begin();
    return practice.standing.is;
  };
  expect(await standing({ firstStart: true, me: null })).toBe('first-start');
  expect(await standing({ firstStart: false, me: null })).toBe('signed-out');
  expect(await standing({ firstStart: false, me })).toBe('signed-in');
});

test('a lost line at the start is told apart from being signed out', async () => {
  const practice = new Practice(failing('failed'));
  await practice.begin();
  expect(practice.standing.is).toBe('unknown');
});

test('when the sign-in has ended, the next request of any screen leads to signing in', async () => {
  const practice = new Practice(failing('sign-in-needed'));
  practice.signedIn(me);
  await expect(practice.get('/api/practice')).rejects.toBeInstanceOf(TroubleError);
  expect(practice.standing).toEqual({ is: 'signed-out', wasSignedIn: true });
});

test('links made just now are shown once, on the page of their session only', () => {
  const practice = new Practice(always(() => null));
  const links = [{ person, url: 'https://example.org/come#x', expiresAt: 1 }];
  practice.keepFresh(session, links);
  expect(practice.takeFresh(session)).toEqual(links);
  expect(practice.takeFresh(session)).toEqual([]);
  practice.keepFresh(session, links);
  expect(practice.takeFresh(v.parse(sessionId, me.id))).toEqual([]);
  expect(practice.takeFresh(session)).toEqual([]);
});
