import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SessionId } from '../../shared/ids.ts';
import { systemChance } from '../../server/ids.ts';
import { openPostgres } from '../../server/storage/postgres.ts';
import type { LogBatch, LogEntry } from '../../server/storage/room-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { createStores } from '../../server/storage/stores.ts';
import { createCuttingLine, type CuttingLine } from './cutting-line.ts';
import { aClosedRoom } from '../support/closed-room.ts';
import { groundsOn, postgresPlace, type Grounds, type Place } from './storages.ts';

let place: Place;
let line: CuttingLine;
let storage: Storage;
let grounds: Grounds;
let room: SessionId;
let epoch: number;
beforeEach(async () => {
  const opened = await postgresPlace();
  place = opened;
  line = await createCuttingLine(opened.url);
  storage = await openPostgres(line.url);
  grounds = await groundsOn(storage);
  room = await grounds.newSession();
  epoch = await ownedBy(room);
});
afterEach(async () => {
  await storage.close();
  await line.close();
  await place.remove();
});

const ownedBy = async (id: SessionId): Promise<number> => {
  const owned = await storage.rooms.own(id);
  if (!owned) throw new Error('no such room');
  return owned.epoch;
};
const entry = (seq: number): LogEntry => ({
  seq,
  at: 1_000 + seq,
  by: grounds.therapist,
  kind: 'decision',
  zone: null,
  bytes: new Uint8Array([seq]),
});
const batch = (after: number, ...entries: LogEntry[]): LogBatch => ({
  room,
  epoch,
  after,
  entries,
});
const numbers = async (id = room): Promise<number[]> =>
  (await storage.rooms.read(id, 0)).map((one) => one.seq);

test('[L8][L3] an append whose commit was done and never answered counts, once', async () => {
  const other = await grounds.newSession();
  const others = await ownedBy(other);
  const behind = { ...batch(7, entry(8)), room: other, epoch: others };
  line.cutAt('after');
  const outcomes = await storage.rooms.append([batch(0, entry(1)), behind, batch(1, entry(2))]);
  expect(line.cuts()).toBe(1);
  expect(outcomes).toEqual(['appended', 'behind', 'appended']);
  expect(await numbers()).toEqual([1, 2]);
  expect(await storage.rooms.append([batch(2, entry(3))])).toEqual(['appended']);
  expect(await numbers()).toEqual([1, 2, 3]);
  expect(await numbers(other)).toEqual([]);
});

test('[L8][L3] an append whose commit never arrived fails and is not there', async () => {
  line.cutAt('before');
  await expect(storage.rooms.append([batch(0, entry(1))])).rejects.toThrow();
  expect(line.cuts()).toBe(1);
  expect(await numbers()).toEqual([]);
  expect(await storage.rooms.append([batch(0, entry(1))])).toEqual(['appended']);
});

test('[L2] whoever has lost the room meanwhile is not told that it was appended', async () => {
  await storage.rooms.own(room);
  line.cutAt('after');
  expect(await storage.rooms.append([batch(0, entry(1))])).toEqual(['behind']);
  expect(await numbers()).toEqual([]);
});

test('[L5] a room whose closing was done and never answered is closed', async () => {
  await storage.rooms.append([batch(0, entry(1), { ...entry(2), kind: 'ink', zone: 'joint' })]);
  const closed = aClosedRoom({ session: room, family: grounds.family, kept: [entry(1), entry(3)] });
  line.cutAt('before');
  await expect(storage.rooms.close(batch(2, entry(3)), closed)).rejects.toThrow();
  const records = createStores({ ...storage, chance: systemChance }).records;
  expect(await records.record(room)).toBeNull();
  expect(await numbers()).toEqual([1, 2]);
  line.cutAt('after');
  expect(await storage.rooms.close(batch(2, entry(3)), closed)).toBe('appended');
  expect(line.cuts()).toBe(2);
  expect(await records.record(room)).toEqual(closed.record);
  expect(await numbers()).toEqual([1, 3]);
});
