import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownZone } from '../../shared/board/zone.ts';
import { itemId } from '../../shared/ids.ts';
import { exportFormats, type Trouble } from '../../shared/wire/http.ts';
import { aNote } from '../support/board-items.ts';
import { aColleague, type Colleague } from '../support/colleague.ts';
import { Browser, until } from '../support/outsider.ts';
import { aPractice, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;
let colleague: Colleague;
let maya: Guest;
/** Ends the session. */
let end: () => Promise<void>;
/** What was exported of the board before the session ended, and what others got. */
let running: { whole: string; elsewhere: number; statuses: number[] };

const path = (format: string, query = 'zone=joint'): string =>
  `/api/sessions/${practice.session}/board.${format}?${query}`;
const svg = async (query?: string): Promise<string> =>
  (await practice.therapist.file(path('svg', query))).bytes.toString();
const troubleOf = ({ bytes }: { readonly bytes: Buffer }): Trouble =>
  JSON.parse(bytes.toString()) as Trouble;
const statusesFor = async (ask: (format: string) => Promise<{ status: number }>) =>
  (await Promise.all(exportFormats.map(ask))).map(({ status }) => status);

/** One session while it runs: Maya's two notes, of which the therapist hid one. */
beforeAll(async () => {
  server = await startKinbridge();
  practice = await aPractice(server.url);
  colleague = await aColleague(practice, 'weber@example.test');
  maya = await practice.arrive('Maya');
  expect((await practice.therapist.file(path('pdf'))).status).toBe(404);
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  expect(await therapist.command({ kind: 'open' })).toBeNull();
  const eye = practice.therapistInk();
  const page = practice.page(maya);
  expect(await therapist.command({ kind: 'let-in', person: maya.id })).toBeNull();
  await page.familyView('room');
  const ink = practice.ink(maya);
  await ink.synced();
  ink.items.set('mayas-note1', aNote(maya.id, 'our treehouse'));
  ink.items.set('mayas-note2', aNote(maya.id, 'what was hidden'));
  await until('both are there', () => eye.items.size === 2);
  const item = v.parse(itemId, 'mayas-note2');
  const hide = { kind: 'hide-items', zone: 'joint', items: [item], hidden: true } as const;
  expect(await therapist.command(hide)).toBeNull();
  running = {
    whole: await svg(),
    elsewhere: (await practice.therapist.file(path('svg', 'zone=nowhere'))).status,
    statuses: await Promise.all(
      [maya.browser, colleague.browser, new Browser(server.url)].map(
        async (one) => (await one.file(path('svg'))).status,
      ),
    ),
  };
  end = async () => {
    expect(await therapist.command({ kind: 'end' })).toBeNull();
    await page.familyView('ended');
    for (const one of [therapist, eye, page, ink]) one.leave();
  };
});
afterAll(async () => {
  await server.clear();
});

describe('while the session runs', () => {
  test('[R7][R3] a therapist exports the board as it lies there, without what is hidden', () => {
    expect(running.whole).toContain('<svg');
    expect(running.whole).toContain('our treehouse');
    expect(running.whole).not.toContain('what was hidden');
    expect(running.elsewhere).toBeGreaterThanOrEqual(400);
  });

  test('[R7] for the family, a colleague of other families and a stranger there is no such file', () => {
    for (const status of running.statuses) expect([401, 404]).toContain(status);
  });
});

describe('who exports', () => {
  test('[R4] for a member of the family, a stranger and a colleague of other families there is no such file', async () => {
    const isNot = async (asks: { file: (path: string) => Promise<{ status: number }> }) =>
      await statusesFor((format) => asks.file(path(format)));
    expect(await isNot(colleague.browser)).toEqual([404, 404, 404]);
    for (const status of [
      ...(await isNot(maya.browser)),
      ...(await isNot(new Browser(server.url))),
    ]) {
      expect([401, 404]).toContain(status);
    }
  });

  test('[R4] each export is in the trail, by the therapist and the session alone', async () => {
    const trail = (): readonly unknown[] => {
      const db = new Sqlite(join(server.dataDir, 'kinbridge.sqlite'), { readonly: true });
      const rows = db.prepare('SELECT * FROM audit WHERE act = ?').all('board-exported');
      db.close();
      return rows;
    };
    const before = trail().length;
    await practice.therapist.file(path('svg'));
    await colleague.browser.file(path('svg'));
    const rows = trail();
    expect(rows).toHaveLength(before + 1);
    expect(rows.at(-1)).toMatchObject({ by: practice.therapistId, subject: practice.session });
    expect(JSON.stringify(rows)).not.toContain('Maya');
  });
});

describe('what is exported', () => {
  test.each([
    ['pdf', 'application/pdf', '%PDF-'],
    ['png', 'image/png', '\u0089PNG'],
    ['svg', 'image/svg+xml; charset=utf-8', '<svg '],
  ])(
    '[R5] a %s comes as one, to be kept, under a name that names nobody',
    async (format, type, start) => {
      const { status, headers, bytes } = await practice.therapist.file(path(format));
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('content-disposition')).toBe(`attachment; filename=board.${format}`);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(bytes.toString('latin1').slice(0, start.length)).toBe(start);
    },
  );

  test('[R3] what a therapist hid is in it only when asked for', async () => {
    expect(await svg()).toContain('our treehouse');
    expect(await svg()).not.toContain('what was hidden');
    const all = await svg('zone=joint&hidden=1');
    expect(all).toContain('what was hidden');
    expect(all).toContain('>hidden</text>');
  });

  test('[R3] its author is named as on the screen', async () => {
    expect(await svg()).toContain('>Maya</text>');
  });

  test('a board that was not used, and one that can’t be, are not there', async () => {
    const statuses = await Promise.all(
      [
        `zone=${ownZone(practice.personNamed('Elena'))}`,
        'zone=elsewhere',
        '',
        'zone=joint&paper=a0',
      ].map(async (query) => (await practice.therapist.file(path('pdf', query))).status),
    );
    expect(statuses).toEqual([404, 400, 400, 400]);
    expect((await practice.therapist.file(path('docx'))).status).toBe(404);
  });

  test('[R6] too many at a time are told how many', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => practice.therapist.file(path('png'))),
    );
    const [refused] = answers.filter(({ status }) => status === 429);
    expect(refused && troubleOf(refused).sentence).toContain('2 files at a time');
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });
});

test('[R51] once the session has ended its board is a further part, and no longer asked for like this', async () => {
  await end();
  const status = async () => (await practice.therapist.file(path('svg'))).status;
  // Sealed a moment after everybody has been told.
  await expect.poll(status, { timeout: 20_000 }).toBe(404);
  expect(await statusesFor((format) => practice.therapist.file(path(format)))).toEqual([
    404, 404, 404,
  ]);
}, 30_000);
