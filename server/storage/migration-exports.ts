/** Why something was exported, beside the trail and apart from what it was; and a practice's own words. */
import type { Migration } from './migrations.ts';

export const exports: Migration = {
  id: '0011-exports',
  async up(db) {
    await db.schema
      .createTable('export_made')
      .addColumn('audit_id', 'text', (c) => c.primaryKey().references('audit.id'))
      .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('basis', 'text')
      .addColumn('words', 'text')
      .execute();
    await db.schema
      .createIndex('export_made_family')
      .on('export_made')
      .column('family_id')
      .execute();
    await db.schema
      .createTable('export_words')
      .addColumn('practice_id', 'text', (c) => c.primaryKey().references('practice.id'))
      .addColumn('words', 'text', (c) => c.notNull())
      .execute();
  },
};
