/** Colleagues who may read a family's records without working with it. */
import type { Migration } from './migrations.ts';

export const reviewers: Migration = {
  id: '0010-reviewers',
  async up(db) {
    await db.schema
      .createTable('family_reviewer')
      .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
      .addColumn('therapist_id', 'text', (c) => c.notNull().references('therapist.id'))
      .addColumn('notes', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('family_reviewer_pk', ['family_id', 'therapist_id'])
      .execute();
  },
};
