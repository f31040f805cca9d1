import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type {
  ComeAnswer,
  HereAnswer,
  NewSessionAnswer,
  PersonalLink,
  SessionAnswer,
} from '../../shared/wire/http.ts';
import { tokenOf } from '../support/colleague.ts';
import { Browser, until } from '../support/outsider.ts';
import { aPractice, done, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;

beforeEach(async () => {
  server = await startKinbridge();
  practice = await aPractice(server.url);
});
afterEach(async () => {
  await server.clear();
});

const tokenFor = (firstName: string): string =>
  tokenOf(practice.links.find((one) => one.person === practice.personNamed(firstName))?.url);
const come = (browser: Browser, token: string) =>
  browser.send<ComeAnswer>('POST', '/api/come', { token });
const stateFor = async (firstName: string): Promise<string | undefined> => {
  const session = await done<SessionAnswer>(
    practice.therapist,
    'GET',
    `/api/sessions/${practice.session}`,
  );
  return session.links.find((one) => one.person === practice.personNamed(firstName))?.state;
};
const linkPath = (firstName: string): string =>
  `/api/sessions/${practice.session}/links/${practice.personNamed(firstName)}`;
/** Stops the server without warning, changes its data, and starts it again. */
async function betweenTwoRuns(sql: string): Promise<void> {
  await server.kill();
  const database = new Sqlite(join(server.dataDir, 'kinbridge.sqlite'));
  database.exec(sql);
  database.close();
  await server.start();
}

test('[A6] the first device gets the link, may open it again, and a second one does not', async () => {
  expect(await stateFor('Maya')).toBe('unused');
  const tablet = new Browser(server.url);
  const first = await come(tablet, tokenFor('Maya'));
  expect(first.status).toBe(200);
  expect((await come(tablet, tokenFor('Maya'))).body).toEqual(first.body);
  expect((await come(new Browser(server.url), tokenFor('Maya'))).status).toBe(404);
  expect(await stateFor('Maya')).toBe('used');
  const here = await done<HereAnswer>(tablet, 'GET', `/api/here/${first.body.link}`);
  expect(here).toMatchObject({ firstName: 'Maya', role: 'child', ageBand: '6-9' });
  expect(here.confirmed).toBe(false);
  expect(here.isIn).toBe(false);
});

test('[S5] whoever has been let in learns so when they open their page again, and nobody else', async () => {
  const [maya, daniel] = [await practice.arrive('Maya'), await practice.arrive('Daniel')];
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  await therapist.command({ kind: 'open' });
  await therapist.command({ kind: 'let-in', person: maya.id });
  const hereOf = ({ browser, as }: Guest) => done<HereAnswer>(browser, 'GET', `/api/here/${as}`);
  expect((await hereOf(maya)).isIn).toBe(true);
  expect((await hereOf(daniel)).isIn).toBe(false);
  await therapist.command({ kind: 'send-back', person: maya.id });
  expect((await hereOf(maya)).isIn).toBe(false);
  therapist.leave();
});

test('[A6] of devices that open a link at once, one gets it', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => come(new Browser(server.url), tokenFor('Maya'))),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([200, 404, 404, 404]);
});

test('[A6] a link opens the room only once "yes, that is me" was said', async () => {
  const browser = new Browser(server.url);
  const { body } = await come(browser, tokenFor('Maya'));
  const early = practice.page({ id: practice.personNamed('Maya'), browser, as: body.link });
  await until('she is turned away', () => early.heard.some((one) => one.kind === 'no-access'));
  early.leave();
  await done(browser, 'POST', `/api/here/${body.link}/confirm`);
  const page = practice.page({ id: practice.personNamed('Maya'), browser, as: body.link });
  await page.familyView('waiting');
  page.leave();
});

test('[A6] "that is not me" lets the link go for its owner', async () => {
  const sibling = new Browser(server.url);
  const { body } = await come(sibling, tokenFor('Maya'));
  await done(sibling, 'POST', `/api/here/${body.link}/confirm`);
  expect((await sibling.send('POST', `/api/here/${body.link}/not-me`)).status).toBe(204);
  expect(sibling.cookieHeader).toBe('');
  expect(await stateFor('Maya')).toBe('unused');
  const owner = new Browser(server.url);
  const taken = await come(owner, tokenFor('Maya'));
  expect(taken.status).toBe(200);
  const here = await done<HereAnswer>(owner, 'GET', `/api/here/${taken.body.link}`);
  expect(here.confirmed).toBe(false);
});

test('[A6][A11] a renewed link ends the old one, its device and its links, and works anew', async () => {
  const maya = await practice.arrive('Maya');
  const page = practice.page(maya);
  await page.familyView('waiting');
  const renewed = await done<PersonalLink>(practice.therapist, 'POST', linkPath('Maya'));
  await until('she is out', () => page.heard.some((one) => one.kind === 'no-access'));
  page.leave();
  expect((await maya.browser.send('GET', `/api/here/${maya.as}`)).status).toBe(404);
  expect((await come(maya.browser, tokenFor('Maya'))).status).toBe(404);
  expect((await come(maya.browser, tokenOf(renewed.url))).status).toBe(200);
  expect(await stateFor('Maya')).toBe('used');
});

test('[A6][A11] a revoked link closes at once and stays closed until it is renewed', async () => {
  const maya = await practice.arrive('Maya');
  const page = practice.page(maya);
  await page.familyView('waiting');
  await done(practice.therapist, 'DELETE', linkPath('Maya'));
  await until('she is out', () => page.heard.some((one) => one.kind === 'no-access'));
  page.leave();
  expect(await stateFor('Maya')).toBe('revoked');
  expect((await come(maya.browser, tokenFor('Maya'))).status).toBe(404);
  const renewed = await done<PersonalLink>(practice.therapist, 'POST', linkPath('Maya'));
  expect((await come(maya.browser, tokenOf(renewed.url))).status).toBe(200);
});

test('[A6] the links of two people live side by side in one browser', async () => {
  const browser = new Browser(server.url);
  const links = [
    await come(browser, tokenFor('Maya')),
    await come(browser, tokenFor('Daniel')),
  ].map((one) => one.body.link);
  const names: string[] = [];
  for (const link of links) {
    names.push((await done<HereAnswer>(browser, 'GET', `/api/here/${link}`)).firstName);
  }
  expect(names).toEqual(['Maya', 'Daniel']);
});

test("[A6] one person's cookie is nobody else's, and none at all is nobody's", async () => {
  const maya = await practice.arrive('Maya');
  const daniel = await practice.arrive('Daniel');
  for (const browser of [daniel.browser, new Browser(server.url), practice.therapist]) {
    for (const [method, path] of [
      ['GET', `/api/here/${maya.as}`],
      ['POST', `/api/here/${maya.as}/confirm`],
      ['POST', `/api/here/${maya.as}/not-me`],
    ] as const) {
      expect((await browser.send(method, path)).status).toBe(404);
    }
  }
  expect((await maya.browser.send('GET', `/api/here/${maya.as}`)).status).toBe(200);
});

test('[A7] unknown, expired, revoked, called-off and elsewhere used links answer alike, byte for byte', async () => {
  const planned = await done<NewSessionAnswer>(
    practice.therapist,
    'POST',
    `/api/families/${practice.family.id}/sessions`,
    {
      kind: 'individual',
      title: '',
      arriving: [practice.personNamed('Elena')],
      leaving: [practice.personNamed('Elena')],
      plannedMinutes: 25,
      step: 'board',
      plannedFor: null,
    },
  );
  await done(practice.therapist, 'POST', `/api/sessions/${planned.session.id}/call-off`);
  const calledOff = tokenOf(planned.links[0]?.url);
  const owner = new Browser(server.url);
  const { body } = await come(owner, tokenFor('Maya'));
  const elsewhere = await come(new Browser(server.url), tokenFor('Maya'));
  await done(practice.therapist, 'DELETE', linkPath('Daniel'));
  const stranger = new Browser(server.url);
  const answers = [
    elsewhere,
    await come(stranger, 'A'.repeat(22)),
    await come(stranger, tokenFor('Daniel')),
    await come(stranger, calledOff),
    await stranger.send('GET', `/api/here/${body.link}`),
    await stranger.send('GET', `/api/here/${practice.session}`),
    await stranger.send('GET', '/api/here/nothing'),
  ];
  await betweenTwoRuns('update invitation set expires_at = 1');
  answers.push(
    await come(owner, tokenFor('Maya')),
    await owner.send('GET', `/api/here/${body.link}`),
    await owner.send('POST', `/api/here/${body.link}/confirm`),
  );
  expect(new Set(answers.map((one) => `${String(one.status)} ${one.text}`))).toEqual(
    new Set([`404 ${elsewhere.text}`]),
  );
  expect(elsewhere.body).toMatchObject({ reason: 'link-not-usable' });
  expect(await stateFor('Maya')).toBe('expired');
});

test('[A7] a link to a session that has ended can not be opened, but its device still learns the end', async () => {
  const maya = await practice.arrive('Maya');
  await betweenTwoRuns(
    "update session set state = 'ended', opened_at = 1, ended_at = 2; update room set closed = 1",
  );
  expect((await come(new Browser(server.url), tokenFor('Daniel'))).status).toBe(404);
  expect((await maya.browser.send('GET', `/api/here/${maya.as}`)).status).toBe(200);
});
