import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  FamilyAnswer,
  FamilySummary,
  NewSessionAnswer,
  PracticeAnswer,
  Trouble,
} from '../../shared/wire/http.ts';
import { maxPeopleInFamily } from '../../shared/wire/http.ts';
import { aColleague, type Colleague } from '../support/colleague.ts';
import { aPractice, done, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';
import { RoomPage, until } from '../support/outsider.ts';

let server: Kinbridge;
let practice: Practice;
let colleague: Colleague;
/** A fresh family for each test; the practice's own has a session planned. */
let family: FamilyAnswer;

beforeAll(async () => {
  server = await startKinbridge();
  practice = await aPractice(server.url);
  colleague = await aColleague(practice, 'weber@example.test');
});
afterAll(async () => {
  await server.clear();
});

const people = [
  { role: 'child', firstName: 'Noah', relation: '', ageBand: '10-13' },
  { role: 'parent', firstName: 'Ines', relation: 'Mum', ageBand: null },
  { role: 'parent', firstName: 'Omar', relation: 'Dad', ageBand: null },
] as const;

beforeEach(async () => {
  family = await done(practice.therapist, 'POST', '/api/families', {
    title: "Noah's family",
    reference: 'F 12/26',
    people,
  });
});

const path = (of: Pick<FamilyAnswer, 'id'> = family): string => `/api/families/${of.id}`;
const familyNow = (): Promise<FamilyAnswer> => done(practice.therapist, 'GET', path());
const personNamed = (firstName: string): FamilyAnswer['people'][number] => {
  const found = family.people.find((one) => one.firstName === firstName);
  if (!found) throw new Error(`nobody is called ${firstName}`);
  return found;
};
const personPath = (firstName: string): string => `${path()}/people/${personNamed(firstName).id}`;
const looks = (of: FamilyAnswer): Set<string> =>
  new Set(of.people.map((one) => `${one.colour} ${one.shape}`));

describe('who reaches a family', () => {
  test('[A9] a family somebody else works with is, for every request, as if it were not there', async () => {
    const { session } = practice;
    const theirs = path(practice.family);
    const maya = practice.personNamed('Maya');
    const asked = [
      ['GET', theirs],
      ['PATCH', theirs],
      ['PUT', `${theirs}/therapists`],
      ['POST', `${theirs}/people`],
      ['PATCH', `${theirs}/people/${maya}`],
      ['DELETE', `${theirs}/people/${maya}`],
      ['PUT', `${theirs}/meetings`],
      ['POST', `${theirs}/sessions`],
      ['GET', `/api/sessions/${session}`],
      ['GET', `/api/sessions/${session}/saved`],
      ['PUT', `/api/sessions/${session}/plan`],
      ['POST', `/api/sessions/${session}/links/${maya}`],
      ['DELETE', `/api/sessions/${session}/links/${maya}`],
      ['POST', `/api/sessions/${session}/call-off`],
    ] as const;
    const nowhere = (one: string): string =>
      one.replace(practice.family.id, maya).replace(session, maya);
    for (const [method, one] of asked) {
      const body = method === 'GET' ? undefined : {};
      const answer = await colleague.browser.send<Trouble>(method, one, body);
      const absent = await colleague.browser.send(method, nowhere(one), body);
      expect([one, answer.status, answer.body.reason]).toEqual([one, 404, 'not-found']);
      expect([one, absent.status, absent.text]).toEqual([one, 404, answer.text]);
    }
    const seen = await done<PracticeAnswer>(colleague.browser, 'GET', '/api/practice');
    expect([seen.families, seen.sessions, seen.archived]).toEqual([[], [], 0]);
    expect(await done(colleague.browser, 'GET', '/api/families')).toEqual([]);
  });

  test("[A9] no link opens to a room of somebody else's family", async () => {
    const page = new RoomPage(colleague.browser, { session: practice.session, as: 'therapist' });
    await until('the colleague is turned away', () =>
      page.heard.some((one) => one.kind === 'no-access'),
    );
    expect(page.views).toEqual([]);
    page.leave();
  });

  test('[A9][A11] a therapist taken off a family loses it and its room at once', async () => {
    const { me } = await done<PracticeAnswer>(practice.therapist, 'GET', '/api/practice');
    const set = (therapists: string[]) =>
      done<FamilyAnswer>(practice.therapist, 'PUT', `${path()}/therapists`, { therapists });
    const both = await set([me.id, colleague.me.id]);
    expect(both.therapists.map((one) => one.name)).toEqual(['Dr. Okafor', 'Dr. Weber']);
    const { session } = await planned('Noah');
    const page = new RoomPage(colleague.browser, { session: session.id, as: 'therapist' });
    await page.therapistView((view) => view.therapists.length === 2);
    await set([me.id]);
    await until('the colleague is out', () => page.heard.some((one) => one.kind === 'no-access'));
    page.leave();
    expect((await colleague.browser.send('GET', path())).status).toBe(404);
  });

  test('a family always keeps a therapist of the practice', async () => {
    for (const therapists of [[], [practice.personNamed('Maya')]]) {
      const answer = await practice.therapist.send('PUT', `${path()}/therapists`, { therapists });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect((await familyNow()).therapists).toHaveLength(1);
  });
});

async function planned(...names: string[]): Promise<NewSessionAnswer> {
  const coming = names.map((one) => personNamed(one).id);
  return done(practice.therapist, 'POST', `${path()}/sessions`, {
    kind: names.length === 1 ? 'individual' : 'joint',
    title: '',
    arriving: coming,
    leaving: coming,
    plannedMinutes: 25,
    step: 'board',
    plannedFor: null,
  });
}

describe('people', () => {
  test('[F2] everyone added looks different from everyone else', async () => {
    for (let more = 3; more < maxPeopleInFamily; more += 1) {
      family = await done(practice.therapist, 'POST', `${path()}/people`, {
        role: 'supporter',
        firstName: `Aunt ${String(more)}`,
        relation: 'Aunt',
        ageBand: null,
      });
    }
    expect(looks(family).size).toBe(maxPeopleInFamily);
    expect(family.people.map((one) => one.firstName).slice(0, 4)).toEqual([
      'Noah',
      'Ines',
      'Omar',
      'Aunt 3',
    ]);
    const oneTooMany = await practice.therapist.send('POST', `${path()}/people`, people[1]);
    expect(oneTooMany.status).toBe(409);
  });

  test('[F2] people added at once look different too', async () => {
    await Promise.all(
      [1, 2, 3].map((number) =>
        practice.therapist.send('POST', `${path()}/people`, {
          ...people[1],
          firstName: `Aunt ${String(number)}`,
        }),
      ),
    );
    const now = await familyNow();
    expect(looks(now).size).toBe(now.people.length);
  });

  test("[F2] somebody else's look is refused, a free one and one's own are taken", async () => {
    const { colour, shape } = personNamed('Ines');
    const wear = (appearance: object) =>
      practice.therapist.send<Trouble>('PATCH', personPath('Noah'), { appearance });
    const refused = await wear({ colour, shape });
    expect([refused.status, refused.body.reason]).toEqual([409, 'already-there']);
    expect((await wear({ colour, shape: personNamed('Omar').shape })).status).toBe(200);
    expect((await wear({ colour, shape: personNamed('Omar').shape })).status).toBe(200);
    expect(looks(await familyNow()).size).toBe(3);
  });

  test('[F4] a name is kept as one tidy line, and nothing in it is taken for anything else', async () => {
    const names: Record<string, string> = {
      '  Ana\n Maria\t ': 'Ana Maria',
      '👨‍👩‍👧': '👨👩👧',
      נועה: 'נועה',
      'No\u202Eevil': 'Noevil',
      '<b>Mo</b>': '<b>Mo</b>',
      "Rob'); drop table person;--": "Rob'); drop table person;--",
      ['x'.repeat(80)]: 'x'.repeat(80),
    };
    for (const [given, kept] of Object.entries(names)) {
      const { people: now } = await done<FamilyAnswer>(
        practice.therapist,
        'PATCH',
        personPath('Noah'),
        { entry: { ...people[0], firstName: given } },
      );
      const noah = now.find((one) => one.id === personNamed('Noah').id);
      expect(noah?.firstName.replaceAll('\u200D', '')).toBe(kept);
    }
    for (const given of ['', '   ', '\u200B', 'x'.repeat(81), '🌳'.repeat(81)]) {
      const entry = { ...people[0], firstName: given };
      const answer = await practice.therapist.send('PATCH', personPath('Noah'), { entry });
      expect([given, answer.status]).toEqual([given, 400]);
    }
  });

  test('whoever is part of a session stays, in their role; their name may be corrected', async () => {
    await planned('Noah');
    const role = { ...people[1], firstName: 'Noah' };
    const asParent = await practice.therapist.send('PATCH', personPath('Noah'), { entry: role });
    expect(asParent.status).toBe(409);
    const renamed = { ...people[0], firstName: 'Noah J.', ageBand: '14-17' };
    await done(practice.therapist, 'PATCH', personPath('Noah'), { entry: renamed });
    expect((await practice.therapist.send('DELETE', personPath('Noah'))).status).toBe(409);
    expect((await practice.therapist.send('DELETE', personPath('Omar'))).status).toBe(200);
    expect((await familyNow()).people.map((one) => one.firstName)).toEqual(['Noah J.', 'Ines']);
  });

  test('readiness and an entry that change at once do not undo each other', async () => {
    const patch = (body: object) => practice.therapist.send('PATCH', personPath('Noah'), body);
    for (let turn = 0; turn < 10; turn += 1) {
      const ready = turn % 2 === 0;
      const firstName = `Noah ${String(turn)}`;
      await Promise.all([patch({ entry: { ...people[0], firstName } }), patch({ ready })]);
      const noah = (await familyNow()).people[0];
      expect([noah?.firstName, noah?.ready]).toEqual([firstName, ready]);
    }
  });
});

describe('meeting rules', () => {
  const meet = (one: string, other: string, mayMeet: boolean) =>
    done<FamilyAnswer>(practice.therapist, 'PUT', `${path()}/meetings`, {
      one: personNamed(one).id,
      other: personNamed(other).id,
      mayMeet,
    });

  test('[F1] a rule is one for two people, whichever is named first, and goes when it says the usual', async () => {
    expect((await meet('Ines', 'Omar', true)).rules).toHaveLength(1);
    expect((await meet('Omar', 'Ines', true)).rules).toHaveLength(1);
    expect((await meet('Noah', 'Omar', false)).rules).toHaveLength(2);
    expect((await meet('Omar', 'Ines', false)).rules).toHaveLength(1);
    expect((await meet('Omar', 'Noah', true)).rules).toEqual([]);
  });

  test('[F1] nobody has a rule with themselves or with a stranger', async () => {
    for (const other of [personNamed('Noah').id, practice.personNamed('Maya')]) {
      const body = { one: personNamed('Noah').id, other, mayMeet: false };
      const answer = await practice.therapist.send('PUT', `${path()}/meetings`, body);
      expect(answer.status).toBe(404);
    }
    expect((await familyNow()).rules).toEqual([]);
  });
});

describe('the family itself', () => {
  test('title, reference and remark are changed one by one', async () => {
    const remark = 'First line\nsecond line <script>';
    await done(practice.therapist, 'PATCH', path(), { remark });
    await done(practice.therapist, 'PATCH', path(), { reference: '' });
    expect(await familyNow()).toMatchObject({ title: "Noah's family", reference: '', remark });
  });

  test('an archived family leaves the home page, takes no plan, and comes back', async () => {
    const { session } = await planned('Noah');
    await done(practice.therapist, 'PATCH', path(), { archived: true });
    const home = await done<PracticeAnswer>(practice.therapist, 'GET', '/api/practice');
    expect(home.families.some((one) => one.id === family.id)).toBe(false);
    expect(home.sessions.some((one) => one.id === session.id)).toBe(false);
    expect(home.archived).toBeGreaterThan(0);
    const archived = await done<readonly FamilySummary[]>(
      practice.therapist,
      'GET',
      '/api/families?archived=1',
    );
    expect(archived.some((one) => one.id === family.id)).toBe(true);
    await expect(planned('Noah')).rejects.toThrow('409');
    await done(practice.therapist, 'PATCH', path(), { archived: false });
    await planned('Noah');
  });
});
