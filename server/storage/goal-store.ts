/** What has happened to each family's goals, in one order a family. */
import * as v from 'valibot';
import { goalDeed, type GoalDeed } from '../../shared/goal/events.ts';
import type { FamilyId, Instant } from '../../shared/ids.ts';
import type { Db } from './schema.ts';

export interface GoalEntry {
  /** From 1 on, without gaps. */
  readonly seq: number;
  readonly at: Instant;
  readonly deed: GoalDeed;
}

export interface GoalStore {
  /** All entries behind `after`, in order. */
  read(family: FamilyId, after: number): Promise<readonly GoalEntry[]>;
  /**
   * Adds entries that follow on `after`, and puts others in place of what stood under their numbers:
   * whole or not at all.
   * @returns `behind`, with nothing written, when the log does not end at `after`
   */
  append(
    family: FamilyId,
    after: number,
    entries: readonly GoalEntry[],
    emptied?: readonly GoalEntry[],
  ): Promise<'appended' | 'behind'>;
}

export function createGoalStore({ db }: { readonly db: Db }): GoalStore {
  return {
    read: async (family, after) =>
      (
        await db
          .selectFrom('goal_log')
          .select(['seq', 'at', 'deed'])
          .where('family_id', '=', family)
          .where('seq', '>', after)
          .orderBy('seq')
          .execute()
      ).map(({ seq, at, deed }) => ({ seq, at, deed: v.parse(goalDeed, JSON.parse(deed)) })),
    append: (family, after, entries, emptied = []) => {
      for (const [at, { seq }] of entries.entries()) {
        if (seq !== after + at + 1) throw new Error('[G11] the entries must follow on each other');
      }
      return db.transaction().execute(async (transaction) => {
        // Changes nothing: whoever else writes this family's log waits here, and looks after us.
        await transaction
          .updateTable('family')
          .set((e) => ({ title: e.ref('title') }))
          .where('id', '=', family)
          .execute();
        const last = await transaction
          .selectFrom('goal_log')
          .select('seq')
          .where('family_id', '=', family)
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst();
        if ((last?.seq ?? 0) !== after) return 'behind';
        for (const { seq, deed } of emptied) {
          await transaction
            .updateTable('goal_log')
            .set({ deed: JSON.stringify(deed) })
            .where('family_id', '=', family)
            .where('seq', '=', seq)
            .execute();
        }
        const rows = entries.map(({ seq, at, deed }) => ({
          family_id: family,
          seq,
          at,
          deed: JSON.stringify(deed),
        }));
        if (rows.length > 0) await transaction.insertInto('goal_log').values(rows).execute();
        return 'appended';
      });
    },
  };
}
