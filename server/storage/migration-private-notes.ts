/** The therapists' private notes, in a table that nothing else refers to. */
import type { Migration } from './migrations.ts';

export const privateNotes: Migration = {
  id: '0003-private-notes',
  async up(db) {
    await db.schema
      .createTable('private_note')
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('therapist_id', 'text', (c) => c.notNull().references('therapist.id'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('edited_at', 'bigint')
      // A page makes the id: it must not be able to ask for one of another session.
      .addPrimaryKeyConstraint('private_note_pk', ['session_id', 'id'])
      .execute();
  },
};
