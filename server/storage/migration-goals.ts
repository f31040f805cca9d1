/** What has happened to each family's goals: one log a family, beyond all its sessions. */
import type { Migration } from './migrations.ts';

export const goals: Migration = {
  id: '0006-goals',
  async up(db) {
    await db.schema
      .createTable('goal_log')
      .addColumn('family_id', 'text', (c) => c.notNull().references('family.id'))
      .addColumn('seq', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('deed', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('goal_log_pk', ['family_id', 'seq'])
      .execute();
  },
};
