import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FamilyAnswer, StartAnswer, Trouble } from '../../shared/wire/http.ts';
import { maxBodyBytes } from '../../shared/wire/http.ts';
import { Browser } from '../support/outsider.ts';
import { aPractice, done, password, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;

beforeAll(async () => {
  server = await startKinbridge();
  practice = await aPractice(server.url);
});
afterAll(async () => {
  await server.clear();
});

/** A request with exactly these headers and bytes, by the therapist's cookie. */
const raw = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<Response> =>
  fetch(new URL(path, server.url), {
    method,
    headers: { cookie: practice.therapist.cookieHeader, ...headers },
    ...(body === undefined ? {} : { body }),
  });
const familyPath = (): string => `/api/families/${practice.family.id}`;
const familyNow = (): Promise<FamilyAnswer> => done(practice.therapist, 'GET', familyPath());
const json = { 'content-type': 'application/json' };

describe('the origin of a write', () => {
  const strangers: Record<string, (url: string) => Record<string, string>> = {
    missing: () => ({}),
    null: () => ({ origin: 'null' }),
    foreign: () => ({ origin: 'https://elsewhere.example' }),
    'of another scheme': (url) => ({ origin: url.replace('http:', 'https:') }),
    'of another port': (url) => ({ origin: `${url}1` }),
    'of a name that begins alike': (url) => ({
      origin: url.replace('localhost', 'localhost.example'),
    }),
    'with a path': (url) => ({ origin: `${url}/` }),
    'by its address': (url) => ({ origin: url.replace('localhost', '127.0.0.1') }),
  };

  test.each(Object.keys(strangers))(
    '[A8] a write whose Origin is %s is refused and changes nothing',
    async (name) => {
      const before = await familyNow();
      for (const method of ['PATCH', 'PUT', 'DELETE', 'POST']) {
        const answer = await raw(
          method,
          familyPath(),
          { ...json, ...strangers[name]?.(server.url) },
          JSON.stringify({ title: 'Changed' }),
        );
        expect(answer.status).toBe(403);
        expect(await answer.json()).toMatchObject({ reason: 'wrong-origin' });
      }
      expect(await familyNow()).toEqual(before);
    },
  );

  test('[A8] not even a first start, a sign-in or a personal link does without it', async () => {
    const stranger = new Browser(server.url, 'https://elsewhere.example');
    const sent = [
      await stranger.send('POST', '/api/sign-in', { email: 'okafor@example.test', password }),
      await stranger.send('POST', '/api/first-start', {}),
      await stranger.send('POST', '/api/come', { token: 'A'.repeat(22) }),
    ];
    expect(sent.map((one) => one.status)).toEqual([403, 403, 403]);
    expect(stranger.cookieHeader).toBe('');
  });
});

describe('bodies', () => {
  const send = (body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
    raw('PATCH', familyPath(), { origin: server.url, 'content-type': type }, body);

  const malformed: Record<string, [body: string | Uint8Array<ArrayBuffer>, type?: string]> = {
    'cut off': ['{"title":"Chan'],
    'no JSON': ['title=Changed', 'application/x-www-form-urlencoded'],
    'JSON by another name': ['{"title":"Changed"}', 'text/plain'],
    'a bare string': ['"Changed"'],
    'a list': ['[{"title":"Changed"}]'],
    'of the wrong type': ['{"title":{"nested":"Changed"}}'],
    'with a key nobody knows': ['{"title":"Changed","role":"owner"}'],
    'with a prototype': ['{"title":"Changed","__proto__":{"archived":true}}'],
    'no text': [new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
    'in a charset nobody uses': ['{"title":"Changed"}', 'application/json; charset=klingon'],
  };
  test.each(Object.keys(malformed))(
    '[W4] a body that is %s gets a sentence and changes nothing',
    async (name) => {
      const before = await familyNow();
      const [body = '', type] = malformed[name] ?? [];
      const answer = await send(body, type);
      expect(answer.status).toBe(400);
      const trouble = (await answer.json()) as Trouble;
      expect(trouble.reason).toBe('bad-input');
      expect(trouble.sentence).toMatch(/^[A-Z][^{}<>]*\.$/);
      expect(await familyNow()).toEqual(before);
    },
  );

  test('[W4] a body that is too big gets its own answer and changes nothing', async () => {
    const before = await familyNow();
    const answer = await send(JSON.stringify({ remark: 'a'.repeat(maxBodyBytes) }));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ reason: 'too-big' });
    expect(await familyNow()).toEqual(before);
  });

  test('[W4] a body that is longer than it says is refused, and the server goes on', async () => {
    const { port } = new URL(server.url);
    const answer = await new Promise<string>((resolve) => {
      let heard = '';
      const socket = connect(Number(port), 'localhost', () => {
        socket.write(
          `POST /api/sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: ${server.url}\r\n` +
            'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}{}{}garbage\r\n\r\n',
        );
      });
      socket.on('data', (bytes) => (heard += bytes.toString()));
      socket.on('close', () => {
        resolve(heard);
      });
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect((await raw('GET', '/health/live', {})).status).toBe(200);
  });

  test('[W4] ids that are none are answered as if nothing were there', async () => {
    for (const id of ['1', '..%2F..', 'x'.repeat(5_000), "1' or '1'='1", practice.session]) {
      const answer = await raw('GET', `/api/families/${encodeURIComponent(id)}`, {});
      expect([answer.status, ((await answer.json()) as Trouble).reason]).toEqual([
        404,
        'not-found',
      ]);
    }
  });

  test.each([
    ['PATCH', '', { title: '' }, 'Write the family’s name.'],
    ['PATCH', '', { title: 7 }, 'The family’s name is missing.'],
    ['POST', '/people', {}, 'Choose child, parent or supporter.'],
    [
      'POST',
      '/people',
      { role: 'child', firstName: 'Noah', relation: '', ageBand: '3' },
      'Choose an age band.',
    ],
  ])(
    '[W4] %s of a family%s with a mistake is answered for people',
    async (method, path, body, sentence) => {
      const answer = await practice.therapist.send<Trouble>(method, familyPath() + path, body);
      expect([answer.status, answer.body.sentence]).toEqual([400, sentence]);
    },
  );

  test('[W4] what only a program can get wrong is not answered in a program’s words', async () => {
    const bodies = [
      ['PUT', '/meetings', { one: 'nobody', other: 'nobody', mayMeet: true }],
      ['PUT', '/therapists', { therapists: ['nobody'] }],
      ['POST', '/sessions', { kind: 'party' }],
      ['PATCH', `/people/${practice.personNamed('Maya')}`, { appearance: { colour: 'pink' } }],
    ] as const;
    for (const [method, path, body] of bodies) {
      const answer = await practice.therapist.send<Trouble>(method, familyPath() + path, body);
      expect(answer.status).toBe(400);
      expect(answer.body.sentence).not.toMatch(/Invalid|Expected|Id\b|\bkey\b|undefined/);
    }
  });
});

describe('what every answer carries', () => {
  test('no answer may be framed, sniffed, cached where it is private, or run foreign code', async () => {
    const answer = await raw('GET', '/api/practice', {});
    const { headers } = answer;
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('[A8] cookies are out of reach for scripts and for other sites', async () => {
    const answer = await raw(
      'POST',
      '/api/sign-in',
      { ...json, origin: server.url },
      JSON.stringify({ email: 'okafor@example.test', password }),
    );
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^kb-sign-in=[\w-]{43,}; /);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/');
    expect(cookie).not.toContain('Domain');
  });

  test('an https origin makes every cookie a __Host- cookie and sends HSTS', async () => {
    const secure = await startKinbridge({ PUBLIC_URL: 'https://room.example.test' });
    const answer = await fetch(`${secure.url}/api/first-start`, {
      method: 'POST',
      headers: { ...json, origin: 'https://room.example.test' },
      body: JSON.stringify({
        practice: 'Lindenhof',
        name: 'Dr. Okafor',
        email: 'okafor@example.test',
        password,
      }),
    });
    const local = await fetch(`${secure.url}/api/sign-out`, {
      method: 'POST',
      headers: { origin: secure.url },
    });
    await secure.clear();
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-kb-sign-in=.*; Secure/);
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d+/);
    expect(local.status).toBe(403);
  });

  test('whoever is not signed in is told so, whatever they ask for', async () => {
    const stranger = new Browser(server.url);
    const asked = [
      ['GET', '/api/practice'],
      ['GET', '/api/families'],
      ['POST', '/api/families'],
      ['GET', familyPath()],
      ['PATCH', familyPath()],
      ['POST', `${familyPath()}/sessions`],
      ['GET', `/api/sessions/${practice.session}`],
      ['GET', `/api/sessions/${practice.session}/saved`],
      ['POST', `/api/sessions/${practice.session}/call-off`],
      ['POST', '/api/colleagues'],
      ['POST', '/api/password'],
    ] as const;
    for (const [method, path] of asked) {
      const answer = await stranger.send<Trouble>(method, path, method === 'GET' ? undefined : {});
      expect([path, answer.status, answer.body.reason]).toEqual([path, 401, 'sign-in-needed']);
    }
    expect((await done<StartAnswer>(stranger, 'GET', '/api/start')).me).toBeNull();
  });
});

describe('paths', () => {
  test('health tells that the process and its database answer', async () => {
    expect((await raw('GET', '/health/live', {})).status).toBe(200);
    expect((await raw('GET', '/health/ready', {})).status).toBe(200);
  });

  test('an unknown request of the interface is a trouble, never the page', async () => {
    const answer = await raw('GET', '/api/nothing', { accept: 'text/html' });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ reason: 'not-found' });
  });

  test('every path of the page answers with the page, which is never kept unasked', async () => {
    for (const path of ['/', '/come', `/families/${practice.family.id}`, '/no/such/page']) {
      const answer = await raw('GET', path, { accept: 'text/html' });
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    }
  });

  test('assets are kept for ever, and one that is not there is not the page', async () => {
    const page = await (await raw('GET', '/', { accept: 'text/html' })).text();
    const asset = /\/assets\/[\w.-]+\.js/.exec(page)?.[0] ?? '';
    const answer = await raw('GET', asset, {});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect((await raw('GET', '/assets/none-abc123.js', {})).status).toBe(404);
  });

  test('a script comes compressed to whoever takes that, the same, and is never sniffed', async () => {
    const page = await (await raw('GET', '/', { accept: 'text/html' })).text();
    const asset = /\/assets\/[\w.-]+\.js/.exec(page)?.[0] ?? '';
    const plain = await raw('GET', asset, { 'accept-encoding': 'identity' });
    const compressed = await raw('GET', asset, { 'accept-encoding': 'br' });
    for (const { headers } of [plain, compressed]) {
      expect(headers.get('content-type')).toContain('text/javascript');
      expect(headers.get('vary')).toContain('Accept-Encoding');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
    expect(compressed.headers.get('content-encoding')).toBe('br');
    expect(await compressed.text()).toBe(await plain.text());
  });

  test('nothing outside the built page can be read', async () => {
    for (const path of [
      '/..%2f..%2fpackage.json',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/.env',
    ]) {
      const answer = await raw('GET', path, {});
      expect(await answer.text()).not.toContain('"dependencies"');
    }
  });
});
