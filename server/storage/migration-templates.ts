/** What a practice lays out on boards again: items without an author, of no family. */
import type { Migration } from './migrations.ts';

export const templates: Migration = {
  id: '0005-templates',
  async up(db) {
    await db.schema
      .createTable('template')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('practice_id', 'text', (c) => c.notNull().references('practice.id'))
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('items', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('template_practice').on('template').column('practice_id').execute();
  },
};
