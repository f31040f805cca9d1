import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Me, NewLink, PracticeAnswer, StartAnswer, Trouble } from '../../shared/wire/http.ts';
import { aColleague, tokenOf } from '../support/colleague.ts';
import { Browser } from '../support/outsider.ts';
import { aPractice, done, password, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;

beforeEach(async () => {
  server = await startKinbridge();
  practice = await aPractice(server.url);
});
afterEach(async () => {
  await server.clear();
});

const email = 'okafor@example.test';
const signIn = (browser: Browser, body: { email: string; password: string }) =>
  browser.send<Me & Trouble>('POST', '/api/sign-in', body);
const isSignedIn = async (browser: Browser): Promise<boolean> =>
  (await done<StartAnswer>(browser, 'GET', '/api/start')).me !== null;

describe('first start', () => {
  test('[A1] the first start signs in, works once, and a second one changes nothing', async () => {
    const stranger = new Browser(server.url);
    expect(await done<StartAnswer>(stranger, 'GET', '/api/start')).toEqual({
      firstStart: false,
      me: null,
    });
    const again = await stranger.send<Trouble>('POST', '/api/first-start', {
      practice: 'Other',
      name: 'Other',
      email: 'other@example.test',
      password,
    });
    expect([again.status, again.body.reason]).toEqual([409, 'already-there']);
    expect(await isSignedIn(stranger)).toBe(false);
    const { me, therapists } = await done<PracticeAnswer>(
      practice.therapist,
      'GET',
      '/api/practice',
    );
    expect(me).toMatchObject({ name: 'Dr. Okafor', email, practice: 'Lindenhof Practice' });
    expect(therapists).toHaveLength(1);
  });

  test('[A1] of many first starts at once, one wins', async () => {
    const empty = await startKinbridge();
    const answers = await Promise.all(
      [1, 2, 3, 4].map((number) =>
        new Browser(empty.url).send<Me>('POST', '/api/first-start', {
          practice: 'Lindenhof',
          name: `Dr. ${String(number)}`,
          email: `number-${String(number)}@example.test`,
          password,
        }),
      ),
    );
    await empty.clear();
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409]);
  });
});

describe('signing in', () => {
  test('[A2] a wrong password and an unknown account get the same answer, byte for byte', async () => {
    const known = await signIn(new Browser(server.url), { email, password: 'not the password' });
    const unknown = await signIn(new Browser(server.url), {
      email: 'nobody@example.test',
      password: 'not the password',
    });
    expect([known.status, known.body.reason]).toEqual([401, 'sign-in-wrong']);
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  });

  test('[A2] a wrong password and an unknown account take the same work', async () => {
    const tries = 4;
    const timed = async (whose: string): Promise<number> => {
      const took: number[] = [];
      for (let turn = 0; turn < tries; turn += 1) {
        const began = performance.now();
        await signIn(new Browser(server.url), { email: whose, password: 'not the password' });
        took.push(performance.now() - began);
      }
      return Math.min(...took);
    };
    const [known, unknown] = [await timed(email), await timed('nobody@example.test')];
    // An account that is not hashed for would be answered in a tenth of the time.
    expect(unknown).toBeGreaterThan(known / 3);
    expect(known).toBeGreaterThan(unknown / 3);
  });

  test('[A2] capitals and blanks around the address do not matter, those of the password do', async () => {
    const browser = new Browser(server.url);
    expect((await signIn(browser, { email: ' Okafor@Example.TEST ', password })).status).toBe(200);
    expect(await isSignedIn(browser)).toBe(true);
    const shouted = await signIn(new Browser(server.url), {
      email,
      password: password.toUpperCase(),
    });
    expect(shouted.status).toBe(401);
  });

  test.each([email, 'nobody@example.test'])(
    '[A3] after some wrong passwords for %s even the right one has to wait',
    async (whose) => {
      const statuses: number[] = [];
      for (let turn = 0; turn < 9; turn += 1) {
        const { status } = await signIn(new Browser(server.url), {
          email: whose,
          password: `wrong ${String(turn)}`,
        });
        statuses.push(status);
      }
      expect(statuses).toEqual([...Array<number>(8).fill(401), 429]);
      const right = await signIn(new Browser(server.url), { email: whose, password });
      expect([right.status, right.body.reason]).toEqual([429, 'slow-down']);
      expect(right.body.retryAfterMs).toBeGreaterThan(0);
      expect(right.body.retryAfterMs).toBeLessThanOrEqual(5 * 60_000);
    },
  );

  test('[A3] guesses sent at once are counted like guesses sent one by one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        signIn(new Browser(server.url), { email, password: `wrong ${String(turn)}` }),
      ),
    );
    expect(answers.filter((one) => one.status === 401)).toHaveLength(8);
  });

  test('[A3] one address that tries many accounts has to wait, whatever it tries next', async () => {
    let last = 0;
    for (let turn = 0; turn < 41; turn += 1) {
      const whose = `guess-${String(turn)}@example.test`;
      ({ status: last } = await signIn(new Browser(server.url), { email: whose, password }));
    }
    expect(last).toBe(429);
    expect((await signIn(new Browser(server.url), { email, password })).status).toBe(429);
  });

  test('[A3] right passwords use up no tries', async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      expect((await signIn(new Browser(server.url), { email, password })).status).toBe(200);
    }
  });

  test('signing out ends this sign-in and no other', async () => {
    const other = new Browser(server.url);
    await signIn(other, { email, password });
    const kept = new Browser(server.url);
    await signIn(kept, { email, password });
    const stolen = other.cookieHeader;
    expect((await other.send('POST', '/api/sign-out')).status).toBe(204);
    expect(other.cookieHeader).toBe('');
    const replayed = await fetch(`${server.url}/api/practice`, { headers: { cookie: stolen } });
    expect(replayed.status).toBe(401);
    expect(await isSignedIn(kept)).toBe(true);
  });
});

describe('passwords and colleagues', () => {
  test('[A5] a changed password ends the other sign-ins and keeps this one', async () => {
    const other = new Browser(server.url);
    await signIn(other, { email, password });
    const body = { current: password, next: 'another room with three chairs' };
    expect((await practice.therapist.send('POST', '/api/password', body)).status).toBe(204);
    expect(await isSignedIn(practice.therapist)).toBe(true);
    expect(await isSignedIn(other)).toBe(false);
    expect((await signIn(other, { email, password })).status).toBe(401);
    expect((await signIn(other, { email, password: body.next })).status).toBe(200);
  });

  test('[A5] a wrong current password changes nothing', async () => {
    const body = { current: 'not the password', next: 'another room with three chairs' };
    const answer = await practice.therapist.send<Trouble>('POST', '/api/password', body);
    expect([answer.status, answer.body.reason]).toEqual([400, 'password-wrong']);
    expect((await signIn(new Browser(server.url), { email, password })).status).toBe(200);
  });

  test("[A4] a colleague's link works once", async () => {
    const link = await done<NewLink>(practice.therapist, 'POST', '/api/colleagues');
    expect(link.url.startsWith(`${server.url}/join#`)).toBe(true);
    const week = 7 * 24 * 3_600_000;
    expect(Math.abs(link.expiresAt - Date.now() - week)).toBeLessThan(60_000);
    const token = tokenOf(link.url);
    const look = () => new Browser(server.url).send('POST', '/api/colleagues/look', { token });
    expect((await look()).body).toEqual({ practice: 'Lindenhof Practice' });
    const join = (name: string) =>
      new Browser(server.url).send<Me & Trouble>('POST', '/api/colleagues/join', {
        token,
        name,
        email: `${name}@example.test`,
        password,
      });
    const answers = await Promise.all(['weber', 'ahmed', 'rossi'].map(join));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 404, 404]);
    expect((await look()).status).toBe(404);
    const { therapists } = await done<PracticeAnswer>(practice.therapist, 'GET', '/api/practice');
    expect(therapists).toHaveLength(2);
  });

  test("[A4] an address that is taken does not use the colleague's link up", async () => {
    const link = await done<NewLink>(practice.therapist, 'POST', '/api/colleagues');
    const token = tokenOf(link.url);
    const browser = new Browser(server.url);
    const body = { token, name: 'Dr. Weber', email, password };
    const refused = await browser.send<Trouble>('POST', '/api/colleagues/join', body);
    expect([refused.status, refused.body.reason]).toEqual([409, 'already-there']);
    const joined = { ...body, email: 'weber@example.test' };
    expect((await browser.send('POST', '/api/colleagues/join', joined)).status).toBe(200);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test("[A4] a colleague's link that has expired answers like one that never was", async () => {
    const link = await done<NewLink>(practice.therapist, 'POST', '/api/colleagues');
    await server.kill();
    const database = new Sqlite(join(server.dataDir, 'kinbridge.sqlite'));
    database.exec('update colleague_invitation set expires_at = 1');
    database.close();
    await server.start();
    const [expired, unknown] = await Promise.all(
      [tokenOf(link.url), 'A'.repeat(22)].map((token) =>
        new Browser(server.url).send('POST', '/api/colleagues/look', { token }),
      ),
    );
    expect(expired?.status).toBe(404);
    expect(unknown?.text).toBe(expired?.text);
  });

  test('[A10] neither passwords nor tokens nor cookies are in the data or in what was printed', async () => {
    const pending = await done<NewLink>(practice.therapist, 'POST', '/api/colleagues');
    const colleague = await aColleague(practice, 'weber@example.test');
    const maya = await practice.arrive('Maya');
    const secrets = [
      password,
      tokenOf(pending.url),
      ...practice.links.map((one) => tokenOf(one.url)),
      ...[practice.therapist, colleague.browser, maya.browser].flatMap((browser) =>
        browser.cookieHeader.split('; ').map((pair) => pair.split('=')[1] ?? ''),
      ),
    ];
    expect(secrets.every((one) => one.length >= 20)).toBe(true);
    await server.kill(); // The write-ahead log is looked at as well.
    const stored = readdirSync(server.dataDir).map((file) =>
      readFileSync(join(server.dataDir, file)),
    );
    expect(Buffer.concat(stored).includes('okafor@example.test')).toBe(true);
    for (const secret of secrets) {
      expect(stored.some((bytes) => bytes.includes(secret))).toBe(false);
      expect(server.output().includes(secret)).toBe(false);
    }
    for (const content of ['Maya', 'Daniel', 'Okafor', 'example.test']) {
      expect(server.output().includes(content)).toBe(false);
    }
  });
});
