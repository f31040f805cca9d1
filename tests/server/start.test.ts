import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ComeAnswer, HereAnswer, PracticeAnswer } from '../../shared/wire/http.ts';
import { tokenOf } from '../support/colleague.ts';
import { Browser, until } from '../support/outsider.ts';
import { aPractice, done } from '../support/practice.ts';
import { freePort, startKinbridge } from '../support/process.ts';

const program = join(import.meta.dirname, '../../dist/server/main.js');
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinbridge-start-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  out(): string;
  err(): string;
  readonly ended: Promise<number | null>;
}

function run(env: Readonly<Record<string, string>>, ...args: string[]): Running {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], TMPDIR: folder, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(() => child.exitCode);
  return { child, out: () => out, err: () => err, ended };
}

/** A start that must fail: one sentence on standard error, nothing else, exit code 1. */
async function sentenceOf(env: Readonly<Record<string, string>>): Promise<string> {
  const started = run({ PORT: '0', DATA_DIR: join(folder, 'data'), ...env });
  expect(await started.ended).toBe(1);
  expect(started.out()).toBe('');
  const lines = started.err().trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[A-Z].*\.$/);
  return lines[0] ?? '';
}

describe('a start that can not succeed', () => {
  test('[C2] says that the port is taken', async () => {
    const taken = createServer().listen(0, 'localhost');
    await once(taken, 'listening');
    const address = taken.address();
    const port = address !== null && typeof address === 'object' ? String(address.port) : '';
    expect(await sentenceOf({ PORT: port })).toContain(port);
    expect(await sentenceOf({ METRICS_PORT: port })).toContain(`METRICS_PORT: Port ${port}`);
    taken.close();
  });

  test('[C2] says that there is no such host', async () => {
    expect(await sentenceOf({ HOST: '203.0.113.7' })).toContain('203.0.113.7');
  });

  test('[C1] names the setting that makes no sense, and makes no data', async () => {
    expect(await sentenceOf({ PORT: 'eighty' })).toMatch(/^PORT /);
    expect(await sentenceOf({ REDIS_URL: 'localhost:6379' })).toMatch(/^REDIS_URL /);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('[C2] says that the data folder can not be written to', async () => {
    const file = join(folder, 'data');
    writeFileSync(file, 'something else');
    expect(await sentenceOf({})).toContain(file);
    expect(readFileSync(file, 'utf8')).toBe('something else');
  });

  test('[C2] says that Postgres can not be reached, without its password', async () => {
    const sentence = await sentenceOf({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/db' });
    expect(sentence).toContain('DATABASE_URL');
    expect(sentence).not.toContain('secret');
  });

  test('[C2][L6] says that the database is damaged or newer, and overwrites nothing', async () => {
    const server = await startKinbridge();
    const database = join(server.dataDir, 'kinbridge.sqlite');
    await aPractice(server.url);
    expect(await server.end()).toBe(0);
    const whole = readFileSync(database);

    writeFileSync(database, Buffer.concat([Buffer.alloc(64, 0x5a), whole.subarray(64)]));
    const damaged = readFileSync(database);
    expect(await sentenceOf({ DATA_DIR: server.dataDir })).toContain('is damaged');
    expect(readFileSync(database).equals(damaged)).toBe(true);

    writeFileSync(database, whole);
    const newer = new Sqlite(database);
    newer.exec("insert into migration (id) values ('9999-from-the-future')");
    newer.close();
    const future = readFileSync(database);
    expect(await sentenceOf({ DATA_DIR: server.dataDir })).toContain('newer version');
    expect(readFileSync(database).equals(future)).toBe(true);

    writeFileSync(database, whole);
    await server.start();
    await server.clear();
  });

  test('[C2] says that another Kinbridge uses the folder, which goes on undisturbed', async () => {
    const server = await startKinbridge();
    expect(await sentenceOf({ DATA_DIR: server.dataDir })).toContain('Another Kinbridge');
    await aPractice(server.url);
    await server.kill();
    await server.start(); // What a kill leaves behind locks nobody out.
    await server.clear();
  });
});

test('[C2] no file of the data may be read by others of this machine', async () => {
  const server = await startKinbridge();
  await aPractice(server.url);
  const files = readdirSync(server.dataDir);
  const open = files.filter((name) => statSync(join(server.dataDir, name)).mode & 0o077);
  await server.clear();
  expect(files).toContain('kinbridge.sqlite-wal');
  expect(open).toEqual([]);
});

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '[C2] %s ends it with 0 within seconds, whatever hangs on its line',
    async (signal) => {
      const port = await freePort();
      const started = run({ PORT: String(port), DATA_DIR: join(folder, 'data') });
      await until('it is ready', () => started.out().includes('ready'));
      expect(started.out()).toBe(`Kinbridge is ready at http://localhost:${String(port)}\n`);
      const silent = connect(port, 'localhost');
      const halfway = connect(port, 'localhost', () => {
        halfway.write(
          `POST /api/sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:${String(port)}\r\n` +
            'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"email":',
        );
      });
      for (const socket of [silent, halfway]) socket.on('error', () => undefined);
      await fetch(`http://localhost:${String(port)}/health/live`);
      const began = Date.now();
      started.child.kill(signal);
      expect(await started.ended).toBe(0);
      expect(Date.now() - began).toBeLessThan(8_000);
      silent.destroy();
      halfway.destroy();
    },
  );
});

describe('--demo', () => {
  test('prints how to get in, ends with one line of JSON, and is gone when it stops', async () => {
    const port = await freePort();
    const untouched = join(folder, 'data');
    const started = run({ PORT: String(port), DATA_DIR: untouched }, '--demo');
    await until('the last line is there', () => /\n\{.*\}\n$/.test(started.out()));
    const lines = started.out().trimEnd().split('\n');
    const url = `http://localhost:${String(port)}`;
    expect(lines[0]).toBe(`Kinbridge is ready at ${url}`);
    const demo = JSON.parse(lines.at(-1) ?? '') as {
      url: string;
      therapist: { email: string; password: string };
      links: { person: string; url: string }[];
    };
    expect(demo.url).toBe(url);
    expect(demo.links.map((one) => one.person)).toEqual(['Maya', 'Daniel', 'Elena']);

    const therapist = new Browser(url);
    await done(therapist, 'POST', '/api/sign-in', demo.therapist);
    const home = await done<PracticeAnswer>(therapist, 'GET', '/api/practice');
    expect(home.me.name).toBe('Dr. Okafor');
    expect(home.sessions).toMatchObject([{ title: 'Joint session 1', state: 'planned' }]);
    for (const link of demo.links) {
      const guest = new Browser(url);
      const { link: as } = await done<ComeAnswer>(guest, 'POST', '/api/come', {
        token: tokenOf(link.url),
      });
      const here = await done<HereAnswer>(guest, 'GET', `/api/here/${as}`);
      expect(here.firstName).toBe(link.person);
    }
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});
