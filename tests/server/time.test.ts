import { afterEach, beforeEach, expect, test } from 'vitest';
import type {
  ComeAnswer,
  NewLink,
  PersonalLink,
  SessionAnswer,
  StartAnswer,
} from '../../shared/wire/http.ts';
import { tokenOf } from '../support/colleague.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { Browser, until } from '../support/outsider.ts';
import { aPractice, done, type Practice } from '../support/practice.ts';

let app: InProcess;
let practice: Practice;
beforeEach(async () => {
  app = await startInProcess();
  practice = await aPractice(app.url);
});
afterEach(async () => {
  await app.clear();
});

const hour = 3_600_000;
const isSignedIn = async (browser: Browser): Promise<boolean> =>
  (await done<StartAnswer>(browser, 'GET', '/api/start')).me !== null;
const come = (url: string | undefined, browser = new Browser(app.url)) =>
  browser.send<ComeAnswer>('POST', '/api/come', { token: tokenOf(url) });

test('a sign-in ends after twelve hours without a request', async () => {
  app.pass(11 * hour);
  expect(await isSignedIn(practice.therapist)).toBe(true);
  app.pass(11 * hour);
  expect(await isSignedIn(practice.therapist)).toBe(true);
  app.pass(12 * hour);
  expect(await isSignedIn(practice.therapist)).toBe(false);
});

test('a sign-in ends after seven days, however busy', async () => {
  for (let passed = 6; passed < 7 * 24; passed += 6) {
    app.pass(6 * hour);
    expect(await isSignedIn(practice.therapist)).toBe(true);
  }
  app.pass(6 * hour);
  expect(await isSignedIn(practice.therapist)).toBe(false);
});

test("[A4] a colleague's link works for seven days", async () => {
  const { url } = await done<NewLink>(practice.therapist, 'POST', '/api/colleagues');
  const look = () =>
    new Browser(app.url).send('POST', '/api/colleagues/look', { token: tokenOf(url) });
  app.pass(7 * 24 * hour - 60_000);
  expect((await look()).status).toBe(200);
  app.pass(60_000);
  expect((await look()).status).toBe(404);
});

test('[A6][A7] a personal link without a planned time works for thirty days, also where it is in use', async () => {
  const maya = await practice.arrive('Maya');
  const [mayas, daniels] = practice.links;
  app.pass(30 * 24 * hour - 60_000);
  expect((await come(daniels?.url)).status).toBe(200);
  expect((await come(mayas?.url, maya.browser)).status).toBe(200);
  app.pass(60_000);
  const unknown = await come(`${app.url}/come#${'A'.repeat(22)}`);
  expect(unknown.status).toBe(404);
  expect((await come(mayas?.url, maya.browser)).text).toBe(unknown.text);
  expect((await maya.browser.send('GET', `/api/here/${maya.as}`)).text).toBe(unknown.text);
  const page = practice.page(maya);
  await until('the room turns her away', () => page.heard.some((one) => one.kind === 'no-access'));
  page.leave();
});

test('[A6] renewing an expired link gives one that works', async () => {
  app.pass(31 * 24 * hour);
  await done(practice.therapist, 'POST', '/api/sign-in', {
    email: 'okafor@example.test',
    password: 'a quiet room with two chairs',
  });
  const session = await done<SessionAnswer>(
    practice.therapist,
    'GET',
    `/api/sessions/${practice.session}`,
  );
  expect(session.links.map((one) => one.state)).toEqual(['expired', 'expired']);
  const renewed = await done<PersonalLink>(
    practice.therapist,
    'POST',
    `/api/sessions/${practice.session}/links/${practice.personNamed('Maya')}`,
  );
  expect((await come(renewed.url)).status).toBe(200);
});
