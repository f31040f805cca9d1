/** Who waits and which room is held, as the practice's page is told. */
import { afterEach, describe, expect, test } from 'vitest';
import { usualPace } from '../../server/presence/redis-presence.ts';
import type { PracticeAnswer, SessionSummary } from '../../shared/wire/http.ts';
import { postgresPlace } from '../contracts/storages.ts';
import { aColleague } from '../support/colleague.ts';
import { startInProcess } from '../support/in-process.ts';
import { Browser, until } from '../support/outsider.ts';
import { aPractice, done, password, type Practice } from '../support/practice.ts';
import { listenToPractice } from '../support/practice-line.ts';
import { startKinbridge } from '../support/process.ts';
import { startRedis } from '../support/redis-server.ts';

const clearing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clear of clearing.splice(0).reverse()) await clear();
});
/** Cleared after the test, the last one first. */
const later = (clear: () => Promise<void> | void): void => void clearing.push(clear);

const home = (browser: Browser): Promise<PracticeAnswer> =>
  done<PracticeAnswer>(browser, 'GET', '/api/practice');
async function untilHome(
  browser: Browser,
  what: string,
  holds: (answer: PracticeAnswer) => boolean,
  withinMs = 15_000,
): Promise<PracticeAnswer> {
  for (const end = Date.now() + withinMs; ;) {
    const answer = await home(browser);
    if (holds(answer)) return answer;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
const first = ({ sessions }: PracticeAnswer): SessionSummary | undefined => sessions[0];
const rest = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** A therapist's page that has opened the room, and Maya's that waits. */
async function opened(practice: Practice) {
  const maya = await practice.arrive('Maya');
  const [page, hers] = [practice.therapistPage(), practice.page(maya)];
  later(() => {
    page.leave();
    hers.leave();
  });
  await page.therapistView((view) => view.phase === 'planned');
  await page.command({ kind: 'open' });
  await hers.familyView('waiting');
  return { page, hers, maya };
}

describe('in one process', () => {
  async function started() {
    const app = await startInProcess();
    later(app.clear);
    return aPractice(app.url);
  }

  test('[P7] the page hears of arriving, letting in and holding, and nothing but that', async () => {
    const practice = await started();
    const line = listenToPractice(practice.therapist);
    later(line.leave);
    await until('the line is open', () => line.count() > 0);
    const { page, maya } = await opened(practice);
    await until('it is heard', () => line.count() > 1);
    const waits = await untilHome(practice.therapist, 'Maya waits', (answer) =>
      Boolean(first(answer)?.waiting.length),
    );
    expect(first(waits)).toMatchObject({ state: 'open', waiting: ['Maya'] });
    expect(waits.presence).toBe('known');
    let before = line.count();
    await page.command({ kind: 'let-in', person: maya.id });
    await until('letting in is heard', () => line.count() > before);
    expect(first(await home(practice.therapist))?.waiting).toEqual([]);
    before = line.count();
    await page.command({ kind: 'hold' });
    await until('the hold is heard', () => line.count() > before);
    expect(first(await home(practice.therapist))?.state).toBe('held');
    expect(line.heard.every((message) => JSON.stringify(message) === '["changed"]')).toBe(true);
  });

  test('[P7][A9] a therapist who doesn’t work with the family hears nothing of its rooms', async () => {
    const practice = await started();
    const colleague = await aColleague(practice, 'weber@example.test');
    const line = listenToPractice(colleague.browser);
    later(line.leave);
    await until('the line is open', () => line.count() > 0);
    const { page, maya } = await opened(practice);
    await page.command({ kind: 'let-in', person: maya.id });
    await page.command({ kind: 'hold' });
    await rest(600);
    expect(line.isConnected()).toBe(true);
    expect(line.heard).toEqual([['changed']]); // Of its opening alone.
  });

  test('[P7][A11] signing out closes the line at once, and nobody gets one without a sign-in', async () => {
    const practice = await started();
    const line = listenToPractice(practice.therapist);
    later(line.leave);
    await until('the line is open', () => line.count() > 0);
    await done(practice.therapist, 'POST', '/api/sign-out');
    await until('the line is closed', () => !line.isConnected());
    const stranger = listenToPractice(new Browser(practice.url));
    later(stranger.leave);
    await rest(300);
    expect(stranger.isConnected()).toBe(false);
    expect(stranger.heard).toEqual([]);
  });

  test('[A8][W4] the line opens from our own origin only, and whoever speaks on it is closed', async () => {
    const practice = await started();
    const foreign = listenToPractice(practice.therapist.from('https://elsewhere.example'));
    const own = listenToPractice(practice.therapist);
    later(foreign.leave);
    later(own.leave);
    await until('the line is open', own.isConnected);
    own.shout('up');
    await until('it is closed', () => !own.isConnected());
    expect(foreign.isConnected()).toBe(false);
  });
});

describe('with Redis', () => {
  test('[P2][P3][P8] another process sees who waits, and a killed one’s open room as held', async () => {
    const [redis, place] = [await startRedis(), await postgresPlace()];
    later(() => place.remove());
    later(() => redis.kill());
    const env = { REDIS_URL: redis.url, DATABASE_URL: place.url.href };
    const one = await startKinbridge(env);
    later(() => one.clear());
    const practice = await aPractice(one.url);
    const other = await startKinbridge(env);
    later(() => other.clear());
    const elsewhere = new Browser(other.url);
    await done(elsewhere, 'POST', '/api/sign-in', { email: 'okafor@example.test', password });
    const line = listenToPractice(elsewhere);
    later(line.leave);
    await until('the line is open', () => line.count() > 0);

    await opened(practice);
    // She came before the room was opened; the two are told one after the other.
    const waits = await untilHome(elsewhere, 'Maya waits in an open room', (answer) =>
      Boolean(first(answer)?.waiting.length && first(answer)?.state === 'open'),
    );
    expect(first(waits)).toMatchObject({ state: 'open', waiting: ['Maya'] });
    // The word of it and the answer to a question race each other.
    await until('it is heard', () => line.count() > 1);
    const before = line.count();
    await one.kill();
    const gone = await untilHome(
      elsewhere,
      'its lease has run out',
      (answer) => first(answer)?.state === 'held',
      usualPace.leaseMs + 5_000,
    );
    expect(first(gone)).toMatchObject({ state: 'held', waiting: [] });
    await until('it is heard', () => line.count() > before, 12_000);
  });

  test('[P4] a Redis that refuses us is doubt on the page and in the readiness, and its password in no log', async () => {
    const redis = await startRedis();
    later(() => redis.kill());
    const server = await startKinbridge({
      REDIS_URL: redis.url.replace('//', '//nobody:secret-word@'),
    });
    later(() => server.clear());
    const practice = await aPractice(server.url);
    const ready = async () => {
      const answer = await practice.therapist.send<{ ready: boolean; presence: string }>(
        'GET',
        '/health/ready',
      );
      return [answer.status, answer.body.ready, answer.body.presence];
    };
    // It knows nobody of that name.
    expect(await ready()).toEqual([200, true, 'in-doubt']);
    expect((await home(practice.therapist)).presence).toBe('in-doubt');
    await server.end();
    expect(server.output()).not.toContain('secret-word');
    expect(server.output()).toContain('presence is in doubt');
  });

  test('[P4][P5] while Redis is away a room goes on, and afterwards everything is known again', async () => {
    const redis = await startRedis();
    later(() => redis.kill());
    const server = await startKinbridge({ REDIS_URL: redis.url });
    later(() => server.clear());
    const practice = await aPractice(server.url);
    await untilHome(practice.therapist, 'it is known', (answer) => answer.presence === 'known');
    const { page, hers, maya } = await opened(practice);
    await redis.kill();
    const doubt = await untilHome(
      practice.therapist,
      'it is in doubt',
      (answer) => answer.presence === 'in-doubt',
    );
    expect(first(doubt)).toMatchObject({ state: 'open', waiting: ['Maya'] });
    expect(await page.command({ kind: 'let-in', person: maya.id })).toBeNull();
    await hers.familyView('room');
    expect((await practice.therapist.send('GET', '/health/ready')).status).toBe(200);
    await redis.start();
    await untilHome(practice.therapist, 'it is known', (answer) => answer.presence === 'known');
    expect(await redis.content()).toContain(maya.id);
  });
});
