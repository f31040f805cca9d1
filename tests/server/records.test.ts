import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemId } from '../../shared/ids.ts';
import { lyingAfter } from '../../shared/record/lying.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { LibraryAnswer } from '../../shared/record/library.ts';
import type { LegalHold, TearUpAnswer } from '../../shared/record/tear-up.ts';
import type { VerifyAnswer } from '../../shared/record/verify.ts';
import type { Trouble } from '../../shared/wire/http.ts';
import { recordFile } from '../../server/record/export/record-file.ts';
import { aNote } from '../support/board-items.ts';
import { aColleague, type Colleague } from '../support/colleague.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { Browser, until } from '../support/outsider.ts';
import { aPractice, done, type Guest, type Practice } from '../support/practice.ts';

let app: InProcess;
let practice: Practice;
let colleague: Colleague;
let maya: Guest;
let daniel: Guest;
let record: SessionRecordRead;

/** Words that must be nowhere once the session has ended. */
const tornUp = 'a word that Maya tore up';
/** What Maya asks to be torn up afterwards; she has whispered it as well. */
const later = 'Grübeln über die Straße nach Hause';
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
  hers.items.set('mayas-note3', aNote(maya.id, later));
  his.items.set('daniels-no1', aNote(daniel.id, 'what the therapist took down'));
  await until('all are there', () => eye.items.size === 4);
  app.pass(aMoment);
  his.items.set('daniels-no2', aNote(daniel.id, 'I would like to listen'));
  await until('the next is there', () => eye.items.size === 5);
  app.pass(aMoment);
  hers.items.delete('mayas-note2');
  const taken = v.parse(itemId, 'daniels-no1');
  const takeDown = { kind: 'take-down-items', zone: 'joint', items: [taken] } as const;
  expect(await therapist.command(takeDown)).toBeNull();
  await until('two are left', () => eye.items.size === 3 && his.items.size === 3);
  const pause = { kind: 'ask', ask: 'pause' } as const;
  expect(await mayasPage.command(pause)).toBeNull();
  await therapist.therapistView((view) => view.phase === 'held');
  await therapist.command({ kind: 'answer-ask', person: maya.id, ask: 'pause', words: answered });
  app.pass(aMoment);
  expect(await therapist.command({ kind: 'resume' })).toBeNull();
  expect(
    await therapist.command({ kind: 'whisper', person: maya.id, words: 'take your time' }),
  ).toBeNull();
  const said = `Do you know: ${later}`;
  expect(await mayasPage.command({ kind: 'whisper-back', words: said })).toBeNull();
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
  expect(texts.sort()).toEqual([later, 'I would like to listen', 'our treehouse'].sort());
  expect(record.words.map(({ is, words }) => [is, words])).toEqual([
    ['whisper', 'take your time'],
    ['whisper', `Do you know: ${later}`],
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

test('[R12] saved boards are found by the beginnings of words, without accents, and by who was there', async () => {
  const found = async (query: string): Promise<number> => {
    const { body } = await practice.therapist.send<LibraryAnswer>('GET', `/api/records?${query}`);
    return body.entries.length;
  };
  expect(await found('')).toBe(1);
  expect(await found('text=tree')).toBe(1);
  expect(await found('text=LISTEN+treehouse')).toBe(1);
  expect(await found('text=grubel+strasse')).toBe(1);
  expect(await found('text=treehouse+castle')).toBe(0);
  expect(await found('text=...')).toBe(0);
  expect(await found(`text=${encodeURIComponent(tornUp)}`)).toBe(0);
  expect(await found(`person=${maya.id}`)).toBe(1);
  expect(await found(`person=${practice.personNamed('Elena')}`)).toBe(0);
  expect(await found(`from=${String(record.head.openedAt + 1)}`)).toBe(0);
  expect(await found(`before=${practice.session}`)).toBe(0);
  const note = { id: 'okafors-note1', text: 'Zögert am Anfang' };
  await done(practice.therapist, 'POST', `/api/sessions/${practice.session}/notes`, note);
  expect(await found('text=zogert')).toBe(1);
});

test('[R12] nobody finds the records of a family that is not theirs', async () => {
  const { body } = await colleague.browser.send<LibraryAnswer>('GET', '/api/records');
  expect(body).toEqual({ entries: [], more: false, families: [] });
  expect((await maya.browser.send('GET', '/api/records')).status).toBe(401);
});

test('[R13] a record has a small picture, for those who may read it', async () => {
  const file = `/api/sessions/${practice.session}/thumbnail.png`;
  const { status, bytes } = await practice.therapist.file(file);
  expect(status).toBe(200);
  expect(bytes.readUInt32BE(16)).toBeLessThanOrEqual(360);
  expect(bytes.readUInt32BE(20)).toBeLessThanOrEqual(225);
  expect((await practice.therapist.file(file)).bytes).toEqual(bytes);
  expect((await colleague.browser.file(file)).status).toBe(404);
});

const check = (bytes: Uint8Array) =>
  practice.therapist.sendFile<VerifyAnswer & Trouble>(
    '/api/verify',
    bytes,
    'application/octet-stream',
  );
async function fileNow(): Promise<Uint8Array> {
  const stored = await app.stores.records.record(practice.session);
  if (!stored) throw new Error('no record');
  return recordFile(stored);
}

test('[R14] a record as a file holds, and an edited, cut-off, foreign or newer one says what it is', async () => {
  const file = await fileNow();
  expect((await check(file)).body).toMatchObject({
    ...{ is: 'record', holds: true },
    records: [{ session: practice.session, sealedBy: 'this-practice' }],
  });
  const text = Buffer.from(file).toString();
  const edited = await check(Buffer.from(text.replace('our treehouse', 'my treehouse')));
  expect(edited.body.holds).toBe(false);
  const verified = edited.body.records[0]?.verified;
  expect(verified?.holds === false && verified.where).toMatch(/^Entry \d+ of \d+/);
  expect((await check(file.subarray(0, 900))).body.holds).toBe(false);
  expect((await check(Buffer.from('a letter'))).body.sentence).toContain('no record of Kinbridge');
  const newer = Buffer.from(text.replace('"format":1', '"format":2'));
  expect((await check(newer)).body.sentence).toContain('newer version');
  expect((await check(Buffer.from('PK cut off'))).body.sentence).toContain('cut off');
  expect((await colleague.browser.sendFile('/api/verify', file, 'x/y')).status).toBe(200);
  expect((await maya.browser.sendFile('/api/verify', file, 'x/y')).status).toBe(401);
});

const tearUp = (what: unknown, asked: string | null = maya.id, by = practice.therapist) =>
  by.send<TearUpAnswer & Trouble>('POST', `/api/sessions/${practice.session}/tear-up`, {
    ...{ what, asked, reason: 'its-author-asked' },
  });
const hold = (on: boolean, reason: string) =>
  practice.therapist.send<LegalHold & Trouble>(
    'PUT',
    `/api/families/${practice.family.id}/legal-hold`,
    { on, reason },
  );
const mayas = { is: 'item', item: 'mayas-note3' };

test('[R16] under a legal hold nothing is torn up, and the reason is said', async () => {
  expect((await hold(true, '')).status).toBe(400);
  expect((await hold(true, 'Order of 3 March')).body).toMatchObject({ on: true });
  const before = await fileNow();
  const refused = await tearUp(mayas);
  expect(refused.status).toBe(409);
  expect(refused.body.sentence).toContain('legal hold (Order of 3 March)');
  expect(await fileNow()).toEqual(before);
  expect((await hold(false, '')).body).toMatchObject({ on: false, since: null });
});

test('[R15] nobody but a therapist of the family tears anything up, and only what is there', async () => {
  for (const by of [colleague.browser, maya.browser, new Browser(app.url)]) {
    expect([401, 404]).toContain((await tearUp(mayas, maya.id, by)).status);
  }
  expect((await tearUp({ is: 'item', item: 'nobodys-thing' })).status).toBe(404);
  expect((await tearUp(mayas, practice.personNamed('Elena'))).status).toBe(404);
});

test('[R15] what is torn up is gone with its copies from every moment, the search, the picture and every file', async () => {
  const before = (await practice.therapist.send<SessionRecordRead>('GET', path())).body;
  const picture = await app.stores.records.thumbnail(practice.session);
  expect((await tearUp(mayas)).body).toEqual({ things: 2 });
  const { body } = await practice.therapist.send<SessionRecordRead>('GET', path());
  expect(body.verified).toMatchObject({ holds: true });
  expect(JSON.stringify(body)).not.toContain('Grübeln');
  expect(body.removals.at(-1)).toMatchObject({ role: 'child', things: 2 });
  expect(body.items).toHaveLength(before.items.length - 1);
  const search = await practice.therapist.send<LibraryAnswer>('GET', '/api/records?text=grubeln');
  expect(search.body.entries).toEqual([]);
  const redrawn = await practice.therapist.file(`/api/sessions/${practice.session}/thumbnail.png`);
  expect(redrawn.bytes.equals(Buffer.from(picture ?? []))).toBe(false);
  for (const words of [later, 'grubeln', 'Grübeln']) {
    expect(filesWith(app.dataDir, words)).toEqual([]);
  }
  expect((await tearUp(mayas)).status).toBe(404);
  // What was exported before still says where its chain ended, and this one goes on from there.
  const was = before.verified?.holds === true ? before.verified : null;
  const lines = Buffer.from(await fileNow())
    .toString()
    .split('\n');
  expect(lines[(was?.entries ?? 0) - 1]?.startsWith(was?.hash ?? 'none')).toBe(true);
});

test('[R10] a record that was changed in the database is said to be so, and nothing of it is torn up', async () => {
  const stored = await app.stores.records.record(practice.session);
  const bytes = Buffer.from(stored?.bytes ?? []);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 4, bytes.length - 9);
  const raw = new Sqlite(join(app.dataDir, 'kinbridge.sqlite'));
  raw.prepare('update record set bytes = ?').run(bytes);
  const { status, body } = await practice.therapist.send<SessionRecordRead & Trouble>(
    'GET',
    path(),
  );
  if (status === 200) expect(body.verified).toMatchObject({ holds: false });
  else expect(body.sentence).toContain('can not be read');
  expect((await tearUp({ is: 'item', item: 'mayas-note1' })).body.sentence).toContain(
    'not what was sealed',
  );
  raw.prepare('delete from record').run();
  expect((await practice.therapist.send<Trouble>('GET', path())).body.sentence).toContain(
    'missing',
  );
  raw
    .prepare('insert into record (session_id, bytes, seal) values (?, ?, ?)')
    .run(...[practice.session, stored?.bytes, stored?.seal]);
  raw.close();
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
