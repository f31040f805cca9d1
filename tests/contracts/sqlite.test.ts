import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionId } from '../../shared/ids.ts';
import { UnusableDatabase } from '../../server/storage/migrate.ts';
import { createSqlRoomStore } from '../../server/storage/sql-room-store.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { groundsOn } from './storages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinbridge-sqlite-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'kinbridge.sqlite');
const bytes = (): Buffer => readFileSync(file());

/** A database as a run that was stopped in order leaves it. */
async function filled(): Promise<void> {
  const storage = await openSqlite(folder);
  const { newSession } = await groundsOn(storage);
  for (let many = 0; many < 40; many += 1) await newSession();
  await storage.close();
}

async function refusal(): Promise<string> {
  const opened = await openSqlite(folder).catch((cause: unknown) => cause);
  if (!(opened instanceof UnusableDatabase)) throw new Error('it was opened', { cause: opened });
  return opened.message;
}

/** Writes over `length` bytes from `at` on. */
function damage(at: number, length: number): void {
  const open = openSync(file(), 'r+');
  writeSync(open, Buffer.alloc(length, 0x5a), 0, length, at);
  closeSync(open);
}

describe('a database that can not be used', () => {
  test('[L6] no database at all is refused and left as it is', async () => {
    writeFileSync(file(), 'Dear diary, this is not a database.\n'.repeat(400));
    const before = bytes();
    expect(await refusal()).toMatch(/kinbridge\.sqlite is damaged\./);
    expect(bytes().equals(before)).toBe(true);
  });

  test.each(['the head', 'the middle', 'the end'])(
    '[L6] a database damaged at %s is refused and left as it is',
    async (where) => {
      await filled();
      const { size } = statSync(file());
      if (where === 'the head') damage(0, 64);
      if (where === 'the middle') damage(4_096, size - 8_192);
      if (where === 'the end') writeFileSync(file(), bytes().subarray(0, size - 6_000));
      const before = bytes();
      expect(await refusal()).toMatch(/is damaged\. Nothing was changed/);
      expect(bytes().equals(before)).toBe(true);
    },
  );

  test('[L6] a database that is not ours, an empty file or a folder of its name is left as it is', async () => {
    const foreign = new Sqlite(file());
    foreign.exec('create table diary (day text)');
    foreign.close();
    const before = bytes();
    expect(await refusal()).toContain('is not a database of Kinbridge');
    expect(bytes()).toEqual(before);
    expect(readdirSync(folder).filter((name) => /-wal|-shm/.test(name))).toEqual([]);
    rmSync(file());
    writeFileSync(file(), '');
    expect(await refusal()).toContain('is not a database of Kinbridge');
    expect(statSync(file()).size).toBe(0);
    rmSync(file());
    mkdirSync(file());
    expect(await refusal()).toContain('is not a database of Kinbridge');
  });

  test('[L6] a database of a newer version is refused and left as it is', async () => {
    await filled();
    const newer = new Sqlite(file());
    newer.exec("insert into migration (id) values ('9999-from-the-future')");
    newer.close();
    const before = bytes();
    expect(await refusal()).toMatch(/written by a newer version/);
    expect(bytes().equals(before)).toBe(true);
  });

  test('[L6] what was refused and is repaired opens again: nothing stays locked', async () => {
    await filled();
    const whole = bytes();
    damage(0, 64);
    await refusal();
    writeFileSync(file(), whole);
    await (await openSqlite(folder)).close();
  });
});

describe('a data folder', () => {
  test('[C2] a second Kinbridge on the same folder is refused while the first one runs', async () => {
    const first = await openSqlite(folder);
    expect(await refusal()).toMatch(/^Another Kinbridge is using the data folder/);
    await first.close();
    await (await openSqlite(folder)).close();
  });

  test('[C2] a folder that can not be made is refused with a sentence', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const cause: unknown = await openSqlite(join(folder, 'a-file', 'data')).catch(
      (failed: unknown) => failed,
    );
    expect(cause).toBeInstanceOf(UnusableDatabase);
    expect(String(cause)).toContain("can't be written to");
  });

  test('holds nothing that others of this machine may read', async () => {
    const inner = join(folder, 'data');
    await (await openSqlite(inner)).close();
    expect(statSync(inner).mode & 0o077).toBe(0);
    expect(readdirSync(inner)).toContain('kinbridge.sqlite');
  });
});

test('[W3][L1] whatever was called durable is there after a kill, without a gap', async () => {
  const script = join(import.meta.dirname, 'append-until-killed.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.split('\n').length > 400) child.kill('SIGKILL');
  });
  await once(child, 'close');
  // The last line may have been cut off by the kill.
  const [room, ...numbers] = printed.split('\n').slice(0, -1);
  const acknowledged = Number(numbers.at(-1));
  expect(acknowledged).toBeGreaterThan(300);
  const storage = await openSqlite(folder); // The dead process holds no lock.
  const store = createSqlRoomStore(storage);
  const entries = await store.read(v.parse(sessionId, room), 0);
  const owned = await store.own(v.parse(sessionId, room));
  await storage.close();
  expect(entries.length).toBeGreaterThanOrEqual(acknowledged);
  expect(entries.map((one) => one.seq)).toEqual(entries.map((_, at) => at + 1));
  expect(owned?.head).toBe(entries.length);
});

test('[L5] what was torn up is in no file once the room is closed, while the server runs', async () => {
  const storage = await openSqlite(folder);
  const { newSession, maya, therapist } = await groundsOn(storage);
  const room = await newSession();
  const store = createSqlRoomStore(storage);
  const epoch = (await store.own(room))?.epoch ?? 0;
  const secret = 'a word that was torn up';
  const entry = { at: 1, by: maya.id, zone: 'joint', kind: 'ink' } as const;
  const ink = { ...entry, seq: 1, bytes: new TextEncoder().encode(secret) };
  await store.append([{ room, after: 0, epoch, entries: [ink] }]);
  const end = { ...entry, by: therapist, zone: null, kind: 'decision', seq: 2 } as const;
  const last = { ...end, bytes: new TextEncoder().encode('{"kind":"ended"}') };
  await store.close({ room, after: 1, epoch, entries: [last] }, []);
  const filesWithIt = (): string[] =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(secret));
  const running = filesWithIt();
  await storage.close();
  expect([running, filesWithIt()]).toEqual([[], []]);
});
