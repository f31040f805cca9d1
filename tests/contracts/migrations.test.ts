import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../server/storage/migrations.ts';
import type { LogEntry } from '../../server/storage/room-store.ts';
import { groundsOn, placeNames, places, type Place } from './storages.ts';

describe.each(placeNames)('a database of the first version in %s', (name) => {
  let place: Place;
  beforeEach(async () => {
    place = await places[name]();
  });
  afterEach(async () => {
    await place.remove();
  });

  test('[L12][L5] opens with every log as it was, whole or closed', async () => {
    const { db, types } = place.bare();
    const [begin] = migrations;
    await begin?.up(db as unknown as Kysely<unknown>, types); // Migrations know no tables yet.
    await sql`create table migration (id text primary key)`.execute(db);
    await sql`insert into migration (id) values (${begin?.id})`.execute(db);
    const grounds = await groundsOn({ db });
    const [open, closed, empty] = [
      await grounds.newSession(),
      await grounds.newSession(),
      await grounds.newSession(),
    ];
    const entry = (seq: number): LogEntry => ({
      seq,
      at: 1_000_000 + seq * 3 - (seq % 7) * 100,
      by: seq % 5 === 0 ? null : seq % 2 === 0 ? grounds.maya.id : grounds.therapist,
      kind: seq % 9 === 0 ? 'decision' : 'ink',
      zone: seq % 9 === 0 ? null : seq % 2 === 0 ? 'joint' : `own:${grounds.maya.id}`,
      bytes: new Uint8Array(seq % 40).fill(seq),
    });
    const whole = Array.from({ length: 1_234 }, (_, at) => entry(at + 1));
    const decisions = whole.filter((one) => one.kind === 'decision');
    const keep = async (session: string, entries: readonly LogEntry[]): Promise<void> => {
      for (const { seq, at, by, kind, zone, bytes } of entries) {
        await sql`
          insert into log (session_id, seq, at, by, kind, zone, bytes)
          values (${session}, ${seq}, ${at}, ${by}, ${kind}, ${zone}, ${Buffer.from(bytes)})
        `.execute(db);
      }
    };
    await keep(open, whole);
    await keep(closed, decisions);
    await sql`update room set head_seq = 1234, epoch = 7 where session_id <> ${empty}`.execute(db);
    await sql`update room set closed = 1 where session_id = ${closed}`.execute(db);
    await db.destroy();

    const storage = await place.open();
    const { rooms } = storage;
    expect(await rooms.read(open, 0)).toEqual(whole);
    expect(await rooms.read(open, 777)).toEqual(whole.slice(777));
    expect(await rooms.read(closed, 0)).toEqual(decisions);
    expect(await rooms.read(empty, 0)).toEqual([]);
    expect(await rooms.saved(closed)).toBeNull();
    expect(await rooms.own(open)).toEqual({ epoch: 8, head: 1_234 });
    const next = { ...entry(1), seq: 1_235 };
    expect(await rooms.append([{ room: open, after: 1_234, epoch: 8, entries: [next] }])).toEqual([
      'appended',
    ]);
    await storage.close();
    const again = await place.open();
    expect(await again.rooms.read(open, 1_233)).toEqual([whole[1_233], next]);
    await again.close();
  });
});
