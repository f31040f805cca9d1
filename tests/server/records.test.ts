import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemId } from '../../shared/ids.ts';
import { lyingAfter } from '../../shared/record/lying.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { Trouble } from '../../shared/wire/http.ts';
import { aNote } from '../support/board-items.ts';
import { aColleague, type Colleague } from '../support/colleague.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { Browser, until } from '../support/outsider.ts';
import { aPractice, type Guest, type Practice } from '../support/practice.ts';

let app: InProcess;
let practice: Practice;
let colleague: Colleague;
let maya: Guest;
let daniel: Guest;
let record: SessionRecordRead;

/** Words that must be nowhere once the session has ended. */
const tornUp = 'a word that Maya tore up';
const answered = 'what the therapist answered to the pause';
/** Milliseconds between two moments. */
const aMoment = 11_000;

const path = (): string => `/api/sessions/${practice.session}/record`;

/** Files of the data folder with these words in them, however they are encoded. */
const filesWith = (folder: string, words: string): readonly string[] =>
  readdirSync(folder).filter((name) => {
    const bytes = readFileSync(join(folder, name));
    return bytes.includes(words) || bytes.includes(Buffer.from(words, 'utf16le'));
  });

beforeAll(async () => {
  app = await startInProcess();
  practice = await aPractice(app.url);
  colleague = await aColleague(practice, 'weber@example.test');
  [maya, daniel] = [await practice.arrive('Maya'), await practice.arrive('Daniel')];
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  expect((await practice.therapist.send('GET', path())).status).toBe(404);
  expect(await therapist.command({ kind: 'open' })).toBeNull();
  const eye = practice.therapistInk();
  const [mayasPage, danielsPage] = [practice.page(maya), practice.page(daniel)];
  for (const { id } of [maya, daniel]) {
    expect(await therapist.command({ kind: 'let-in', person: id })).toBeNull();
  }
  await mayasPage.familyView('room');
  await danielsPage.familyView('room');
  const [hers, his] = [practice.ink(maya), practice.ink(daniel)];
  await hers.synced();
  await his.synced();
  hers.items.set('mayas-note1', aNote(maya.id, 'our treehouse'));
  hers.items.set('mayas-note2', aNote(maya.id, tornUp));
  his.items.set('daniels-no1', aNote(daniel.id, 'what the therapist took down'));
  await until('all are there', () => eye.items.size === 3);
  app.pass(aMoment);
  his.items.set('daniels-no2', aNote(daniel.id, 'I would like to listen'));
  await until('the next is there', () => eye.items.size === 4);
  app.pass(aMoment);
  hers.items.delete('mayas-note2');
  const taken = v.parse(itemId, 'daniels-no1');
  const takeDown = { kind: 'take-down-items', zone: 'joint', items: [taken] } as const;
  expect(await therapist.command(takeDown)).toBeNull();
  await until('two are left', () => eye.items.size === 2 && his.items.size === 2);
  const pause = { kind: 'ask', ask: 'pause' } as const;
  expect(await mayasPage.command(pause)).toBeNull();
  await therapist.therapistView((view) => view.phase === 'held');
  await therapist.command({ kind: 'answer-ask', person: maya.id, ask: 'pause', words: answered });
  app.pass(aMoment);
  expect(await therapist.command({ kind: 'resume' })).toBeNull();
  expect(
    await therapist.command({ kind: 'whisper', person: maya.id, words: 'take your time' }),
  ).toBeNull();
  expect(await therapist.command({ kind: 'say-closing', words: 'Thank you both' })).toBeNull();
  app.pass(aMoment);
  expect(await therapist.command({ kind: 'end' })).toBeNull();
  const read = await practice.therapist.send<SessionRecordRead>('GET', path());
  expect(read.status).toBe(200);
  record = read.body;
});
afterAll(async () => {
  await app.clear();
});

test('[R1] ending a session leaves its moments, what happened and what was said, sealed', () => {
  expect(record.verified).toMatchObject({ holds: true });
  expect(record.head.people.map(({ firstName }) => firstName)).toEqual(['Maya', 'Daniel']);
  expect(record.moments.length).toBeGreaterThan(1);
  const texts = lyingAfter(record).flatMap(({ items }) =>
    items.map((item) => ('text' in item ? item.text : '')),
  );
  expect(texts.sort()).toEqual(['I would like to listen', 'our treehouse']);
  expect(record.words.map(({ is, words }) => [is, words])).toEqual([
    ['whisper', 'take your time'],
    ['closing', 'Thank you both'],
  ]);
  expect(record.marks.map(({ is }) => is)).toEqual(['step', 'let-in', 'let-in', 'short-break']);
});

test('[R8] moments are ten seconds apart or lie at decisions: none says when a stroke was drawn', () => {
  const since = record.moments.map(({ at }) => (at - record.head.openedAt) % 10_000);
  const atDecisions = record.marks.map(({ at }) => at);
  const free = record.moments.filter(
    ({ at }, n) => since[n] !== 0 && !atDecisions.includes(at) && at !== record.head.endedAt,
  );
  expect(free).toEqual([]);
});

test('[R9] what its author tore up is in no moment; what a therapist took down is where it lay', () => {
  const all = record.items.map((item) => ('text' in item ? item.text : ''));
  expect(all).not.toContain(tornUp);
  expect(all).toContain('what the therapist took down');
  expect(record.removals.map(({ role, things }) => [role, things])).toEqual([['child', 1]]);
});

test('[R9] torn-up words are in no file once the session has ended, nor is who paused', async () => {
  expect(filesWith(app.dataDir, tornUp)).toEqual([]);
  expect(filesWith(app.dataDir, answered)).toEqual([]);
  const log = await app.stores.rooms.read(practice.session, 0);
  const kept = log.map(({ bytes }) => Buffer.from(bytes).toString()).join('\n');
  expect(log).toHaveLength(2);
  expect(kept).not.toMatch(/paused|asked|held/);
  expect(JSON.stringify(record)).not.toMatch(/paused|"asked|held/);
});

test('[R4] the record of another family is not there, for anybody', async () => {
  for (const browser of [colleague.browser, maya.browser, daniel.browser, new Browser(app.url)]) {
    const { status, body } = await browser.send<Trouble>('GET', path());
    expect([401, 404]).toContain(status);
    expect(Object.keys(body).sort()).toEqual(['reason', 'sentence']);
  }
});

test('[R1] whoever comes back to the room finds the session over', async () => {
  const page = practice.page(maya);
  await page.familyView('ended');
  page.leave();
});
