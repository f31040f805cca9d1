import { expect, test } from 'vitest';
import { startInProcess } from '../support/in-process.ts';
import { aPractice } from '../support/practice.ts';

test('[C4] two apps in one process have each their own practice, sign-ins and rooms', async () => {
  const apps = await Promise.all([startInProcess(), startInProcess()]);
  const practices = await Promise.all(apps.map((app) => aPractice(app.url)));
  const [one, other] = practices;
  if (!one || !other) throw new Error('two practices were made');
  const page = one.therapistPage();
  await page.therapistView((view) => view.phase === 'planned');
  await page.command({ kind: 'open' });
  const elsewhere = other.therapistPage();
  await elsewhere.therapistView((view) => view.phase === 'planned');
  const foreign = await other.therapist.send('GET', `/api/sessions/${one.session}`);
  expect(foreign.status).toBe(404);
  for (const closing of [page, elsewhere]) closing.leave();
  for (const app of apps) await app.clear();
});
