import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeCode } from '../../shared/wire/protocol.ts';
import { startInProcess, type InProcess } from '../support/in-process.ts';
import { until, type InkPage, type RoomPage } from '../support/outsider.ts';
import { aPractice, type Guest, type Practice } from '../support/practice.ts';

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
  ink.items.set('not-durable', new Y.Map([['x', 1]]));
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

test('[S6][H1] a hold cuts from the instant it is made, and is told once it is durable', async () => {
  app.holdCommits();
  const before = page.heard.length;
  const holding = therapist.command({ kind: 'hold' });
  await until('her board is cut', () => ink.closes[0] === closeCode.noAccess);
  const knocking = practice.ink(maya);
  await until('and stays so', () => knocking.closes[0] === closeCode.noAccess);
  expect(page.heard.length).toBe(before);
  const drawn = await entriesWithInk();
  app.release();
  expect(await holding).toBeNull();
  await page.familyView('cover');
  expect(await entriesWithInk()).toBe(drawn);
  knocking.leave();
});

test('[H5] a room whose log was taken over covers the family and accepts nothing more', async () => {
  await app.stores.rooms.own(practice.session);
  const before = await entriesWithInk();
  ink.items.set('after-the-loss', new Y.Map([['x', 1]]));
  await until('she is covered', () => page.view?.as === 'person' && page.view.place === 'cover');
  await until('her board is closed', () => ink.closes.length > 0);
  expect(await entriesWithInk()).toBe(before);
  const back = await therapist.therapistView((view) => view.phase === 'held');
  expect(back.heldBecause).toBe('restart');
});
