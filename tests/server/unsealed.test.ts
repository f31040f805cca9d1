import { afterEach, expect, test } from 'vitest';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { until } from '../support/outsider.ts';
import { aPractice } from '../support/practice.ts';

let app: InProcess;
afterEach(async () => {
  await app.clear();
});

test('[R11] a session of which no record can be made says so, stays open, and ends once one can', async () => {
  app = await startInProcess();
  const practice = await aPractice(app.url);
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  expect(await therapist.command({ kind: 'open' })).toBeNull();
  const before = await app.stores.rooms.read(practice.session, 0);
  app.damageLogs(true);
  const refused = await therapist.command({ kind: 'end' });
  expect(refused?.sentence).toContain('stays open');
  expect(await app.stores.records.record(practice.session)).toBeNull();
  const after = await app.stores.rooms.read(practice.session, 0);
  expect(after.slice(0, before.length)).toEqual(before);
  app.damageLogs(false);
  await until('the therapist is back', () => therapist.connected);
  await therapist.therapistView((view) => view.phase === 'open' || view.phase === 'held');
  expect(await therapist.command({ kind: 'end' })).toBeNull();
  expect(await app.stores.records.record(practice.session)).not.toBeNull();
  therapist.leave();
});
