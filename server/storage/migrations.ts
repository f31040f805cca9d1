/** The way from an empty database to this version's. Forward only; a step is never changed again. */
import { sql, type Kysely } from 'kysely';
import { exercises } from './migration-exercises.ts';
import { exports } from './migration-exports.ts';
import { goals } from './migration-goals.ts';
import { noteVersions } from './migration-note-versions.ts';
import { pictures } from './migration-pictures.ts';
import { privateNotes } from './migration-private-notes.ts';
import { records } from './migration-records.ts';
import { reviewers } from './migration-reviewers.ts';
import { segments } from './migration-segments.ts';
import { templates } from './migration-templates.ts';

/** What differs between the two databases. */
export interface ColumnTypes {
  readonly bytes: 'blob' | 'bytea';
  /** Whether appends go through a journal of all rooms first. */
  readonly journal: boolean;
  /** Which full-text search there is. */
  readonly search: 'fts5' | 'tsvector';
}

export interface Migration {
  readonly id: string;
  readonly up: (db: Kysely<unknown>, types: ColumnTypes) => Promise<void>;
}

const begin: Migration = {
  id: '0001-begin',
  async up(db, types) {
    const table = db.schema;
    await table
      .createTable('practice')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    // One practice an installation: the second of two first starts at once loses here.
    await sql`create unique index one_practice on practice ((1))`.execute(db);
    await table
      .createTable('therapist')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('practice_id', 'text', (c) => c.notNull().references('practice.id'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('email', 'text', (c) => c.notNull().unique())
      .addColumn('password_hash', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await table
      .createTable('sign_in')
      .addColumn('token_hash', 'text', (c) => c.primaryKey())
      .addColumn('therapist_id', 'text', (c) => c.notNull().references('therapist.id'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .execute();
    await table
      .createTable('colleague_invitation')
      .addColumn('token_hash', 'text', (c) => c.primaryKey())
      .addColumn('practice_id', 'text', (c) => c.notNull().references('practice.id'))
      .addColumn('invited_by', 'text', (c) => c.notNull().references('therapist.id'))
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('used_at', 'bigint')
      .execute();
    await table
      .createTable('family')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('practice_id', 'text', (c) => c.notNull().references('practice.id'))
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('reference', 'text', (c) => c.notNull())
      .addColumn('remark', 'text', (c) => c.notNull())
      .addColumn('archived', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await table
      .createTable('family_therapist')
      .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
      .addColumn('therapist_id', 'text', (c) => c.notNull().references('therapist.id'))
      .addPrimaryKeyConstraint('family_therapist_pk', ['family_id', 'therapist_id'])
      .execute();
    await table
      .createTable('person')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
      .addColumn('first_name', 'text', (c) => c.notNull())
      .addColumn('relation', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('age_band', 'text')
      .addColumn('colour', 'text', (c) => c.notNull())
      .addColumn('shape', 'text', (c) => c.notNull())
      .addColumn('ready', 'integer', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      // Nobody of a family looks like another, whoever writes first.
      .addUniqueConstraint('person_look', ['family_id', 'colour', 'shape'])
      .execute();
    await table
      .createTable('meeting_rule')
      .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
      .addColumn('one', 'text', (c) => c.notNull().references('person.id'))
      .addColumn('other', 'text', (c) => c.notNull().references('person.id'))
      .addColumn('may_meet', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('meeting_rule_pk', ['one', 'other'])
      .execute();
    await table
      .createTable('session')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('planned_minutes', 'integer', (c) => c.notNull())
      .addColumn('step', 'text', (c) => c.notNull())
      .addColumn('planned_for', 'bigint')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('opened_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .addColumn('called_off', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await table.createIndex('session_family').on('session').column('family_id').execute();
    await table.createIndex('session_state').on('session').column('state').execute();
    await table
      .createTable('session_person')
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
      .addColumn('arriving', 'integer', (c) => c.notNull())
      .addColumn('leaving', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('session_person_pk', ['session_id', 'person_id'])
      .execute();
    await table
      .createTable('invitation')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('device_hash', 'text')
      .addColumn('confirmed', 'integer', (c) => c.notNull())
      .addColumn('revoked', 'integer', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('one_invitation', ['session_id', 'person_id'])
      .execute();
    await table
      .createTable('room')
      .addColumn('session_id', 'text', (c) => c.primaryKey().references('session.id'))
      .addColumn('head_seq', 'bigint', (c) => c.notNull())
      .addColumn('epoch', 'bigint', (c) => c.notNull())
      .addColumn('closed', 'integer', (c) => c.notNull())
      .execute();
    await table
      .createTable('log')
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('by', 'text')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('zone', 'text')
      .addColumn('bytes', types.bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('log_pk', ['session_id', 'seq'])
      .execute();
    await table
      .createTable('client_id')
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('client_id', 'bigint', (c) => c.notNull())
      .addColumn('participant_id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('client_id_pk', ['session_id', 'client_id'])
      .execute();
    await table
      .createTable('saved_zone')
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('zone', 'text', (c) => c.notNull())
      .addColumn('items', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('saved_zone_pk', ['session_id', 'zone'])
      .execute();
    await table
      .createTable('audit')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('practice_id', 'text', (c) => c.notNull())
      .addColumn('by', 'text')
      .addColumn('act', 'text', (c) => c.notNull())
      .addColumn('subject', 'text')
      .execute();
  },
};

/** In order. */
export const migrations: readonly Migration[] = [
  begin,
  segments,
  privateNotes,
  pictures,
  templates,
  goals,
  exercises,
  records,
  noteVersions,
  reviewers,
  exports,
];
