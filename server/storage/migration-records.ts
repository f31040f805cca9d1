/** Sealed records, what they are found by, the practice's key, and families under a legal hold. */
import { sql, type Kysely } from 'kysely';
import type { ColumnTypes, Migration } from './migrations.ts';

async function recordTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const table = db.schema;
  await table
    .createTable('practice_key')
    .addColumn('practice_id', 'text', (c) => c.primaryKey().references('practice.id'))
    .addColumn('public_key', types.bytes, (c) => c.notNull())
    .addColumn('private_key', types.bytes, (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute();
  await table
    .createTable('record')
    .addColumn('session_id', 'text', (c) => c.primaryKey().references('session.id'))
    .addColumn('bytes', types.bytes, (c) => c.notNull())
    .addColumn('seal', 'text', (c) => c.notNull())
    .execute();
  await table
    .createTable('record_thumbnail')
    .addColumn('session_id', 'text', (c) => c.primaryKey().references('session.id'))
    .addColumn('png', types.bytes, (c) => c.notNull())
    .execute();
  await table
    .createTable('legal_hold')
    .addColumn('family_id', 'text', (c) => c.primaryKey().references('family.id'))
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('therapist_id', 'text', (c) => c.notNull().references('therapist.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .execute();
}

async function findableTables(db: Kysely<unknown>, { search }: ColumnTypes): Promise<void> {
  const table = db.schema;
  await table
    .createTable('record_summary')
    .addColumn('session_id', 'text', (c) => c.primaryKey().references('session.id'))
    .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint', (c) => c.notNull())
    .execute();
  await table
    .createIndex('record_summary_family')
    .on('record_summary')
    .columns(['family_id', 'opened_at'])
    .execute();
  await table
    .createTable('record_about')
    .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('record_about_pk', ['session_id', 'what', 'place'])
    .execute();
  if (search === 'fts5') {
    await sql`create virtual table record_text using fts5(
      session_id unindexed, words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4')`.execute(
      db,
    );
    // What is deleted is taken out of the index at once, not when it happens to be merged.
    await sql`insert into record_text (record_text, rank) values ('secure-delete', 1)`.execute(db);
  } else {
    await sql`create table record_text (
      session_id text primary key references session (id), words tsvector not null)`.execute(db);
    await sql`create index record_text_words on record_text using gin (words)`.execute(db);
  }
}

/** Sessions that ended before there were records are found by who came and when. */
async function findOlderOnes(db: Kysely<unknown>): Promise<void> {
  await sql`insert into record_summary (session_id, family_id, kind, title, opened_at, ended_at)
    select id, family_id, kind, title, opened_at, ended_at from session
    where state = 'ended' and opened_at is not null and ended_at is not null`.execute(db);
  await sql`insert into record_about (session_id, what, place, name)
    select session_person.session_id, 'person', session_person.arriving, session_person.person_id
    from session_person join record_summary on record_summary.session_id = session_person.session_id`.execute(
    db,
  );
}

export const records: Migration = {
  id: '0008-records',
  async up(db, types) {
    await recordTables(db, types);
    await findableTables(db, types);
    await findOlderOnes(db);
  },
};
