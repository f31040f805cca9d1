import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import * as v from 'valibot';
import type * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemId } from '../../shared/ids.ts';
import type { ExportChoices, ExportWish, WishOf } from '../../shared/record/export.ts';
import { usualExportWords } from '../../shared/record/export-words.ts';
import type { FamilyAnswer, Trouble } from '../../shared/wire/http.ts';
import { verifiedFile } from '../../server/record/read-file.ts';
import { aNote } from '../support/board-items.ts';
import { aColleague, type Colleague } from '../support/colleague.ts';
import {
  aReason,
  aSummary,
  bytesOfPdf,
  exported,
  formsOf,
  previewOf,
  wordsOfPdf,
  written,
} from '../support/exports.ts';
import { anOpenRoom, type OpenRoom } from '../support/open-room.ts';
import { Browser, until } from '../support/outsider.ts';
import { done } from '../support/practice.ts';

/** Milliseconds; files are made in threads that load the whole of TypeScript first. */
const timeout = 60_000;

let room: OpenRoom;
let colleague: Colleague;
/** Asked for before the session had ended. */
let whileRunning: { status: number; body: Trouble };
const mayas = v.parse(itemId, 'mayas-note1');
const mayasOwn = v.parse(itemId, 'mayas-note2');
const daniels = v.parse(itemId, 'daniels-note1');

const family = () => room.practice.family.id;
const therapist = () => room.practice.therapist;
const make = (wish: ExportWish) => exported(therapist(), family(), wish);
const preview = (wish: ExportWish) => previewOf(therapist(), family(), wish);
const aBoard = (
  format: WishOf<'board'>['format'],
  hidden: Parameters<typeof written>[0] = {},
): WishOf<'board'> => ({
  ...{ kind: 'board', session: room.practice.session, zone: 'joint', at: null, format },
  ...{ paper: 'a4', redaction: written(hidden).redaction, reason: aReason },
});
const ownItems = (name: string, hidden: Parameters<typeof written>[0] = {}): ExportWish => ({
  ...{ kind: 'own-items', person: room.practice.personNamed(name), reason: aReason },
  ...written(hidden),
});
const ownCopy = (name: string): ExportWish => ({
  ...{ kind: 'own-copy', person: room.practice.personNamed(name) },
  ...{ timeZone: 'Europe/Berlin', paper: 'letter' },
});
const whole = (): ExportWish => ({ kind: 'whole', timeZone: 'Europe/Berlin', reason: aReason });

/** One joint session: two notes of Maya's, one of Daniel's, a private note; then its end. */
beforeAll(async () => {
  room = await anOpenRoom();
  const { practice } = room;
  await done(therapist(), 'PATCH', `/api/families/${family()}`, { reference: '17 F 204/26' });
  colleague = await aColleague(practice, 'weber@example.test');
  const eye = practice.therapistInk();
  const inks = [practice.ink(room.maya), practice.ink(room.daniel)];
  for (const ink of inks) await ink.synced();
  const put = (nth: number, id: string, note: Y.Map<unknown>) => inks[nth]?.items.set(id, note);
  put(0, 'mayas-note1', aNote(room.maya.id, 'the blue treehouse with Daniel'));
  put(0, 'mayas-note2', aNote(room.maya.id, 'quiet please', { y: 400 }));
  put(1, 'daniels-note1', aNote(room.daniel.id, 'I miss our\nSunday walks, Maya', { x: 500 }));
  await until('all is there', () => eye.items.size === 3);
  const note = { id: 'private-note1', text: 'a private thought about them' };
  await done(therapist(), 'POST', `/api/sessions/${practice.session}/notes`, note);
  whileRunning = await therapist().send<Trouble>(
    'POST',
    `/api/families/${family()}/exports/preview`,
    aSummary(),
  );
  expect(await room.therapist.command({ kind: 'end' })).toBeNull();
  await room.therapist.therapistView((view) => view.phase === 'ended');
  for (const ink of [eye, ...inks]) ink.leave();
}, timeout);
afterAll(async () => {
  await room.clear();
});

test('[R58] while a session of the family runs nothing is exported, and the page is told why', () => {
  expect(whileRunning.status).toBe(409);
  expect(whileRunning.body.sentence).toContain('is running');
});

describe('the short summary', { timeout }, () => {
  test('[R50] says which sessions were held and what the role is, and nothing that anybody wrote', async () => {
    const words = await wordsOfPdf(await make(aSummary()));
    for (const one of [
      '17 F 204/26',
      'Dr. Okafor',
      '1 session was offered, 1 held',
      'Joint session',
    ])
      expect(words).toContain(one);
    expect(words).toContain(usualExportWords.notCovered.slice(0, 60));
    expect(words).toContain('the therapist’s private notes');
    for (const one of ['treehouse', 'quiet', 'Sunday', 'Maya', 'Daniel', 'private thought'])
      expect(words).not.toContain(one);
    expect(words).not.toMatch(/\d{1,2}:\d\d/);
  });

  test('[R50] is as the page previewed it, with the hash of each sealed record', async () => {
    const { shows } = await preview(aSummary());
    const table =
      shows.is === 'document' ? shows.document.blocks.find(({ is }) => is === 'table') : undefined;
    const hash = table?.is === 'table' ? table.rows[0]?.[3] : undefined;
    expect(hash).toMatch(/^[A-Za-z0-9_-]{16}$/);
    expect(await wordsOfPdf(await make(aSummary()))).toContain(hash);
  });

  test('[R50] of a family without sessions says that there were none', async () => {
    const body = {
      ...{ title: 'Others', reference: '' },
      people: [{ role: 'child', firstName: 'Noah', relation: '', ageBand: '6-9' }],
    };
    const others = await done<FamilyAnswer>(therapist(), 'POST', '/api/families', body);
    const words = await wordsOfPdf(await exported(therapist(), others.id, aSummary()));
    expect(words).toContain('No session was offered or held');
    expect(words).toContain('Nothing has been agreed on');
  });

  test('[R50] says of its role what the practice keeps for all of its summaries', async () => {
    const words = { ...usualExportWords, role: 'Court-involved therapist' };
    await done(therapist(), 'PUT', '/api/export-words', words);
    const choices = await done<ExportChoices>(
      therapist(),
      'GET',
      `/api/families/${family()}/exports`,
    );
    expect(choices.words.role).toBe('Court-involved therapist');
  });
});

describe('a further part', { timeout }, () => {
  test('[R51] is refused without a reason in words and what allows it', async () => {
    for (const reason of [undefined, { basis: 'law', words: 'asked' }, { ...aReason, basis: '' }]) {
      const answer = await therapist().send<Trouble>(
        'POST',
        `/api/families/${family()}/exports/preview`,
        { ...aBoard('pdf'), reason },
      );
      expect(answer.status).toBe(400);
    }
  });

  test('[R53] a child’s words are in it only when they are marked as released', async () => {
    const kept = (await make(aBoard('svg'))).toString();
    expect(kept).toContain('Sunday');
    expect(kept).not.toMatch(/treehouse|quiet/);
    const released = (await make(aBoard('svg', { released: [mayas] }))).toString();
    expect(released).toContain('treehouse');
    expect(released).not.toContain('quiet');
    const items = await wordsOfPdf(await make(ownItems('Maya', { released: [mayasOwn] })));
    expect(items).toContain('quiet please');
    expect(items).not.toContain('treehouse');
  });

  test('[R52] what is blacked out is nowhere in the bytes of a PDF, a name is another one', async () => {
    const hidden = {
      released: [mayas, mayasOwn],
      items: [mayasOwn],
      names: [room.maya.id],
      phrases: ['sunday walks', 'treehouse'],
    };
    for (const wish of [
      aBoard('pdf', hidden),
      ownItems('Daniel', hidden),
      ownItems('Maya', hidden),
    ]) {
      const file = await make(wish);
      const bytes = bytesOfPdf(file).toLowerCase();
      const words = (await wordsOfPdf(file)).toLowerCase();
      for (const one of ['quiet', 'Sunday', 'treehouse', 'Maya']) {
        expect(words).not.toContain(one.toLowerCase());
        for (const form of formsOf(one)) expect(bytes).not.toContain(form.toLowerCase());
      }
    }
    expect(await wordsOfPdf(await make(aBoard('pdf', hidden)))).toContain('Person A');
  });

  test('[R52] nor is it in an SVG, where its bar is as long whatever it stands for', async () => {
    const items = (id: typeof mayas) => ({ released: [mayas, mayasOwn], items: [id] });
    const bars = async (id: typeof mayas) =>
      (await make(aBoard('svg', items(id)))).toString().match(/M4 0H172/g);
    expect(await bars(mayas)).toHaveLength(1);
    expect(await bars(daniels)).toHaveLength(1);
    const svg = (await make(aBoard('svg', { names: [room.maya.id], items: [daniels] }))).toString();
    expect(svg).not.toMatch(/Maya|Sunday|miss/);
    expect(svg).not.toContain(daniels);
  });

  test('[R54] is made only as it was looked at', async () => {
    const { seen } = await preview(aBoard('svg'));
    const path = `/api/families/${family()}/exports`;
    const other = await therapist().fileFor(path, {
      wish: aBoard('svg', { items: [daniels] }),
      seen,
    });
    expect(other.status).toBe(409);
    expect(other.bytes.toString()).toContain('has changed since you looked at it');
    expect((await therapist().fileFor(path, { wish: aBoard('svg'), seen })).status).toBe(200);
  });

  test('[R54] a board’s picture shows what the file would', async () => {
    const path = `/api/families/${family()}/exports/picture`;
    const picture = async (wish: ExportWish) => await therapist().fileFor(path, wish);
    const [plain, black] = [
      await picture(aBoard('pdf')),
      await picture(aBoard('pdf', { items: [daniels] })),
    ];
    expect(plain.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(plain.bytes.equals(black.bytes)).toBe(false);
    expect((await picture(aSummary())).status).toBe(404);
  });

  test('[R51] goals with levels print the level they begin at', async () => {
    const words = await wordsOfPdf(await make({ kind: 'goals', reason: aReason, ...written() }));
    expect(words).toContain('Levels begin at −2');
  });
});

describe('the whole record', { timeout }, () => {
  test('[R55] names itself, lists every file with its hash, and holds no private note', async () => {
    const files = unzipSync(await make(whole()));
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as {
      files: { path: string; sha256: string }[];
    };
    for (const { path, sha256 } of manifest.files) {
      expect(
        createHash('sha256')
          .update(files[path] ?? '')
          .digest('hex'),
      ).toBe(sha256);
    }
    const paths = Object.keys(files);
    expect(paths.sort()).toEqual(
      [...manifest.files.map(({ path }) => path), 'manifest.json', 'manifest.seal'].sort(),
    );
    const { session } = room.practice;
    for (const path of [
      'README.txt',
      'goals.json',
      `record/${session}.record`,
      `record/${session}.json`,
      `boards/${session}/joint.svg`,
      `boards/${session}/joint.png`,
    ])
      expect(paths).toContain(path);
    expect(strFromU8(files['README.txt'] ?? new Uint8Array())).toContain('WHOLE RECORD');
    const all = Object.values(files).map((bytes) => Buffer.from(bytes).toString('latin1'));
    expect(all.join('\n')).toContain('treehouse');
    expect(all.join('\n')).not.toContain('private thought');
  });
});

describe('the check of a whole record', { timeout }, () => {
  test('[R55] finds it whole, and finds where a byte of it was changed', async () => {
    const zip = await make(whole());
    expect(verifiedFile(zip, null)).toMatchObject({ is: 'whole-record', holds: true, unlike: [] });
    const files = unzipSync(zip);
    const path = `record/${room.practice.session}.record`;
    const record = Buffer.from(files[path] ?? []);
    expect(verifiedFile(record, null)).toMatchObject({ is: 'record', holds: true });
    const at = record.indexOf('treehouse');
    record[at] = (record[at] ?? 0) ^ 1;
    expect(verifiedFile(record, null).holds).toBe(false);
  });
});

describe('a family member’s copy', { timeout }, () => {
  test('[R56] holds what they made and nothing that anybody else wrote', async () => {
    const files = unzipSync(await make(ownCopy('Maya')));
    const words = await wordsOfPdf(Buffer.from(files['own-copy.pdf'] ?? []));
    const json = strFromU8(files['own-copy.json'] ?? new Uint8Array());
    for (const said of [words, json]) {
      expect(said).toContain('the blue treehouse');
      expect(said).not.toContain('Sunday');
      expect(said).not.toContain('private thought');
      expect(said).not.toContain('Okafor');
    }
  });
});

describe('the trail', { timeout }, () => {
  test('[R57] says who exported what and when, with the reason beside it and nothing of what it was', async () => {
    await make(aBoard('svg', { phrases: ['treehouse'] }));
    const { made } = await done<ExportChoices>(
      therapist(),
      'GET',
      `/api/families/${family()}/exports`,
    );
    expect(made[0]).toMatchObject({ by: 'Dr. Okafor', kind: 'board', reason: aReason });
    expect(JSON.stringify(made)).not.toMatch(/treehouse|Maya/);
  });

  test('[R57] a preview writes nothing into it', async () => {
    const path = `/api/families/${family()}/exports`;
    const before = (await done<ExportChoices>(therapist(), 'GET', path)).made.length;
    await preview(whole());
    expect((await done<ExportChoices>(therapist(), 'GET', path)).made).toHaveLength(before);
  });
});

test(
  '[A9] for a colleague of other families, a stranger and the family there is no export of any kind',
  async () => {
    const wishes = [aSummary(), aBoard('pdf'), ownItems('Daniel'), ownCopy('Maya'), whole()];
    const seen = 'a'.repeat(64);
    const path = `/api/families/${family()}/exports`;
    for (const one of [colleague.browser, room.maya.browser, new Browser(room.practice.url)]) {
      const statuses = [
        (await one.send('GET', path)).status,
        (await one.send('GET', `/api/sessions/${room.practice.session}/export-boards`)).status,
      ];
      for (const wish of wishes) {
        statuses.push((await one.send('POST', `${path}/preview`, wish)).status);
        statuses.push((await one.fileFor(`${path}/picture`, wish)).status);
        statuses.push((await one.fileFor(path, { wish, seen })).status);
      }
      const expected = one === colleague.browser ? [404] : [401, 404];
      for (const status of statuses) expect(expected).toContain(status);
    }
  },
  timeout,
);

test('[A9] who may read the records of the family may export nothing of them', async () => {
  const path = `/api/families/${family()}`;
  const reviewers = [{ id: colleague.me.id, notes: true }];
  await done(therapist(), 'PUT', `${path}/reviewers`, { reviewers });
  const record = `/api/sessions/${room.practice.session}/record`;
  expect((await colleague.browser.get(record)).status).toBe(200);
  for (const wish of [aSummary(), whole()]) {
    expect((await colleague.browser.send('POST', `${path}/exports/preview`, wish)).status).toBe(
      404,
    );
  }
  expect((await colleague.browser.send('GET', `${path}/exports`)).status).toBe(404);
});
