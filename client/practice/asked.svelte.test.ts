import { expect, test } from 'vitest';
import { TroubleError } from '../connection/http.ts';
import { Asked } from './asked.svelte.ts';

/** A server whose answers the test gives, in any order. */
function aServer() {
  const askings: { answer: (value: string) => void; fail: (why: Error) => void }[] = [];
  const asked = new Asked(
    () => new Promise<string>((answer, fail) => askings.push({ answer, fail })),
  );
  return { asked, askings };
}
const trouble = () => new TroubleError({ reason: 'failed', sentence: 'Try again.' });

test('the last answer stays while asking again fails, and the trouble goes with the next answer', async () => {
  const { asked, askings } = aServer();
  const first = asked.again();
  askings[0]?.answer('one');
  await first;
  const second = asked.again();
  askings[1]?.fail(trouble());
  await second;
  expect(asked.value).toBe('one');
  expect(asked.trouble?.sentence).toBe('Try again.');
  const third = asked.again();
  askings[2]?.answer('two');
  await third;
  expect([asked.value, asked.trouble, asked.isAsking]).toEqual(['two', null, false]);
});

test('an asking begun before a write was answered does not bring the old state back', async () => {
  const { asked, askings } = aServer();
  const before = asked.again();
  asked.put('written');
  askings[0]?.answer('from before');
  await before;
  expect(asked.value).toBe('written');
});

test('of two askings the later one counts, whichever is answered last', async () => {
  const { asked, askings } = aServer();
  const early = asked.again();
  const late = asked.again();
  askings[1]?.answer('late');
  askings[0]?.answer('early');
  await Promise.all([early, late]);
  expect(asked.value).toBe('late');
});
