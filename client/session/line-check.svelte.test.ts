import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LineCheck } from './line-check.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the line is measured at once and again, and said in words', async () => {
  const measured = [40, null, 900];
  const check = new LineCheck(() => Promise.resolve(measured.shift() ?? null));
  expect(check.line).toBe('checking');
  const stop = check.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(check.line).toBe('good');
  await vi.advanceTimersByTimeAsync(8_000);
  expect(check.line).toBe('not-there');
  await vi.advanceTimersByTimeAsync(8_000);
  expect(check.line).toBe('slow');
  stop();
});

test('nothing is measured any more once it was stopped', async () => {
  const measure = vi.fn(() => Promise.resolve(40));
  const stop = new LineCheck(measure).start();
  await vi.advanceTimersByTimeAsync(0);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(measure).toHaveBeenCalledTimes(1);
});
