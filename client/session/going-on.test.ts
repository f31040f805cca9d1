import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Command } from '../../shared/session/commands.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';
import { createGoingOn, patienceMs, tryAgainMs } from './going-on.ts';

const unseen: RefusalMessage = { reason: 'ink-unseen', sentence: 'The board is on its way.' };

let sent: Command['kind'][] = [];
let answers: (RefusalMessage | null)[] = [];
let asks: readonly string[] = [];
const press = createGoingOn(
  ({ kind }) => {
    sent.push(kind);
    return Promise.resolve(answers.shift() ?? null);
  },
  () => asks,
);

beforeEach(() => {
  vi.useFakeTimers();
  [sent, answers, asks] = [[], [], []];
});
afterEach(() => {
  vi.useRealTimers();
});

test('[H4] a press on Resume waits for the board to be here', async () => {
  answers = [unseen, unseen, null];
  const done = press({ kind: 'resume' });
  await vi.advanceTimersByTimeAsync(2 * tryAgainMs);
  expect(await done).toBeNull();
  expect(sent).toEqual(['resume', 'resume', 'resume']);
});

test('[H4] a board that does not come is said', async () => {
  answers = Array.from({ length: 100 }, () => unseen);
  const done = press({ kind: 'resume' });
  await vi.advanceTimersByTimeAsync(patienceMs);
  expect(await done).toEqual(unseen);
});

test('[H9] a pause or a Hold that comes meanwhile is not answered by it', async () => {
  answers = [unseen, unseen];
  const paused = press({ kind: 'resume' });
  await vi.advanceTimersByTimeAsync(0);
  asks = ['pause'];
  await vi.advanceTimersByTimeAsync(patienceMs);
  expect(await paused).toEqual(unseen);

  answers = [unseen, null];
  const held = press({ kind: 'resume' });
  await vi.advanceTimersByTimeAsync(0);
  expect(await press({ kind: 'hold' })).toBeNull();
  await vi.advanceTimersByTimeAsync(patienceMs);
  expect(await held).toEqual(unseen);
  expect(sent).toEqual(['resume', 'resume', 'hold']);
});

test('[H4] what is refused for another reason is said at once', async () => {
  const refusal: RefusalMessage = { ...unseen, reason: 'no-therapist-here' };
  answers = [refusal];
  expect(await press({ kind: 'resume' })).toEqual(refusal);
  expect(sent).toEqual(['resume']);
});
