import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { familyId, type ParticipantId, type SessionId } from '../../shared/ids.ts';
import { systemChance } from '../../server/ids.ts';
import type { ClosedRoom } from '../../server/storage/record-store.ts';
import { readLog } from '../../server/storage/room-rows.ts';
import type { LogBatch, LogEntry, RoomStore } from '../../server/storage/room-store.ts';
import { createStores } from '../../server/storage/stores.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { aClosedRoom } from '../support/closed-room.ts';
import { groundsOn, logPlaceNames, places, type Grounds, type Place } from './storages.ts';

describe.each(logPlaceNames)('rooms kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let store: RoomStore;
  let grounds: Grounds;
  let room: SessionId;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    store = storage.rooms;
    grounds = await groundsOn(storage);
    room = await grounds.newSession();
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const ink = (seq: number, bytes: readonly number[] = [seq % 256]): LogEntry => ({
    seq,
    at: 1_000 + seq,
    by: grounds.maya.id,
    kind: 'ink',
    zone: seq % 2 === 0 ? 'joint' : `own:${grounds.maya.id}`,
    bytes: new Uint8Array(bytes),
  });
  const decision = (seq: number): LogEntry => ({
    seq,
    at: 1_000 + seq,
    by: grounds.therapist,
    kind: 'decision',
    zone: null,
    bytes: new TextEncoder().encode('{"kind":"resumed"}'),
  });
  const owned = async (id: SessionId = room): Promise<number> => {
    const taken = await store.own(id);
    if (!taken) throw new Error('no such room');
    return taken.epoch;
  };
  const batch = (epoch: number, after: number, entries: LogEntry[]): LogBatch => ({
    room,
    after,
    epoch,
    entries,
  });
  const numbers = async (id: SessionId = room): Promise<number[]> =>
    (await store.read(id, 0)).map((entry) => entry.seq);
  const stateOf = async (id: SessionId = room): Promise<string | undefined> =>
    (await storage.db.selectFrom('session').select('state').where('id', '=', id).executeTakeFirst())
      ?.state;

  test('[L1] what was appended is read back in order and byte for byte', async () => {
    const epoch = await owned();
    const every = Array.from({ length: 256 }, (_, byte) => byte);
    const entries = [decision(1), ink(2, every), ink(3, []), { ...decision(4), by: null }];
    expect(await store.append([batch(epoch, 0, entries.slice(0, 2))])).toEqual(['appended']);
    expect(await store.append([batch(epoch, 2, entries.slice(2))])).toEqual(['appended']);
    expect(await store.read(room, 0)).toEqual(entries);
    expect(await store.read(room, 3)).toEqual(entries.slice(3));
    expect(await store.head(room)).toBe(4);
    expect(await store.own(room)).toEqual({ epoch: epoch + 1, head: 4 });
  });

  test('[L1] a log in one batch longer than any insert is whole', async () => {
    const epoch = await owned();
    const entries = Array.from({ length: 1_201 }, (_, at) => ink(at + 1));
    expect(await store.append([batch(epoch, 0, entries)])).toEqual(['appended']);
    expect(await store.read(room, 0)).toEqual(entries);
  });

  test('[L1] a writer that is behind, ahead or repeats itself writes nothing', async () => {
    const epoch = await owned();
    await store.append([batch(epoch, 0, [ink(1), ink(2)])]);
    for (const after of [0, 1, 3]) {
      expect(await store.append([batch(epoch, after, [ink(after + 1)])])).toEqual(['behind']);
    }
    expect(await numbers()).toEqual([1, 2]);
  });

  test('[L1] of writers that append at the same place at once, one wins', async () => {
    const epoch = await owned();
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, at) => store.append([batch(epoch, 0, [ink(1, [at])])])),
    );
    expect(outcomes.flat().filter((one) => one === 'appended')).toHaveLength(1);
    expect(await numbers()).toEqual([1]);
  });

  test('[L1] entries that do not follow on each other are never written', async () => {
    const epoch = await owned();
    await expect(store.append([batch(epoch, 0, [ink(1), ink(3)])])).rejects.toThrow('[L1]');
    expect(await numbers()).toEqual([]);
    expect(await store.append([batch(epoch, 0, [ink(1)])])).toEqual(['appended']);
  });

  test('[L2] an owner that was followed by another writes nothing any more', async () => {
    const earlier = await owned();
    await store.append([batch(earlier, 0, [ink(1)])]);
    const later = await owned();
    expect(later).toBeGreaterThan(earlier);
    expect(await store.append([{ ...batch(earlier, 1, [ink(2)]), state: held }])).toEqual([
      'behind',
    ]);
    expect(await store.close(batch(earlier, 1, [decision(2)]), closed())).toBe('behind');
    expect(await stateOf()).toBe('planned');
    expect(await store.append([batch(later, 1, [ink(2)])])).toEqual(['appended']);
  });

  test('[L2] nobody can own the room of a session that does not exist', async () => {
    await storage.db.deleteFrom('room').where('session_id', '=', room).execute();
    expect(await store.own(room)).toBeNull();
  });

  const held = { state: 'held', openedAt: 5 } as const;

  test('[L3] each room of one append is judged by itself, with its state', async () => {
    const other = await grounds.newSession();
    const [mine, others] = [await owned(), await owned(other)];
    const outcomes = await store.append([
      { ...batch(mine, 7, [ink(8)]), state: held },
      { ...batch(others, 0, [ink(1), ink(2)]), room: other, state: held },
    ]);
    expect(outcomes).toEqual(['behind', 'appended']);
    expect(await numbers()).toEqual([]);
    expect(await numbers(other)).toEqual([1, 2]);
    expect([await stateOf(), await stateOf(other)]).toEqual(['planned', 'held']);
    expect(await store.running()).toEqual([other]);
  });

  test('[L3] when one batch can not be written, none of the same append is', async () => {
    const other = await grounds.newSession();
    const [mine, others] = [await owned(), await owned(other)];
    const broken = { ...batch(others, 0, [ink(2)]), room: other };
    await expect(store.append([batch(mine, 0, [ink(1)]), broken])).rejects.toThrow();
    expect(await numbers()).toEqual([]);
    expect(await store.append([batch(mine, 0, [ink(1)])])).toEqual(['appended']);
  });

  test('[L4] a clientID belongs to the first who claims it, also after a restart', async () => {
    const { maya, daniel, therapist } = grounds;
    const highest = 2 ** 32 - 1;
    expect(await store.claimClientId(room, highest, maya.id)).toBe(maya.id);
    expect(await store.claimClientId(room, highest, daniel.id)).toBe(maya.id);
    await storage.close();
    storage = await place.open();
    store = storage.rooms;
    expect(await store.claimClientId(room, highest, therapist)).toBe(maya.id);
    expect(await store.claimClientId(room, 7, therapist)).toBe(therapist);
    expect(await store.clientIds(room)).toEqual(
      new Map<number, ParticipantId>([
        [highest, maya.id],
        [7, therapist],
      ]),
    );
  });

  test('[L4] of those who claim a clientID at once, all are told the same owner', async () => {
    const { maya, daniel } = grounds;
    const owners = await Promise.all(
      [maya.id, daniel.id, maya.id, daniel.id].map((by) => store.claimClientId(room, 9, by)),
    );
    expect(new Set(owners).size).toBe(1);
  });

  test('[L4] the same clientID in another session is another one', async () => {
    const other = await grounds.newSession();
    await store.claimClientId(room, 9, grounds.maya.id);
    expect(await store.claimClientId(other, 9, grounds.daniel.id)).toBe(grounds.daniel.id);
  });

  const ended = { state: 'ended', openedAt: 5, endedAt: 9 } as const;
  const closed = (...kept: LogEntry[]): ClosedRoom =>
    aClosedRoom({ session: room, family: grounds.family, kept });
  const recordNow = () => createStores({ ...storage, chance: systemChance }).records.record(room);

  test('[L5] closing keeps what it is told to, and the record, and deletes the ink', async () => {
    const epoch = await owned();
    await store.append([batch(epoch, 0, [decision(1), ink(2), decision(3), ink(4)])]);
    expect(await recordNow()).toBeNull();
    const last = { ...batch(epoch, 4, [decision(5)]), state: ended };
    expect(await store.close(last, closed(decision(1), decision(5)))).toBe('appended');
    expect(await numbers()).toEqual([1, 5]);
    expect(await recordNow()).toEqual(closed().record);
    expect(await stateOf()).toBe('ended');
    expect(await store.running()).toEqual([]);
  });

  test('[L5] a closed room takes no further line, from no owner', async () => {
    const epoch = await owned();
    await store.close({ ...batch(epoch, 0, [decision(1)]), state: ended }, closed(decision(1)));
    const later = await owned();
    const other = { ...closed(), record: { ...closed().record, bytes: new Uint8Array([9]) } };
    for (const by of [epoch, later]) {
      expect(await store.append([batch(by, 1, [ink(2)])])).toEqual(['behind']);
      expect(await store.close(batch(by, 1, [decision(2)]), other)).toBe('behind');
    }
    expect(await numbers()).toEqual([1]);
    expect(await recordNow()).toEqual(closed().record);
  });

  test('[L5] when a record can not be kept, the room stays as it was', async () => {
    const epoch = await owned();
    await store.append([batch(epoch, 0, [ink(1)])]);
    const last = { ...batch(epoch, 1, [decision(2)]), state: ended };
    const { findable } = closed();
    const summary = { ...findable.summary, goals: ['one'], family: systemChance.newId(familyId) };
    const unkept = { ...closed(decision(2)), findable: { ...findable, summary } };
    await expect(store.close(last, unkept)).rejects.toThrow();
    expect(await numbers()).toEqual([1]);
    expect(await recordNow()).toBeNull();
    expect(await stateOf()).toBe('planned');
    expect(await store.close(last, closed(decision(2)))).toBe('appended');
  });

  test('[L5] of a room that is closed with its ink in pieces, only what is kept is left', async () => {
    const epoch = await owned();
    const other = await grounds.newSession();
    const others = await owned(other);
    const entries = Array.from({ length: 90 }, (_, at) =>
      at % 30 === 7 ? decision(at + 1) : ink(at + 1),
    );
    for (const [at, entry] of entries.entries()) {
      const beside = { ...batch(others, at, [ink(at + 1)]), room: other };
      await store.append([batch(epoch, at, [entry]), beside]);
    }
    const kept = [decision(8), decision(91)];
    expect(await store.close(batch(epoch, 90, [decision(91)]), closed(...kept))).toBe('appended');
    expect(await store.read(room, 0)).toEqual(kept);
    expect((await store.read(room, 8)).map((entry) => entry.seq)).toEqual([91]);
    expect(await numbers(other)).toEqual(entries.map((entry) => entry.seq));
    await storage.close();
    storage = await place.open();
    store = storage.rooms;
    expect(await store.read(room, 0)).toEqual(kept);
    expect(await store.head(room)).toBe(91);
    expect((await store.own(room))?.head).toBe(91);
    expect(await numbers(other)).toEqual(entries.map((entry) => entry.seq));
  });

  test('[L9] the log as a whole is handed out unread, and is damaged for whoever reads it', async () => {
    const epoch = await owned();
    const entries = [decision(1), ink(2), ink(3)];
    await store.append([batch(epoch, 0, entries)]);
    const whole = await store.packed(room);
    expect(readLog(room, 0, whole)).toEqual(entries);
    const bytes = whole.bytes.map((byte, at) => (at === whole.bytes.length - 1 ? byte ^ 1 : byte));
    expect(() => readLog(room, 0, { ...whole, bytes })).toThrow(room);
  });

  test('[L1] entries of clocks that go back and of numbers that are far apart are exact', async () => {
    const epoch = await owned();
    const times = [Date.UTC(2100, 0, 1), 0, Date.UTC(2026, 0, 1), 5];
    const entries = times.map((at, place) => ({ ...ink(place + 1), at }));
    await store.append([batch(epoch, 0, entries)]);
    expect(await store.read(room, 0)).toEqual(entries);
  });

  test('[L2] an epoch counted up beside the log takes the room from its owner', async () => {
    const epoch = await owned();
    expect(await store.append([batch(epoch, 0, [ink(1)])])).toEqual(['appended']);
    await storage.db
      .updateTable('room')
      .set({ epoch: epoch + 1 })
      .where('session_id', '=', room)
      .execute();
    expect(await store.append([batch(epoch, 1, [ink(2)])])).toEqual(['behind']);
    expect(await store.append([batch(epoch + 1, 1, [ink(2)])])).toEqual(['appended']);
    expect(await numbers()).toEqual([1, 2]);
  });

  test('[L9] a log that is damaged anywhere is not read, and says whose it is', async () => {
    const epoch = await owned();
    await store.append([batch(epoch, 0, [decision(1), ink(2), ink(3)])]);
    await storage.close();
    storage = await place.open();
    store = storage.rooms;
    await store.append([batch(epoch, 3, [ink(4)])]);
    const { bytes } = await storage.db
      .selectFrom('log_segment')
      .select('bytes')
      .where('from_seq', '=', 1)
      .executeTakeFirstOrThrow();
    const last = bytes.length - 1;
    for (const damaged of [
      bytes.map((byte, at) => (at === last ? byte ^ 1 : byte)),
      bytes.subarray(0, last),
      new Uint8Array([2, ...bytes.subarray(1)]),
      new Uint8Array(),
    ]) {
      await storage.db
        .updateTable('log_segment')
        .set({ bytes: Buffer.from(damaged) })
        .where('from_seq', '=', 1)
        .execute();
      await expect(store.read(room, 0)).rejects.toThrow(`The log of session ${room} is damaged.`);
    }
  });

  describe('snapshots', () => {
    const zones = (byte: number) => [
      { zone: 'joint' as const, state: new Uint8Array([byte, 1, 2]) },
      { zone: `own:${grounds.maya.id}` as const, state: new Uint8Array() },
    ];

    test('[L1] the latest is found, byte for byte, also after a restart', async () => {
      const epoch = await owned();
      await store.append([batch(epoch, 0, [ink(1), ink(2), ink(3)])]);
      expect(await store.latestSnapshot(room)).toBeNull();
      await store.keepSnapshot(room, 3, zones(3));
      await store.keepSnapshot(room, 1, zones(1));
      await storage.close();
      storage = await place.open();
      store = storage.rooms;
      const found = await store.latestSnapshot(room);
      expect(found?.seq).toBe(3);
      expect(found?.zones).toHaveLength(2);
      expect(found?.zones).toEqual(expect.arrayContaining(zones(3)));
    });

    test('[L10] one that is there is never changed, and none is kept of what is not in the log', async () => {
      const epoch = await owned();
      await store.append([batch(epoch, 0, [ink(1)])]);
      await Promise.all([
        store.keepSnapshot(room, 1, zones(1)),
        store.keepSnapshot(room, 1, zones(1)),
      ]);
      await store.keepSnapshot(room, 1, [
        ...zones(9),
        { zone: `own:${grounds.daniel.id}`, state: new Uint8Array() },
      ]);
      await store.keepSnapshot(room, 2, zones(2));
      const found = await store.latestSnapshot(room);
      expect(found?.seq).toBe(1);
      expect(found?.zones).toHaveLength(2);
      expect(found?.zones).toEqual(expect.arrayContaining(zones(1)));
    });

    test('[L5][L10] closing a room deletes its snapshots, and it takes no further one', async () => {
      const other = await grounds.newSession();
      for (const id of [room, other]) {
        const epoch = await owned(id);
        await store.append([{ ...batch(epoch, 0, [ink(1)]), room: id }]);
        await store.keepSnapshot(id, 1, zones(1));
      }
      const epoch = await owned();
      await store.close(batch(epoch, 1, [decision(2)]), closed());
      await store.keepSnapshot(room, 1, zones(1));
      expect(await store.latestSnapshot(room)).toBeNull();
      expect((await store.latestSnapshot(other))?.seq).toBe(1);
    });
  });
});
