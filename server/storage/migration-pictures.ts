/** The pictures on boards, as they were made anew from what a therapist sent. */
import type { Migration } from './migrations.ts';

export const pictures: Migration = {
  id: '0004-pictures',
  async up(db, types) {
    await db.schema
      .createTable('picture')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
      .addColumn('therapist_id', 'text', (c) => c.notNull().references('therapist.id'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('width', 'integer', (c) => c.notNull())
      .addColumn('height', 'integer', (c) => c.notNull())
      .addColumn('size', 'integer', (c) => c.notNull())
      .addColumn('bytes', types.bytes, (c) => c.notNull())
      .execute();
    await db.schema.createIndex('picture_session').on('picture').column('session_id').execute();
  },
};
