import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maxPrivateNoteLength, maxPrivateNotesInSession } from '../../shared/notes/private-note.ts';
import type {
  EarlierWords,
  NewSessionAnswer,
  PrivateNote,
  Trouble,
} from '../../shared/wire/http.ts';
import { aColleague, type Colleague } from '../support/colleague.ts';
import { Browser, type HttpAnswer } from '../support/outsider.ts';
import { aPractice, done, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;
let stranger: Colleague;
let maya: Guest;
let made = 0;

beforeAll(async () => {
  server = await startKinbridge({ LOG_LEVEL: 'debug' });
  practice = await aPractice(server.url);
  stranger = await aColleague(practice, 'weber@example.test');
  maya = await practice.arrive('Maya');
});
afterAll(async () => {
  await server.clear();
});

const newId = (): string => `private-note-${String((made += 1))}`;
const notesPath = (session: string = practice.session): string => `/api/sessions/${session}/notes`;
const add = (
  text: string,
  {
    id = newId(),
    by = practice.therapist,
    session,
  }: { id?: string; by?: Browser; session?: string } = {},
): Promise<HttpAnswer<PrivateNote & Trouble>> => by.send('POST', notesPath(session), { id, text });
const list = (session?: string) =>
  done<PrivateNote[]>(practice.therapist, 'GET', notesPath(session));
const anotherSession = async (): Promise<string> =>
  (
    await done<NewSessionAnswer>(
      practice.therapist,
      'POST',
      `/api/families/${practice.family.id}/sessions`,
      {
        kind: 'joint',
        title: '',
        arriving: [practice.personNamed('Maya'), practice.personNamed('Daniel')],
        leaving: [practice.personNamed('Maya'), practice.personNamed('Daniel')],
        plannedMinutes: 25,
        step: 'board',
        plannedFor: null,
      },
    )
  ).session.id;
const withColleague = (therapists: readonly string[]) =>
  done(practice.therapist, 'PUT', `/api/families/${practice.family.id}/therapists`, { therapists });

describe('who reads and writes private notes', () => {
  test('[N1] whoever is not of the family gets what they get for a session that is not there', async () => {
    const { body: note } = await add('Maya looked at the door');
    const nowhere = '00000000-0000-7000-8000-000000000000';
    const id = newId();
    const acts = (session: string): readonly (readonly [string, string, unknown?])[] => [
      ['GET', notesPath(session)],
      ['POST', notesPath(session), { id, text: 'mine' }],
      ['PATCH', `${notesPath(session)}/${note.id}`, { text: 'mine' }],
      ['DELETE', `${notesPath(session)}/${note.id}`],
      ['GET', `${notesPath(session)}/${note.id}/versions`],
    ];
    const readers = {
      stranger: stranger.browser,
      member: maya.browser,
      nobody: new Browser(server.url),
    };
    for (const [who, browser] of Object.entries(readers)) {
      for (const [at, [method, path, body]] of acts(practice.session).entries()) {
        const real = await browser.send<Trouble>(method, path, body);
        const [, none = ''] = acts(nowhere)[at] ?? [];
        const absent = await browser.send<Trouble>(method, none, body);
        expect([who, method, real]).toEqual([who, method, absent]);
        expect(real.status).toBe(who === 'stranger' ? 404 : 401);
      }
    }
    expect(await list()).toEqual([note]);
  });

  test('[N1][A9] a therapist who leaves the family reads nothing more of it, and keeps their name', async () => {
    await withColleague([practice.therapistId, stranger.me.id]);
    const theirs = await add('from a colleague', { by: stranger.browser });
    expect(theirs.status).toBe(201);
    await withColleague([practice.therapistId]);
    expect((await stranger.browser.send('GET', notesPath())).status).toBe(404);
    expect((await list()).find((one) => one.id === theirs.body.id)?.by.name).toBe('Dr. Weber');
  });

  test("[N5] a colleague's note is read, and neither changed nor deleted", async () => {
    await withColleague([practice.therapistId, stranger.me.id]);
    const { body: note } = await add('only mine to change');
    const path = `${notesPath()}/${note.id}`;
    const answers = [
      await stranger.browser.send<Trouble>('PATCH', path, { text: 'other words' }),
      await stranger.browser.send<Trouble>('DELETE', path),
      await add('under the same id', { id: note.id, by: stranger.browser }),
    ];
    expect(answers.map((one) => [one.status, one.body.reason])).toEqual(
      answers.map(() => [403, 'not-allowed']),
    );
    expect(await done<PrivateNote[]>(stranger.browser, 'GET', notesPath())).toContainEqual(note);
    await withColleague([practice.therapistId]);
  });
});

describe('writing notes', () => {
  test('[N4] the same note sent twice, also at once, is there once and as it was first', async () => {
    const session = await anotherSession();
    const id = newId();
    const answers = await Promise.all([1, 2, 3].map(() => add('twice', { id, session })));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 201]);
    expect((await add('other words', { id, session })).body.text).toBe('twice');
    expect((await list(session)).map((one) => one.text)).toEqual(['twice']);
  });

  test('[N5] its author changes and deletes it, and the change is said with its time', async () => {
    const session = await anotherSession();
    const { body: note } = await add('first\r\n\r\n\r\n  words \u202E', { session });
    expect([note.text, note.editedAt]).toEqual(['first\n\n  words', null]);
    const path = `${notesPath(session)}/${note.id}`;
    const changed = await done<PrivateNote>(practice.therapist, 'PATCH', path, { text: 'better' });
    expect(changed).toEqual({ ...note, text: 'better', editedAt: changed.editedAt });
    expect(changed.editedAt).toBeGreaterThanOrEqual(note.at);
    expect((await practice.therapist.send('DELETE', path)).status).toBe(204);
    expect((await practice.therapist.send('DELETE', path)).status).toBe(404);
    expect((await practice.therapist.send('PATCH', path, { text: 'late' })).status).toBe(404);
    expect(await list(session)).toEqual([]);
  });

  test('[N6] what is empty, too long or misshapen is refused with a sentence and changes nothing', async () => {
    const session = await anotherSession();
    const long = '🙂'.repeat(maxPrivateNoteLength);
    expect((await add(long, { session })).status).toBe(201);
    const before = await list(session);
    for (const text of ['', ' \n\u200B ', `${long}!`, 'x'.repeat(maxPrivateNoteLength * 9)]) {
      const { status, body } = await add(text, { session });
      expect([status, body.reason]).toEqual([400, 'bad-input']);
      expect(body.sentence).toMatch(/note/);
    }
    for (const body of [
      {},
      { id: '../etc', text: 'x' },
      { id: newId(), text: 'x', seq: 3 },
      [],
      null,
    ]) {
      const answer = await practice.therapist.send('POST', notesPath(session), body ?? {});
      expect(answer.status).toBe(400);
    }
    expect(await list(session)).toEqual(before);
  });

  test('[N6] a session that holds as many notes as it may says so, and loses none', async () => {
    const session = await anotherSession();
    for (let n = 0; n < maxPrivateNotesInSession; n += 1) await add('one of many', { session });
    const { status, body } = await add('one too many', { session });
    expect([status, body.reason]).toEqual([409, 'refused']);
    expect(body.sentence).toContain(String(maxPrivateNotesInSession));
    expect(await list(session)).toHaveLength(maxPrivateNotesInSession);
  }, 60_000);
});

describe('a note and its session', () => {
  test('[N8] who may read a note reads what it said before it was changed', async () => {
    const session = await anotherSession();
    const { body: note } = await add('first words', { session });
    const path = `${notesPath(session)}/${note.id}`;
    await done(practice.therapist, 'PATCH', path, { text: 'second words' });
    expect(await done<EarlierWords[]>(practice.therapist, 'GET', `${path}/versions`)).toEqual([
      { at: note.at, text: 'first words' },
    ]);
    expect((await practice.therapist.send('GET', `${path}x/versions`)).status).toBe(404);
  });

  test('[N9] a note is pinned to the whole session, and to no moment that is not in it', async () => {
    const session = await anotherSession();
    const pinned = async (pin: unknown) => {
      const body = { id: newId(), text: 'about it', pin };
      return practice.therapist.send<PrivateNote & Trouble>('POST', notesPath(session), body);
    };
    expect((await pinned('whole')).body.pin).toBe('whole');
    expect((await pinned(null)).body.pin).toBeNull();
    const outside = await pinned(Date.now());
    expect([outside.status, outside.body.reason]).toEqual([400, 'bad-input']);
    expect((await pinned('somewhere')).status).toBe(400);
  });

  test('[N2][N3] before, during, in a hold and after, each at its place in the log, and nowhere else', async () => {
    const secret = 'a heron nobody but the therapist knows';
    const { session } = practice;
    const noteNow = async (when: string): Promise<PrivateNote> =>
      (await add(`${secret}, ${when}`)).body;
    const therapist = practice.therapistPage();
    await therapist.therapistView((view) => view.phase === 'planned');
    const planned = await noteNow('planned');
    expect(planned.seq).toBe(0);
    expect(await therapist.command({ kind: 'open' })).toBeNull();
    const page = practice.page(maya);
    await therapist.command({ kind: 'let-in', person: maya.id });
    await page.familyView('room');
    const before = Date.now();
    const open = await noteNow('open');
    expect(open.seq).toBeGreaterThan(planned.seq);
    expect(open.at).toBeGreaterThanOrEqual(before);
    await therapist.command({ kind: 'hold' });
    const held = await noteNow('held');
    expect(held.seq).toBe(open.seq + 1);
    await therapist.command({ kind: 'end' });
    const ended = await noteNow('ended');
    expect(ended.seq).toBe(held.seq + 1);

    const saved = await practice.therapist.send('GET', `/api/sessions/${session}/saved`);
    expect(saved.status).toBe(200);
    const answers = [
      saved.text,
      (await practice.therapist.send('GET', `/api/sessions/${session}`)).text,
      (await practice.therapist.send('GET', `/api/families/${practice.family.id}`)).text,
      (await practice.therapist.send('GET', '/api/practice')).text,
      (await maya.browser.send('GET', `/api/here/${maya.as}`)).text,
      JSON.stringify(therapist.heard),
      JSON.stringify(page.heard),
      server.output(),
    ];
    for (const text of answers) expect(text).not.toContain('heron');
    expect((await list()).filter((one) => one.text.includes('heron'))).toEqual([
      planned,
      open,
      held,
      ended,
    ]);
    therapist.leave();
    page.leave();
  });

  test('[N1] a session that was called off has no notes any more', async () => {
    const session = await anotherSession();
    await add('too early', { session });
    await done(practice.therapist, 'POST', `/api/sessions/${session}/call-off`);
    expect((await practice.therapist.send('GET', notesPath(session))).status).toBe(404);
    expect((await add('late', { session })).status).toBe(404);
  });
});
