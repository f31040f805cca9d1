import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Part } from './parts.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const noLine = () => Promise.reject(new Error('no line'));

test('[B63] a part of the code is not asked for in a dropped line, and comes by itself when it is back', async () => {
  const load = vi.fn(() => Promise.resolve('the stamps'));
  const reach = vi.fn(noLine);
  const part = new Part(load, reach);
  part.bring();
  await vi.advanceTimersByTimeAsync(12_000);
  expect([part.missing, load.mock.calls.length]).toEqual(['line', 0]);
  reach.mockImplementation(() => Promise.resolve() as Promise<never>);
  await vi.advanceTimersByTimeAsync(6_000);
  part.bring();
  await vi.advanceTimersByTimeAsync(0);
  expect([part.code, part.missing, load.mock.calls.length]).toEqual(['the stamps', null, 1]);
});

test('[B63] a part of the code that was lost on its way says so', async () => {
  const part = new Part(noLine, () => Promise.resolve());
  part.bring();
  await vi.advanceTimersByTimeAsync(0);
  expect([part.code, part.missing]).toEqual([null, 'lost']);
});

test('[H6] a board that has gone asks for nothing more, also when it was asking just then', async () => {
  const reach = vi.fn(noLine);
  const part = new Part(noLine, reach);
  part.bring();
  part.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reach).toHaveBeenCalledTimes(1);
});
