/** What a private note said before it was changed, and what of its session it stands at. */
import type { Migration } from './migrations.ts';

export const noteVersions: Migration = {
  id: '0009-note-versions',
  async up(db) {
    // Null: at the moment it was written.
    await db.schema.alterTable('private_note').addColumn('pin', 'text').execute();
    await db.schema
      .createTable('private_note_version')
      .addColumn('session_id', 'text', (c) => c.notNull())
      .addColumn('note_id', 'text', (c) => c.notNull())
      .addColumn('n', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('private_note_version_pk', ['session_id', 'note_id', 'n'])
      .addForeignKeyConstraint(
        'private_note_version_of',
        ['session_id', 'note_id'],
        'private_note',
        ['session_id', 'id'],
      )
      .execute();
  },
};
