/** Exercises that a session is planned with, and half-typed answers to them. */
import type { Migration } from './migrations.ts';

export const exercises: Migration = {
  id: '0007-exercises',
  async up(db) {
    await db.schema
      .createTable('session_exercises')
      .addColumn('session_id', 'text', (c) => c.primaryKey().references('session.id'))
      .addColumn('exercises', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('exercise_draft')
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('n', 'integer', (c) => c.notNull())
      .addColumn('person_id', 'text', (c) => c.notNull().references('person.id'))
      .addColumn('step', 'text', (c) => c.notNull())
      .addColumn('field', 'text', (c) => c.notNull())
      .addColumn('words', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('exercise_draft_pk', [
        'session_id',
        'n',
        'person_id',
        'step',
        'field',
      ])
      .execute();
    await db.schema
      .createTable('letter')
      // The exercise it was written in names it: approving it twice keeps it once.
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('n', 'integer', (c) => c.notNull())
      .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
      .addColumn('from_id', 'text', (c) => c.notNull().references('person.id'))
      .addColumn('to_id', 'text', (c) => c.notNull().references('person.id'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('may_tell', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('letter_pk', ['session_id', 'n'])
      .execute();
    await db.schema.createIndex('letter_family').on('letter').column('family_id').execute();
    await db.schema
      .createTable('exercise_plan')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('practice_id', 'text', (c) => c.notNull().references('practice.id'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('exercises', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('exercise_plan_practice')
      .on('exercise_plan')
      .column('practice_id')
      .execute();
  },
};
