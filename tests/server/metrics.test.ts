import { afterAll, beforeAll, expect, test } from 'vitest';
import { addWords, itemsOf } from '../../shared/board/board-doc.ts';
import { itemId } from '../../shared/ids.ts';
import * as v from 'valibot';
import { until } from '../support/outsider.ts';
import { aPractice, type Practice } from '../support/practice.ts';
import { freePort, startKinbridge, type Kinbridge } from '../support/process.ts';
import { openRawLink } from '../support/raw-link.ts';

let server: Kinbridge;
let practice: Practice;
let port: number;

beforeAll(async () => {
  port = await freePort();
  server = await startKinbridge({ METRICS_PORT: String(port) });
  practice = await aPractice(server.url);
});
afterAll(async () => {
  await server.clear();
});

const metrics = async (path = '/metrics'): Promise<Response> =>
  fetch(`http://localhost:${String(port)}${path}`);
const valueIn = (text: string, line: string): number =>
  Number(
    text
      .split('\n')
      .find((one) => one.startsWith(`${line} `))
      ?.slice(line.length),
  );

test('[C5] rooms, links, commits, refusals and holds are counted, and nothing of a family is in it', async () => {
  const [maya, daniel] = [await practice.arrive('Maya'), await practice.arrive('Daniel')];
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  await therapist.command({ kind: 'open' });
  const pages = [practice.page(maya), practice.page(daniel)];
  for (const { id } of [maya, daniel]) await therapist.command({ kind: 'let-in', person: id });
  for (const page of pages) await page.familyView('room');
  const { session } = practice;
  const eye = await openRawLink(practice.therapist, { session, as: 'therapist', seesAll: true });
  await eye.sync();
  const [mayas, daniels] = [
    await openRawLink(maya.browser, { session, as: maya.as }),
    await openRawLink(daniel.browser, { session, as: daniel.as }),
  ];
  await mayas.sync();
  await daniels.sync();
  const id = v.parse(itemId, 'about-the-boat');
  mayas.draw((doc) => {
    addWords(doc, 'note', { id, by: maya.id, x: 1, y: 1, z: 1, words: 'our treehouse' });
  });
  await until('Daniel has it', () => itemsOf(daniels.doc).has(id));
  // A word in another's mouth.
  daniels.draw((doc) => {
    const words = { id: v.parse(itemId, 'not-mine-1'), x: 1, y: 1, z: 2, words: 'never said' };
    addWords(doc, 'note', { ...words, by: maya.id });
  });
  await daniels.gone();
  await therapist.command({ kind: 'hold' });

  const answer = await metrics();
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  const text = await answer.text();
  expect(valueIn(text, 'kinbridge_rooms')).toBe(1);
  expect(valueIn(text, 'kinbridge_links')).toBeGreaterThanOrEqual(4);
  expect(valueIn(text, 'kinbridge_held_total{cause="therapist"}')).toBe(1);
  expect(valueIn(text, 'kinbridge_fan_out_seconds_count')).toBeGreaterThanOrEqual(1);
  expect(valueIn(text, 'kinbridge_commit_seconds_count{outcome="written"}')).toBeGreaterThan(1);
  expect(text).toMatch(/kinbridge_ink_refused_total\{reason="[a-z-]+"\} 1/);
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(text).not.toMatch(
    new RegExp(['Maya', 'Daniel', 'treehouse', 'said', maya.id, session].join('|')),
  );
  for (const link of [eye, mayas, daniels]) link.leave();
  for (const page of [...pages, therapist]) page.leave();
});

test('[C5] the port of metrics answers nothing else, and the port people come by no metrics', async () => {
  expect((await metrics('/')).status).toBe(404);
  expect((await metrics('/health/live')).status).toBe(404);
  expect(await (await fetch(new URL('/metrics', server.url))).text()).not.toContain('kinbridge_');
});
