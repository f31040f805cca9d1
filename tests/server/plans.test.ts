import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonId } from '../../shared/ids.ts';
import type { SessionPlan } from '../../shared/session/plan.ts';
import type {
  ComeAnswer,
  FamilyAnswer,
  NewSessionAnswer,
  PersonalLink,
  SessionAnswer,
  Trouble,
} from '../../shared/wire/http.ts';
import { tokenOf } from '../support/colleague.ts';
import { Browser, RoomPage, until, type HttpAnswer } from '../support/outsider.ts';
import { aPractice, done, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;
/** A fresh family for each test: Noah (child), Ines and Omar (parents), all ready. */
let family: FamilyAnswer;
const open: RoomPage[] = [];

beforeAll(async () => {
  server = await startKinbridge();
  practice = await aPractice(server.url);
});
afterAll(async () => {
  await server.clear();
});
afterEach(() => {
  for (const page of open.splice(0)) page.leave();
});

beforeEach(async () => {
  family = await done(practice.therapist, 'POST', '/api/families', {
    title: "Noah's family",
    reference: '',
    people: [
      { role: 'child', firstName: 'Noah', relation: '', ageBand: '10-13' },
      { role: 'parent', firstName: 'Ines', relation: 'Mum', ageBand: null },
      { role: 'parent', firstName: 'Omar', relation: 'Dad', ageBand: null },
    ],
  });
  for (const one of family.people) await mark(one.firstName, true);
});

const idOf = (firstName: string): PersonId => {
  const found = family.people.find((one) => one.firstName === firstName);
  if (!found) throw new Error(`nobody is called ${firstName}`);
  return found.id;
};
const familyPath = (): string => `/api/families/${family.id}`;
const mark = (firstName: string, ready: boolean) =>
  done(practice.therapist, 'PATCH', `${familyPath()}/people/${idOf(firstName)}`, { ready });
const aPlan = (names: readonly string[], more: Partial<SessionPlan> = {}): SessionPlan => ({
  kind: names.length === 1 ? 'individual' : 'joint',
  title: '',
  arriving: names.map(idOf),
  leaving: names.map(idOf).reverse(),
  plannedMinutes: 25,
  step: 'board',
  plannedFor: null,
  ...more,
});
const plan = (
  names: readonly string[],
  more: Partial<SessionPlan> = {},
): Promise<HttpAnswer<NewSessionAnswer & Trouble>> =>
  practice.therapist.send('POST', `${familyPath()}/sessions`, aPlan(names, more));
const planned = async (names: readonly string[], more: Partial<SessionPlan> = {}) => {
  const { status, body, text } = await plan(names, more);
  if (status >= 300) throw new Error(text);
  return body;
};
const replan = (session: Pick<SessionAnswer, 'id'>, wanted: SessionPlan) =>
  practice.therapist.send<NewSessionAnswer & Trouble>(
    'PUT',
    `/api/sessions/${session.id}/plan`,
    wanted,
  );
const come = (link: Pick<PersonalLink, 'url'> | undefined, browser = new Browser(server.url)) =>
  browser.send<ComeAnswer>('POST', '/api/come', { token: tokenOf(link?.url) });
const page = (session: Pick<SessionAnswer, 'id'>): RoomPage => {
  const opened = new RoomPage(practice.therapist, { session: session.id, as: 'therapist' });
  open.push(opened);
  return opened;
};
const sessionNow = (session: Pick<SessionAnswer, 'id'>): Promise<SessionAnswer> =>
  done(practice.therapist, 'GET', `/api/sessions/${session.id}`);
const day = 24 * 3_600_000;

describe('planning', () => {
  test('[F3] everyone invited who is not ready is named, and nothing is planned', async () => {
    await mark('Noah', false);
    await mark('Ines', false);
    const answer = await plan(['Noah', 'Ines']);
    expect([answer.status, answer.body.reason]).toEqual([409, 'refused']);
    expect(answer.body.sentence).toBe('Not marked ready for a joint session: Noah, Ines.');
    expect((await done<FamilyAnswer>(practice.therapist, 'GET', familyPath())).sessions).toEqual(
      [],
    );
  });

  test('[F1][F3] two parents are refused by name until a rule lets them meet', async () => {
    const answer = await plan(['Noah', 'Ines', 'Omar']);
    expect(answer.status).toBe(409);
    expect(answer.body.sentence).toMatch(/^Ines and Omar may not meet/);
    await done(practice.therapist, 'PUT', `${familyPath()}/meetings`, {
      one: idOf('Omar'),
      other: idOf('Ines'),
      mayMeet: true,
    });
    expect((await plan(['Noah', 'Ines', 'Omar'])).status).toBe(201);
  });

  test('[F3] an individual session needs nobody to be ready', async () => {
    await mark('Noah', false);
    expect((await plan(['Noah'])).status).toBe(201);
  });

  test.each<[string, () => Partial<SessionPlan>, number]>([
    ['leaves out who leaves', () => ({ leaving: [idOf('Noah')] }), 409],
    ['names someone twice', () => ({ arriving: [idOf('Noah'), idOf('Noah')] }), 409],
    ['is joint for one', () => ({ arriving: [idOf('Noah')], leaving: [idOf('Noah')] }), 409],
    ['is individual for two', () => ({ kind: 'individual' }), 409],
    ['invites nobody', () => ({ arriving: [], leaving: [] }), 400],
    ['is too short', () => ({ plannedMinutes: 4 }), 400],
    ['is too long', () => ({ plannedMinutes: 181 }), 400],
    ['lasts a broken number of minutes', () => ({ plannedMinutes: 25.5 }), 400],
    ['has too long a title', () => ({ title: 'x'.repeat(121) }), 400],
    ['begins before time did', () => ({ plannedFor: -1 }), 400],
    ['begins after 2100', () => ({ plannedFor: Date.UTC(2100, 0, 1) + 1 }), 400],
  ])('[F3] a plan that %s is refused', async (_name, more, status) => {
    expect((await plan(['Noah', 'Ines'], more())).status).toBe(status);
  });

  test('[F3] somebody of another family can not be invited', async () => {
    const stranger = practice.personNamed('Maya');
    const both = [idOf('Noah'), stranger];
    const answer = await plan(['Noah', 'Ines'], { arriving: both, leaving: both });
    expect(answer.body.sentence).toBe('Someone invited is not part of this family.');
  });

  test('untitled sessions are numbered among the family’s of their kind', async () => {
    const titles: string[] = [];
    for (const names of [['Noah'], ['Noah', 'Ines'], ['Omar'], ['Noah', 'Omar']]) {
      titles.push((await planned(names)).session.title);
    }
    expect(titles).toEqual([
      'Individual session 1',
      'Joint session 1',
      'Individual session 2',
      'Joint session 2',
    ]);
    expect((await planned(['Noah'], { title: ' The \n treehouse ' })).session.title).toBe(
      'The treehouse',
    );
  });

  test('each person gets a link of their own, in the order of letting in', async () => {
    const { session, links } = await planned(['Ines', 'Noah']);
    expect(links.map((one) => one.person)).toEqual([idOf('Ines'), idOf('Noah')]);
    expect(new Set(links.map((one) => one.url)).size).toBe(2);
    for (const { url } of links) expect(url).toMatch(/^http:\/\/localhost:\d+\/come#[\w-]{22}$/);
    expect(session.links.map((one) => one.state)).toEqual(['unused', 'unused']);
    expect(session.plan.leaving).toEqual([idOf('Noah'), idOf('Ines')]);
  });

  test('a link lasts a day longer than the planned time, or thirty days without one', async () => {
    const plannedFor = Date.now() + 10 * day;
    const timed = await planned(['Noah'], { plannedFor });
    expect(timed.links[0]?.expiresAt).toBe(plannedFor + day);
    const untimed = await planned(['Noah']);
    const expected = Date.now() + 30 * day;
    expect(Math.abs((untimed.links[0]?.expiresAt ?? 0) - expected)).toBeLessThan(60_000);
    const late = await planned(['Noah'], { plannedFor: Date.now() - 40 * day });
    expect((await come(late.links[0])).status).toBe(200);
  });
});

describe('changing a plan', () => {
  test('who stays keeps the link, who goes loses it at once, who is new gets one', async () => {
    const { session, links } = await planned(['Noah', 'Ines']);
    const ines = new Browser(server.url);
    const { body } = await come(links[1], ines);
    await done(ines, 'POST', `/api/here/${body.link}/confirm`);
    const hers = new RoomPage(ines, { session: session.id, as: body.link });
    open.push(hers);
    await hers.familyView('waiting');
    const changed = await replan(session, aPlan(['Noah', 'Omar']));
    expect(changed.body.links.map((one) => one.person)).toEqual([idOf('Omar')]);
    await until('she is out', () => hers.heard.some((one) => one.kind === 'no-access'));
    expect((await come(links[1], ines)).status).toBe(404);
    expect((await come(links[0])).status).toBe(200);
    expect((await come(changed.body.links[0])).status).toBe(200);
  });

  test('a session that is put off keeps its links for as long', async () => {
    const { session } = await planned(['Noah'], { plannedFor: Date.now() + day });
    const plannedFor = Date.now() + 20 * day;
    await replan(session, aPlan(['Noah'], { plannedFor }));
    expect((await sessionNow(session)).links[0]?.expiresAt).toBe(plannedFor + day);
  });

  test('the room shows a changed plan at once', async () => {
    const { session } = await planned(['Noah', 'Ines']);
    const therapist = page(session);
    await therapist.therapistView((view) => view.people.length === 2);
    await replan(session, aPlan(['Noah'], { title: 'Alone first', plannedMinutes: 40 }));
    await therapist.therapistView(
      (view) =>
        view.people.length === 1 && view.title === 'Alone first' && view.plannedMinutes === 40,
    );
  });

  test('[F3] a changed plan is judged like a new one and is refused whole', async () => {
    const { session } = await planned(['Noah', 'Ines']);
    const before = await sessionNow(session);
    await mark('Omar', false);
    const answer = await replan(session, aPlan(['Noah', 'Omar']));
    expect([answer.status, answer.body.sentence]).toEqual([
      409,
      'Not marked ready for a joint session: Omar.',
    ]);
    expect(await sessionNow(session)).toEqual(before);
  });

  test('[S3] a plan that was fine is asked again when the room is opened', async () => {
    const { session } = await planned(['Noah', 'Ines']);
    const therapist = page(session);
    await therapist.therapistView((view) => view.phase === 'planned');
    await mark('Ines', false);
    expect(await therapist.command({ kind: 'open' })).toMatchObject({
      reason: 'not-ready',
      sentence: 'Not marked ready for a joint session: Ines.',
    });
    await done(practice.therapist, 'PATCH', familyPath(), { archived: true });
    expect(await therapist.command({ kind: 'open' })).toMatchObject({ reason: 'family-archived' });
    await done(practice.therapist, 'PATCH', familyPath(), { archived: false });
    await mark('Ines', true);
    expect(await therapist.command({ kind: 'open' })).toBeNull();
  });

  test('once opened, a session is neither changed, called off nor archived away', async () => {
    const { session } = await planned(['Noah', 'Ines']);
    const therapist = page(session);
    await therapist.therapistView((view) => view.phase === 'planned');
    expect(await therapist.command({ kind: 'open' })).toBeNull();
    const refusals = [
      await replan(session, aPlan(['Noah'])),
      await practice.therapist.send('POST', `/api/sessions/${session.id}/call-off`),
      await practice.therapist.send('PATCH', familyPath(), { archived: true }),
    ];
    expect(refusals.map((one) => one.status)).toEqual([409, 409, 409]);
    expect((await sessionNow(session)).plan.arriving).toHaveLength(2);
  });
});

describe('calling off', () => {
  test('a session that was called off is gone from every list, and its links are dead', async () => {
    const { session, links } = await planned(['Noah']);
    const after = await done<FamilyAnswer>(
      practice.therapist,
      'POST',
      `/api/sessions/${session.id}/call-off`,
    );
    expect(after.sessions).toEqual([]);
    expect((await come(links[0])).status).toBe(404);
    const renewed = await practice.therapist.send(
      'POST',
      `/api/sessions/${session.id}/links/${idOf('Noah')}`,
    );
    expect(renewed.status).toBeGreaterThanOrEqual(400);
  });

  test('[S3] a session that was called off can not be opened, not even from a page that was there', async () => {
    const { session } = await planned(['Noah']);
    const therapist = page(session);
    await therapist.therapistView((view) => view.phase === 'planned');
    await done(practice.therapist, 'POST', `/api/sessions/${session.id}/call-off`);
    await until('the page is turned away', () =>
      therapist.heard.some((one) => one.kind === 'no-access'),
    );
    const again = await practice.therapist.send('POST', `/api/sessions/${session.id}/call-off`);
    expect(again.status).toBeLessThan(500);
  });
});

describe('who waits', () => {
  test('[V1] the practice sees who waits; the answer of the session names them to its therapist only', async () => {
    const { session, links } = await planned(['Noah', 'Ines']);
    const noah = new Browser(server.url);
    const { body } = await come(links[0], noah);
    await done(noah, 'POST', `/api/here/${body.link}/confirm`);
    const his = new RoomPage(noah, { session: session.id, as: body.link });
    open.push(his);
    await his.familyView('waiting');
    expect((await sessionNow(session)).waiting).toEqual(['Noah']);
    expect((await noah.send('GET', `/api/sessions/${session.id}`)).status).toBe(401);
  });
});
