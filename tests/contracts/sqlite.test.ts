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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UnusableDatabase } from '../../server/storage/migrate.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { aClosedRoom } from '../support/closed-room.ts';
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

test('[L5] what was torn up is in no file once the room is closed, while the server runs', async () => {
  const storage = await openSqlite(folder);
  const { newSession, family, maya, therapist } = await groundsOn(storage);
  const room = await newSession();
  const store = storage.rooms;
  const epoch = (await store.own(room))?.epoch ?? 0;
  const secret = 'a word that was torn up';
  const entry = { at: 1, by: maya.id, zone: 'joint', kind: 'ink' } as const;
  const ink = { ...entry, seq: 1, bytes: new TextEncoder().encode(secret) };
  await store.append([{ room, after: 0, epoch, entries: [ink] }]);
  const end = { ...entry, by: therapist, zone: null, kind: 'decision', seq: 2 } as const;
  const last = { ...end, bytes: new TextEncoder().encode('{"kind":"ended"}') };
  await store.close(
    { room, after: 1, epoch, entries: [last] },
    aClosedRoom({ session: room, family }),
  );
  const filesWithIt = (): string[] =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(secret));
  const running = filesWithIt();
  await storage.close();
  expect([running, filesWithIt()]).toEqual([[], []]);
});

test('[L3] a transaction that reads and then writes is not lost to the logs written meanwhile', async () => {
  const storage = await openSqlite(folder);
  const { newSession, family } = await groundsOn(storage);
  const room = await newSession();
  const epoch = (await storage.rooms.own(room))?.epoch ?? 0;
  const entry = {
    at: 1,
    by: null,
    zone: null,
    kind: 'decision',
    bytes: new Uint8Array(9),
  } as const;
  const counting = Array.from({ length: 40 }, () =>
    storage.db.transaction().execute(async (transaction) => {
      const { created_at } = await transaction
        .selectFrom('family')
        .select('created_at')
        .where('id', '=', family)
        .executeTakeFirstOrThrow();
      await new Promise((resume) => setTimeout(resume, 2));
      await transaction
        .updateTable('family')
        .set({ created_at: created_at + 1 })
        .where('id', '=', family)
        .execute();
    }),
  );
  const appending = (async (): Promise<void> => {
    for (let seq = 1; seq <= 60; seq += 1) {
      const batch = { room, after: seq - 1, epoch, entries: [{ ...entry, seq }] };
      expect(await storage.rooms.append([batch])).toEqual(['appended']);
    }
  })();
  await Promise.all([...counting, appending]);
  const { created_at } = await storage.db
    .selectFrom('family')
    .select('created_at')
    .executeTakeFirstOrThrow();
  expect(created_at).toBe(41);
  expect(await storage.rooms.read(room, 0)).toHaveLength(60);
  await storage.close();
});
