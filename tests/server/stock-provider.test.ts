import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { until } from '../support/outsider.ts';
import { aPractice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge | null = null;
afterEach(async () => {
  await server?.clear();
});

test('[W5] a stock provider syncs, draws, is kept alive past its own timeout, and says nothing on the console', async () => {
  server = await startKinbridge();
  const practice = await aPractice(server.url);
  const maya = await practice.arrive('Maya');
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  await therapist.command({ kind: 'open' });
  await therapist.command({ kind: 'let-in', person: maya.id });
  const complaints: unknown[] = [];
  const note = (...words: unknown[]): void => {
    complaints.push(words);
  };
  const spies = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
  for (const spy of spies) spy.mockImplementation(note);
  try {
    const [one, other] = [practice.ink(maya), practice.therapistInk()];
    await one.synced();
    await other.synced();
    one.items.set('a-new-note', new Y.Map([['x', 1]]));
    await until('the other sees it', () => other.items.get('a-new-note'));
    // The provider drops a link that was silent for 30 s; its clock is stock, so this waits for real.
    const drops = one.closes.length;
    await new Promise((resume) => setTimeout(resume, 34_000));
    expect(one.provider.wsconnected).toBe(true);
    expect(one.closes.length).toBe(drops);
    one.leave();
    other.leave();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  therapist.leave();
  expect(complaints).toEqual([]);
});
