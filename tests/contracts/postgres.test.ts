import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UnusableDatabase } from '../../server/storage/migrate.ts';
import { openPostgres } from '../../server/storage/postgres.ts';
import { groundsOn, places, type Place } from './storages.ts';

let place: Place;
beforeEach(async () => {
  place = await places.Postgres();
});
afterEach(async () => {
  await place.remove();
});

test('[L6] a Postgres database of a newer version is refused and left as it is', async () => {
  const storage = await place.open();
  await groundsOn(storage);
  await sql`insert into migration (id) values ('9999-from-the-future')`.execute(storage.db);
  await storage.close();
  await expect(place.open()).rejects.toThrow(UnusableDatabase);
  await expect(place.open()).rejects.toThrow(/written by a newer version/);
});

test('[L6] processes that start at once on an empty database all find it ready', async () => {
  const opened = await Promise.all([place.open(), place.open(), place.open()]);
  for (const { db } of opened) {
    expect(await db.selectFrom('practice').selectAll().execute()).toEqual([]);
  }
  await Promise.all(opened.map((one) => one.close()));
});

test('[C2] a Postgres that does not answer is refused with a sentence that hides its password', async () => {
  const cause: unknown = await openPostgres('postgres://me:secret@127.0.0.1:1/kinbridge').catch(
    (failed: unknown) => failed,
  );
  expect(cause).toBeInstanceOf(UnusableDatabase);
  expect(String(cause)).toContain('DATABASE_URL');
  expect(String(cause)).not.toContain('secret');
});

test('[L1] Postgres keeps instants as exact numbers and waits for the disk', async () => {
  const storage = await place.open();
  await groundsOn(storage);
  const at = Date.UTC(2100, 0, 1);
  await storage.db.updateTable('family').set({ created_at: at }).execute();
  const row = await storage.db.selectFrom('family').select('created_at').executeTakeFirstOrThrow();
  expect(row.created_at).toBe(at);
  const { rows } = await sql<{ setting: string }>`
    select setting from pg_settings where name = 'synchronous_commit'
  `.execute(storage.db);
  expect(rows[0]?.setting).toBe('on');
  await storage.close();
});
