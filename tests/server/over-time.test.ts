import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OverTimeAnswer } from '../../shared/record/over-time.ts';
import type { VerifyOwnAnswer } from '../../shared/record/verify-own.ts';
import type { RecordStanding } from '../../shared/record/standing.ts';
import { aColleague, type Colleague } from '../support/colleague.ts';
import { Browser } from '../support/outsider.ts';
import { aPractice, done, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;
let stranger: Colleague;
let maya: Guest;

const overTime = (browser: Browser = practice.therapist) =>
  browser.send<OverTimeAnswer>('GET', `/api/families/${practice.family.id}/over-time`);
const standing = (browser: Browser = practice.therapist) =>
  browser.send<RecordStanding>('GET', `/api/sessions/${practice.session}/record-standing`);

beforeAll(async () => {
  server = await startKinbridge({ LOG_LEVEL: 'debug' });
  practice = await aPractice(server.url);
  stranger = await aColleague(practice, 'weber@example.test');
  maya = await practice.arrive('Maya');
});
afterAll(async () => {
  await server.clear();
});

test('[R37] a family whose sessions have not ended has people and nothing to tell of them', async () => {
  const { status, body } = await overTime();
  expect(status).toBe(200);
  expect(body.people.map(({ firstName }) => firstName)).toEqual(['Maya', 'Daniel', 'Elena']);
  expect([body.sessions, body.goals, body.earlier, body.reader]).toEqual([[], [], 0, 'therapist']);
});

test('[R37] after a session each stands for themselves, with what they said and how long they were in', async () => {
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  expect(await therapist.command({ kind: 'open' })).toBeNull();
  const page = practice.page(maya);
  await therapist.command({ kind: 'let-in', person: maya.id });
  await page.familyView('room');
  await therapist.command({ kind: 'change-step', step: 'apart' });
  await therapist.command({ kind: 'end' });
  therapist.leave();
  page.leave();

  const { body } = await overTime();
  const [session] = body.sessions;
  expect(body.sessions).toHaveLength(1);
  expect(session?.people.map(({ person }) => person)).toEqual([
    practice.personNamed('Maya'),
    practice.personNamed('Daniel'),
  ]);
  const [child, parent] = session?.people ?? [];
  expect([child?.before, child?.after, parent?.inRoomMs]).toEqual([null, null, 0]);
  expect(child?.inRoomMs).toBeGreaterThanOrEqual(0);
  expect(session?.steps.map(({ step }) => step)).toEqual(['apart', 'board']);
});

test('[R37][A9] for whoever is not of the family there is no way over time and no standing', async () => {
  const answers = [
    await overTime(stranger.browser),
    await standing(stranger.browser),
    await overTime(maya.browser),
    await standing(maya.browser),
    await overTime(new Browser(server.url)),
    await standing(new Browser(server.url)),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 401, 401, 401, 401]);
  for (const { text } of answers) expect(text).not.toContain('Maya');
});

test('[R10][A9] own records are checked by whoever works with their families', async () => {
  const path = '/api/verify/own';
  const own = await done<VerifyOwnAnswer>(practice.therapist, 'GET', path);
  expect(own).toEqual({ checked: 1, unsealed: 0, broken: [], next: null });
  const later = `${path}?after=${practice.session}`;
  expect((await done<VerifyOwnAnswer>(practice.therapist, 'GET', later)).checked).toBe(0);
  expect((await done<VerifyOwnAnswer>(stranger.browser, 'GET', path)).checked).toBe(0);
  expect((await maya.browser.send('GET', path)).status).toBe(401);
});

test('how a family stands beside its records is told to its therapists', async () => {
  expect((await standing()).body).toEqual({
    familyTitle: "Maya's family",
    reader: 'therapist',
    legalHold: false,
  });
  await done(practice.therapist, 'GET', `/api/sessions/${practice.session}/record`);
});

test('[R37][R10] a session whose stored record is damaged is named, and hides nothing of the others', async () => {
  const raw = new Sqlite(join(server.dataDir, 'kinbridge.sqlite'));
  raw.prepare('update record set bytes = ?').run(Buffer.from([1, 2, 3]));
  raw.close();
  const { status, body } = await overTime();
  expect(status).toBe(200);
  expect(body.sessions).toEqual([]);
  expect(body.doubtful).toEqual([{ session: practice.session, title: 'Joint session 1' }]);
});
