import { expect, test } from 'vitest';
import { Refused } from '../refused.ts';
import { createThrottle, maxWrongPerAccount, maxWrongPerPair } from './throttle.ts';

const account = 'okafor@example.test';

const isLetIn = (taken: Promise<void>): Promise<boolean> =>
  taken.then(
    () => true,
    (cause: unknown) => {
      if (cause instanceof Refused) return false;
      throw cause;
    },
  );

test("[A3] a stranger's wrong guesses keep that address out, not the therapist at another", async () => {
  const throttle = createThrottle();
  for (let guess = 0; guess < maxWrongPerPair; guess += 1) {
    await throttle.take({ account, address: 'stranger' });
  }
  expect(await isLetIn(throttle.take({ account, address: 'stranger' }))).toBe(false);
  expect(await isLetIn(throttle.take({ account, address: 'practice' }))).toBe(true);
});

test('[A3] many strangers together meet the limit of the account', async () => {
  const throttle = createThrottle();
  for (let guess = 0; guess < maxWrongPerAccount; guess += 1) {
    await throttle.take({ account, address: `stranger ${String(guess)}` });
  }
  expect(await isLetIn(throttle.take({ account, address: 'one more' }))).toBe(false);
});
