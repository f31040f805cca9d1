import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCode } from '../../shared/wire/protocol.ts';
import { aNote } from '../support/board-items.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { Browser, RoomPage, until, type InkPage } from '../support/outsider.ts';
import { aPractice, done, password, type Guest, type Practice } from '../support/practice.ts';

let app: InProcess;
let practice: Practice;
let maya: Guest;
let therapist: RoomPage;
let page: RoomPage;
let ink: InkPage;
let eye: InkPage;

beforeEach(async () => {
  app = await startInProcess();
  practice = await aPractice(app.url);
  maya = await practice.arrive('Maya');
  therapist = practice.therapistPage();
  page = practice.page(maya);
  await therapist.therapistView((view) => view.phase === 'planned');
  await therapist.command({ kind: 'open' });
  await therapist.command({ kind: 'let-in', person: maya.id });
  await page.familyView('room');
  ink = practice.ink(maya);
  eye = practice.therapistInk();
  await Promise.all([ink.synced(), eye.synced()]);
});

afterEach(async () => {
  for (const one of [therapist, page, ink, eye]) one.leave();
  await app.clear();
});

const entriesWithInk = async (): Promise<number> =>
  (await app.stores.rooms.read(practice.session, 0)).filter((entry) => entry.kind === 'ink').length;

test('[W2] before it is committed, ink is neither echoed nor shown to anybody', async () => {
  app.holdCommits();
  ink.items.set('not-durable', aNote(maya.id));
  const [mine, theirs] = [ink.received, eye.received];
  expect(await page.up({ kind: 'echo' })).toBeNull();
  const late = practice.therapistInk();
  await until('another link is open', () => late.provider.wsconnected);
  expect([ink.received, eye.received]).toEqual([mine, theirs]);
  expect(late.provider.synced).toBe(false);
  app.release();
  await until('now it is there', () => eye.items.get('not-durable'));
  await until('also for the latecomer', () => late.items.get('not-durable'));
  late.leave();
});

test('[S6] a step down takes the shared board off the screen at once, and gives another once it is durable', async () => {
  const boards = (): readonly string[] | null =>
    page.view?.as === 'person' && page.view.place === 'room'
      ? page.view.boards.map((one) => `${one.zone} ${one.can}`)
      : null;
  expect(boards()).toEqual(['joint edit']);
  app.holdCommits();
  const stepped = therapist.command({ kind: 'change-step', step: 'apart' });
  await until('the board is gone', () => boards()?.length === 0);
  expect(page.view).toMatchObject({ place: 'room', together: false, others: [] });
  app.release();
  expect(await stepped).toBeNull();
  await until('the own one is there', () => boards()?.[0] === `own:${maya.id} edit`);
});

test('[S6][H1] a hold cuts and covers from the instant it is made; resuming waits until it is durable', async () => {
  ink.items.set('before-hold', aNote(maya.id));
  await until('it is there', () => eye.items.get('before-hold'));
  app.holdCommits();
  ink.items.set('in-flight-1', aNote(maya.id));
  const holding = therapist.command({ kind: 'hold' });
  await until('her board is cut', () => ink.closes[0] === closeCode.noAccess);
  const knocking = practice.ink(maya);
  await until('and stays so', () => knocking.closes[0] === closeCode.noAccess);
  await page.familyView('cover');
  const another = practice.therapistPage();
  await another.therapistView((view) => view.phase === 'open');
  another.leave();
  expect(page.view, 'somebody else coming does not lift the cover').toMatchObject({
    place: 'cover',
  });
  const resuming = therapist.command({ kind: 'resume' });
  expect(await page.up({ kind: 'echo' })).toBeNull();
  expect(page.view).toMatchObject({ place: 'cover' });
  app.release();
  expect([await holding, await resuming]).toEqual([null, null]);
  await page.familyView('room');
  const entries = await app.stores.rooms.read(practice.session, 0);
  const kinds = entries.map((entry) => entry.kind);
  const held = entries.findIndex((entry) =>
    new TextDecoder().decode(entry.bytes).includes('"held"'),
  );
  expect(kinds.slice(held + 1)).not.toContain('ink');
  knocking.leave();
});

test('[H5] a room whose log was taken over covers the family and accepts nothing more', async () => {
  await app.stores.rooms.own(practice.session);
  const before = await entriesWithInk();
  ink.items.set('after-the-loss', aNote(maya.id));
  await until('she is covered', () => page.view?.as === 'person' && page.view.place === 'cover');
  await until('her board is closed', () => ink.closes.length > 0);
  expect(await entriesWithInk()).toBe(before);
  const back = await therapist.therapistView((view) => view.phase === 'held');
  expect(back.heldBecause).toBe('restart');
});

test('[H5] a log that hangs is in doubt: the family is covered within moments', async () => {
  app.holdCommits();
  ink.items.set('never-durable', aNote(maya.id));
  await until('she is covered', () => page.view?.as === 'person' && page.view.place === 'cover');
  await until('her board is closed', () => ink.closes.length > 0);
  expect(eye.items.has('never-durable')).toBe(false);
});

test('[H8] ink that was long in being committed has not yet waited for a therapist’s page', async () => {
  eye.leave();
  app.holdCommits();
  ink.items.set('slow-to-keep', aNote(maya.id));
  expect(await page.up({ kind: 'echo' })).toBeNull();
  app.pass(3_000);
  const released = Date.now();
  app.release();
  await until('she is covered', () => page.view?.as === 'person' && page.view.place === 'cover');
  expect(Date.now() - released).toBeGreaterThan(1_500);
});

test('[A11][A5] signing out closes the links of that sign-in, not of another', async () => {
  const phone = new Browser(app.url);
  await done(phone, 'POST', '/api/sign-in', { email: 'okafor@example.test', password });
  const there = new RoomPage(phone, { session: practice.session, as: 'therapist' });
  await there.therapistView((view) => view.phase === 'open');
  await done(phone, 'POST', '/api/sign-out');
  await until('the phone is told', () => there.heard.some((one) => one.kind === 'no-access'));
  expect(await page.up({ kind: 'echo' })).toBeNull();
  expect(page.view).toMatchObject({ place: 'room' });
  expect(therapist.heard.some((one) => one.kind === 'no-access')).toBe(false);
  there.leave();
});

test('[R1][B6] ink that would make a board unreadable is refused, and the session ends with its board saved', async () => {
  const hostile = practice.ink(maya);
  await hostile.synced();
  hostile.items.set('hostile-1', new Y.Map([['text', new Y.XmlText('x')]]));
  await until('it is refused', () => hostile.closes.includes(closeCode.refused));
  expect(await therapist.command({ kind: 'end' })).toBeNull();
  expect(await app.stores.records.record(practice.session)).not.toBeNull();
  hostile.leave();
});
