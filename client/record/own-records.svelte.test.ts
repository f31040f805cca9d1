import { expect, test } from 'vitest';
import type { VerifyOwnAnswer } from '../../shared/record/verify-own.ts';
import { aHead } from '../../tests/support/records.ts';
import { OwnRecords } from './own-records.svelte.ts';

const { session, title, openedAt } = aHead();
const pages: readonly VerifyOwnAnswer[] = [
  { checked: 40, unsealed: 1, broken: [], next: session },
  {
    checked: 3,
    unsealed: 0,
    broken: [{ session, title, openedAt, where: 'Entry 7.' }],
    next: null,
  },
];

test('[R10] own records are checked page after page, and all that break are named', async () => {
  const asked: string[] = [];
  const own = new OwnRecords({
    get: <T>(path: string) => {
      asked.push(path);
      return Promise.resolve(pages[asked.length - 1] as T);
    },
  });
  await own.check();
  expect(asked).toEqual(['/api/verify/own', `/api/verify/own?after=${session}`]);
  expect([own.checked, own.unsealed, own.isDone]).toEqual([43, 1, true]);
  expect(own.broken.map(({ where }) => where)).toEqual(['Entry 7.']);
});
