import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LibraryAnswer } from '../../shared/record/library.ts';
import type { RecordStanding } from '../../shared/record/standing.ts';
import type { FamilyAnswer, Trouble } from '../../shared/wire/http.ts';
import { aColleague, type Colleague } from '../support/colleague.ts';
import { Browser } from '../support/outsider.ts';
import { aPractice, done, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;
let colleague: Colleague;
let maya: Guest;
let note: string;

const familyPath = (): string => `/api/families/${practice.family.id}`;
const sessionPath = (): string => `/api/sessions/${practice.session}`;
const grant = (reviewers: readonly { readonly id: string; readonly notes: boolean }[]) =>
  practice.therapist.send<FamilyAnswer & Trouble>('PUT', `${familyPath()}/reviewers`, {
    reviewers,
  });

beforeAll(async () => {
  server = await startKinbridge({ LOG_LEVEL: 'debug' });
  practice = await aPractice(server.url);
  colleague = await aColleague(practice, 'weber@example.test');
  maya = await practice.arrive('Maya');
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  await therapist.command({ kind: 'open' });
  await therapist.command({ kind: 'end' });
  therapist.leave();
  const body = { id: 'private-note-1', text: 'Maya looked at the door' };
  await done(practice.therapist, 'POST', `${sessionPath()}/notes`, body);
  note = `${sessionPath()}/notes/${body.id}`;
});
afterAll(async () => {
  await server.clear();
});

/** What a reviewer is granted. */
const reading = (): readonly string[] => [
  `${sessionPath()}/record`,
  `${sessionPath()}/record-standing`,
  `${familyPath()}/over-time`,
];
const notesReading = (): readonly string[] => [`${sessionPath()}/notes`, `${note}/versions`];
/** What no reviewer ever does. */
const working = (): readonly (readonly [string, string, unknown?])[] => [
  ['GET', familyPath()],
  ['PATCH', familyPath(), { remark: 'mine' }],
  ['PUT', `${familyPath()}/therapists`, { therapists: [colleague.me.id] }],
  ['PUT', `${familyPath()}/reviewers`, { reviewers: [] }],
  ['GET', `${familyPath()}/goals`],
  ['GET', `${familyPath()}/legal-hold`],
  ['PUT', `${familyPath()}/legal-hold`, { on: true, reason: 'mine' }],
  ['POST', `${familyPath()}/sessions`, {}],
  ['GET', sessionPath()],
  ['PUT', `${sessionPath()}/plan`, {}],
  ['POST', `${sessionPath()}/call-off`],
  ['POST', `${sessionPath()}/links/${maya.id}`],
  ['GET', `${sessionPath()}/board.pdf?zone=joint`],
  [
    'POST',
    `${sessionPath()}/tear-up`,
    { what: { is: 'item', item: 'item-number-1' }, asked: null, reason: 'a-mistake' },
  ],
  ['POST', `${sessionPath()}/notes`, { id: 'private-note-2', text: 'mine' }],
  ['PATCH', note, { text: 'mine' }],
  ['DELETE', note],
];

async function refusedEverywhere(browser: Browser, status: number): Promise<void> {
  for (const [method, path, body] of working()) {
    const answer = await browser.send<Trouble>(method, path, body);
    expect([method, path, answer.status]).toEqual([method, path, status]);
    expect(answer.text).not.toContain('Maya');
  }
}
const statusesOf = async (browser: Browser, paths: readonly string[]) =>
  Promise.all(paths.map(async (path) => (await browser.send('GET', path)).status));

test('[R38] a colleague who is no reviewer of a family reaches nothing of its records', async () => {
  expect(await statusesOf(colleague.browser, reading())).toEqual([404, 404, 404]);
  expect(await statusesOf(colleague.browser, notesReading())).toEqual([404, 404]);
  await refusedEverywhere(colleague.browser, 404);
  const library = await done<LibraryAnswer>(colleague.browser, 'GET', '/api/records');
  expect([library.entries, library.families]).toEqual([[], []]);
});

test('[R38] a member of the family and a stranger reach nothing of it either', async () => {
  for (const browser of [maya.browser, new Browser(server.url)]) {
    expect(await statusesOf(browser, reading())).toEqual([401, 401, 401]);
    expect(await statusesOf(browser, notesReading())).toEqual([401, 401]);
    await refusedEverywhere(browser, 401);
  }
});

test('[R38] a reviewer reads records and the way over time, no notes, and does nothing else', async () => {
  const { body } = await grant([{ id: colleague.me.id, notes: false }]);
  expect(body.reviewers).toEqual([{ id: colleague.me.id, name: 'Dr. Weber', notes: false }]);
  expect(await statusesOf(colleague.browser, reading())).toEqual([200, 200, 200]);
  expect(await statusesOf(colleague.browser, notesReading())).toEqual([404, 404]);
  await refusedEverywhere(colleague.browser, 404);
  const standing = await done<RecordStanding>(
    colleague.browser,
    'GET',
    `${sessionPath()}/record-standing`,
  );
  expect(standing.reader).toBe('reviewer');
  const library = await done<LibraryAnswer>(colleague.browser, 'GET', '/api/records');
  expect(library.entries.map(({ session }) => session)).toEqual([practice.session]);
});

test('[R38] with the notes granted they are read, still not written, and not found by a search', async () => {
  await grant([{ id: colleague.me.id, notes: true }]);
  expect(await statusesOf(colleague.browser, notesReading())).toEqual([200, 200]);
  await refusedEverywhere(colleague.browser, 404);
  const found = await done<LibraryAnswer>(colleague.browser, 'GET', '/api/records?text=door');
  expect(found.entries).toEqual([]);
});

test('[R38] what was granted is taken back at once, and ends when somebody works with the family', async () => {
  await grant([]);
  expect(await statusesOf(colleague.browser, reading())).toEqual([404, 404, 404]);
  await grant([{ id: colleague.me.id, notes: true }]);
  const therapists = [practice.therapistId, colleague.me.id];
  const family = await done<FamilyAnswer>(practice.therapist, 'PUT', `${familyPath()}/therapists`, {
    therapists,
  });
  expect(family.reviewers).toEqual([]);
  const refused = await grant([{ id: colleague.me.id, notes: false }]);
  expect([refused.status, refused.body.reason]).toEqual([409, 'refused']);
  await done(practice.therapist, 'PUT', `${familyPath()}/therapists`, {
    therapists: [practice.therapistId],
  });
  expect(await statusesOf(colleague.browser, reading())).toEqual([404, 404, 404]);
});

test('[R38] nobody of another practice, nor named twice, is a reviewer', async () => {
  const nobody = await grant([{ id: '01890a5d-ac96-774b-bcce-b302099a8057', notes: false }]);
  expect(nobody.status).toBe(409);
  const one = { id: colleague.me.id, notes: false };
  expect((await grant([one, one])).status).toBe(409);
});
