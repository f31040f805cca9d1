import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionId, type SessionId } from '../../shared/ids.ts';
import { usualFoldTimes } from '../../server/storage/folding.ts';
import { startLogThread } from '../../server/storage/log-thread.ts';
import { UnusableDatabase } from '../../server/storage/migrate.ts';
import type { LogBatch, LogEntry, RoomStore } from '../../server/storage/room-store.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createSqliteRoomStore } from '../../server/storage/sqlite-room-store.ts';
import { aClosedRoom } from '../support/closed-room.ts';
import { groundsOn, type Grounds } from './storages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinbridge-journal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'kinbridge.sqlite');
/** A number straight from the file. */
function count(sql: string): number {
  const raw = new Sqlite(file());
  const found = raw.prepare<[], number>(sql).pluck().get() ?? -1;
  raw.close();
  return found;
}

const ink = (grounds: Grounds, seq: number): LogEntry => ({
  seq,
  at: seq,
  by: grounds.maya.id,
  kind: 'ink',
  zone: 'joint',
  bytes: new Uint8Array(40).fill(seq),
});

interface Owned {
  readonly room: SessionId;
  readonly epoch: number;
}
async function ownNew(rooms: RoomStore, grounds: Grounds, many: number): Promise<Owned[]> {
  const all: Owned[] = [];
  for (let at = 0; at < many; at += 1) {
    const room = await grounds.newSession();
    all.push({ room, epoch: (await rooms.own(room))?.epoch ?? 0 });
  }
  return all;
}
const append = (to: Owned, ...entries: LogEntry[]): LogBatch => ({
  ...to,
  after: (entries[0]?.seq ?? 1) - 1,
  entries,
});
const numbers = (entries: readonly LogEntry[]): number[] => entries.map((one) => one.seq);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);

describe('[W3][L1] whatever was called durable is there after a kill, without a gap', () => {
  test.each([
    ['all of it in the journal', usualFoldTimes.afterBytes],
    ['some of it just being folded', 3_000],
  ])('%s', async (_where, foldAfterBytes) => {
    const script = join(import.meta.dirname, 'append-until-killed.ts');
    const args = ['--import', 'tsx', script, folder, String(foldAfterBytes)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.split('\n').length > 400) child.kill('SIGKILL');
    });
    await once(child, 'close');
    // The last line may have been cut off by the kill.
    const [named, ...lines] = printed.split('\n').slice(0, -1);
    const room = v.parse(sessionId, named);
    const acknowledged = Number(lines.at(-1));
    expect(acknowledged).toBeGreaterThan(300);
    const isFolding = foldAfterBytes < usualFoldTimes.afterBytes;
    if (!isFolding) expect(count('select count(*) from journal')).toBeGreaterThanOrEqual(400 - 1);
    expect(count('select count(*) from log_segment') > 0).toBe(isFolding);

    const storage = await openSqlite(folder); // The dead process holds no lock.
    const entries = await storage.rooms.read(room, 0);
    const owned = await storage.rooms.own(room);
    await storage.close();
    expect(entries.length).toBeGreaterThanOrEqual(acknowledged);
    expect(numbers(entries)).toEqual(upTo(entries.length));
    expect(owned?.head).toBe(entries.length);
    expect(count('select count(*) from journal')).toBe(0);
  });
});

test('[L1][L7] while rooms are folded, appends and reads go on and see every entry once', async () => {
  const storage = await openSqlite(folder, { afterMs: 0, afterBytes: 20_000 });
  const grounds = await groundsOn(storage);
  const all = await ownNew(storage.rooms, grounds, 60);
  let durable = 0;
  let reads = 0;
  let isDone = false;
  const reading = async (): Promise<void> => {
    while (!isDone) {
      const from = durable;
      for (const { room } of all.slice(reads % 50, (reads % 50) + 3)) {
        const found = numbers(await storage.rooms.read(room, 0));
        expect(found).toEqual(upTo(found.length));
        expect(found.length).toBeGreaterThanOrEqual(from);
      }
      reads += 1;
      await nextTurn();
    }
  };
  const readers = reading();
  for (let seq = 1; seq <= 120; seq += 1) {
    const outcomes = await storage.rooms.append(all.map((one) => append(one, ink(grounds, seq))));
    expect(outcomes).not.toContain('behind');
    durable = seq;
  }
  isDone = true;
  await readers;
  expect(reads).toBeGreaterThan(10);
  for (const { room } of all) {
    expect(numbers(await storage.rooms.read(room, 0))).toEqual(upTo(120));
    expect((await storage.rooms.own(room))?.head).toBe(120);
  }
  await storage.close();
  expect(count('select count(*) from journal')).toBe(0);
  expect(count('select count(*) from log_segment')).toBeGreaterThan(60);
  expect(count('select count(distinct head_seq) from room')).toBe(1);
});

test('[L2][L3] of an append that one room lost, the others are in the journal and that one is not', async () => {
  const storage = await openSqlite(folder);
  const grounds = await groundsOn(storage);
  const all = await ownNew(storage.rooms, grounds, 3);
  await storage.rooms.append(all.map((one) => append(one, ink(grounds, 1))));
  const [, lost] = all;
  await storage.db
    .updateTable('room')
    .set((e) => ({ epoch: e('epoch', '+', 1) }))
    .where('session_id', '=', lost?.room ?? '')
    .execute();
  expect(await storage.rooms.append(all.map((one) => append(one, ink(grounds, 2))))).toEqual([
    'appended',
    'behind',
    'appended',
  ]);
  await storage.close();
  const again = await openSqlite(folder);
  const found = await Promise.all(all.map(({ room }) => again.rooms.read(room, 0)));
  expect(found.map((one) => one.length)).toEqual([2, 1, 2]);
  await again.close();
});

test('[L6][L9] a damaged journal is refused with a sentence, and its rows stay as they are', async () => {
  const storage = await openSqlite(folder);
  const grounds = await groundsOn(storage);
  const all = await ownNew(storage.rooms, grounds, 2);
  await storage.rooms.append(all.map((one) => append(one, ink(grounds, 1))));
  await storage.rooms.append(all.map((one) => append(one, ink(grounds, 2))));
  // What a kill at this moment leaves.
  const left = mkdtempSync(join(tmpdir(), 'kinbridge-journal-'));
  cpSync(folder, left, { recursive: true });
  await storage.close();
  rmSync(folder, { recursive: true });
  folder = left;

  const raw = new Sqlite(file());
  const rows = raw
    .prepare<[], { id: number; bytes: Buffer }>('select id, bytes from journal order by id')
    .all();
  expect(rows).toHaveLength(2);
  const refused = async (): Promise<void> => {
    const cause: unknown = await openSqlite(folder).catch((failed: unknown) => failed);
    expect(cause).toBeInstanceOf(UnusableDatabase);
    expect(String(cause)).toMatch(/is damaged\. Nothing was changed/);
  };
  const [first, second] = rows;
  if (!first || !second) throw new Error('no rows');
  const put = raw.prepare<[Buffer, number]>('update journal set bytes = ? where id = ?');
  for (const at of [0, 3, 5, 60, second.bytes.length - 1]) {
    const damaged = Buffer.from(second.bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    put.run(damaged, second.id);
    await refused();
  }
  put.run(second.bytes, second.id);
  raw.prepare('delete from journal where id = ?').run(first.id); // Now there is a gap.
  await refused();
  expect(raw.prepare('select count(*) from log_segment').pluck().get()).toBe(0);
  raw.prepare('insert into journal (id, bytes) values (?, ?)').run(first.id, first.bytes);
  raw.close();
  const whole = await openSqlite(folder);
  for (const { room } of all) expect(numbers(await whole.rooms.read(room, 0))).toEqual([1, 2]);
  await whole.close();
});

test('[H5][L11] when the thread that keeps the logs dies, every call fails and what was durable stays', async () => {
  const storage = await openSqlite(folder);
  const grounds = await groundsOn(storage);
  const [owned] = await ownNew(storage.rooms, grounds, 1);
  await storage.close();
  if (!owned) throw new Error('no room');
  const thread = await startLogThread(file(), usualFoldTimes);
  const rooms = createSqliteRoomStore(thread);
  for (let seq = 1; seq <= 20; seq += 1) await rooms.append([append(owned, ink(grounds, seq))]);
  const pending = [21, 22].map((seq) => rooms.append([append(owned, ink(grounds, seq))]));
  const settled = Promise.allSettled([...pending, rooms.read(owned.room, 0)]);
  await thread.end();
  const outcomes = await settled;
  expect(outcomes.map((one) => one.status)).toContain('rejected');
  await expect(rooms.append([append(owned, ink(grounds, 23))])).rejects.toThrow(/thread/);
  await expect(rooms.running()).rejects.toThrow(/thread/);

  const again = await openSqlite(folder);
  const found = numbers(await again.rooms.read(owned.room, 0));
  expect(found.length).toBeGreaterThanOrEqual(20);
  expect(found).toEqual(upTo(found.length));
  await again.close();
});

test('[L3] what SQLite says of an error reaches whoever asked, and the thread goes on', async () => {
  const storage = await openSqlite(folder);
  const grounds = await groundsOn(storage);
  const [owned] = await ownNew(storage.rooms, grounds, 1);
  if (!owned) throw new Error('no room');
  const nobody = v.parse(sessionId, '00000000-0000-7000-8000-000000000000');
  await expect(storage.rooms.claimClientId(nobody, 1, grounds.maya.id)).rejects.toMatchObject({
    code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
    message: 'FOREIGN KEY constraint failed',
  });
  expect(await storage.rooms.append([append(owned, ink(grounds, 1))])).toEqual(['appended']);
  await storage.close();
});

test('[L5] what was torn up is in no file once its room is closed, though others share its rows', async () => {
  const storage = await openSqlite(folder);
  const grounds = await groundsOn(storage);
  const all = await ownNew(storage.rooms, grounds, 3);
  const secret = Buffer.from('a word that was torn up');
  const [first, ...others] = all;
  if (!first) throw new Error('no room');
  for (let seq = 1; seq <= 30; seq += 1) {
    await storage.rooms.append([
      append(first, { ...ink(grounds, seq), bytes: secret }),
      ...others.map((one) => append(one, ink(grounds, seq))),
    ]);
    if (seq === 15)
      await storage.rooms.keepSnapshot(first.room, 15, [{ zone: 'joint', state: secret }]);
  }
  const end: LogEntry = { ...ink(grounds, 31), kind: 'decision', zone: null };
  const closed = aClosedRoom({ session: first.room, family: grounds.family, kept: [end] });
  expect(await storage.rooms.close(append(first, end), closed)).toBe('appended');
  const filesWithIt = readdirSync(folder).filter((name) =>
    readFileSync(join(folder, name)).includes(secret),
  );
  expect(filesWithIt).toEqual([]);
  for (const { room } of others) expect(await storage.rooms.read(room, 0)).toHaveLength(30);
  await storage.close();
});
