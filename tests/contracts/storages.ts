/** Every storage Kinbridge runs on, opened empty, with sessions to keep logs for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import {
  familyId,
  invitationId,
  personId,
  practiceId,
  sessionId,
  therapistId,
} from '../../shared/ids.ts';
import type { FamilyId, PersonId, SessionId, TherapistId } from '../../shared/ids.ts';
import type { Person } from '../../shared/family/person.ts';
import type { SessionPlan } from '../../shared/session/plan.ts';
import { hashOfToken, systemChance } from '../../server/ids.ts';
import { createAccountStore } from '../../server/storage/account-store.ts';
import { createFamilyStore } from '../../server/storage/family-store.ts';
import type { FoldTimes } from '../../server/storage/folding.ts';
import type { ColumnTypes } from '../../server/storage/migrations.ts';
import { openPostgres } from '../../server/storage/postgres.ts';
import type { Db, Tables } from '../../server/storage/schema.ts';
import { createSessionStore } from '../../server/storage/session-store.ts';
import { openSqlite, type Storage } from '../../server/storage/sqlite.ts';

/** A database of its own: can be opened more than once, and removed. */
export interface Place {
  open(): Promise<Storage>;
  /** A connection to it as it is, empty at first; nothing is migrated. */
  bare(): { readonly db: Db; readonly types: ColumnTypes };
  remove(): Promise<void>;
}

function sqlitePlace(fold?: FoldTimes): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'kinbridge-contract-'));
  return Promise.resolve({
    open: () => openSqlite(folder, fold),
    bare: () => {
      const database = new Sqlite(join(folder, 'kinbridge.sqlite'));
      database.pragma(`application_id = ${String(0x4b_4e_42_52)}`);
      const db: Db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
      return { db, types: { bytes: 'blob', journal: true, search: 'fts5' } };
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

export async function postgresPlace(): Promise<Place & { readonly url: URL }> {
  const server = process.env['KINBRIDGE_TEST_POSTGRES_URL'];
  if (server === undefined) throw new Error('KINBRIDGE_TEST_POSTGRES_URL is not set');
  const name = `contract_${systemChance
    .newToken()
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()}`;
  const asked = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await asked(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    open: () => openPostgres(url.href),
    bare: () => {
      const dialect = new PostgresDialect({ pool: new pg.Pool({ connectionString: url.href }) });
      return {
        db: new Kysely<Tables>({ dialect }),
        types: { bytes: 'bytea', journal: false, search: 'tsvector' },
      };
    },
    url,
    remove: () => asked(`drop database ${name} with (force)`),
  };
}

/** Each entry is folded out of the journal as soon as it can be. */
const foldAtOnce: FoldTimes = { afterMs: 0, afterBytes: 0 };

export const places = {
  SQLite: () => sqlitePlace(),
  'SQLite, folding at once': () => sqlitePlace(foldAtOnce),
  Postgres: postgresPlace,
} as const;
export const placeNames = ['SQLite', 'Postgres'] as const satisfies (keyof typeof places)[];
export const logPlaceNames = [...placeNames, 'SQLite, folding at once'] as const;

export interface Grounds {
  readonly therapist: TherapistId;
  readonly family: FamilyId;
  readonly maya: Person;
  readonly daniel: Person;
  newSession(...people: PersonId[]): Promise<SessionId>;
}

const aPerson = (firstName: string, look: Pick<Person, 'role' | 'colour' | 'shape'>): Person => ({
  id: systemChance.newId(personId),
  firstName,
  relation: '',
  ageBand: look.role === 'child' ? '6-9' : null,
  ready: true,
  ...look,
});

/** A practice with a family, so that sessions have what they refer to. */
export async function groundsOn({ db }: Pick<Storage, 'db'>): Promise<Grounds> {
  const { newId } = systemChance;
  const therapist = newId(therapistId);
  const practice = newId(practiceId);
  await createAccountStore({ db }).start(
    { id: practice, name: 'Lindenhof Practice' },
    { id: therapist, name: 'Dr. Okafor', email: 'okafor@example.test', passwordHash: 'none' },
    1,
  );
  const family = newId(familyId);
  const maya = aPerson('Maya', { role: 'child', colour: 'lake', shape: 'diamond' });
  const daniel = aPerson('Daniel', { role: 'parent', colour: 'plum', shape: 'circle' });
  const people = [maya, daniel];
  await createFamilyStore({ db }).add({
    id: family,
    practice,
    title: "Maya's family",
    reference: '',
    people,
    therapist,
    at: 1,
  });
  return {
    therapist,
    family,
    maya,
    daniel,
    async newSession(...coming) {
      const id = newId(sessionId);
      const all = coming.length > 0 ? coming : [maya.id, daniel.id];
      const plan = {
        kind: 'joint' as const,
        title: 'Joint session 1',
        arriving: all,
        leaving: all,
        plannedMinutes: 25,
        step: 'board' as const,
        plannedFor: null,
      } satisfies SessionPlan;
      const invitations = all.map((person) => ({
        id: newId(invitationId),
        person,
        tokenHash: hashOfToken(systemChance.newToken()),
        expiresAt: 1_000_000,
      }));
      await createSessionStore({ db }).plan({ id, family, plan }, invitations, 1);
      return id;
    },
  };
}
