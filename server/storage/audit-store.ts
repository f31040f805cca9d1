/** Who did what and when, by ids alone. Only ever added to. */
import { auditId, type AuditAct } from '../access/audit.ts';
import type { Instant, PracticeId, TherapistId } from '../../shared/ids.ts';
import type { Chance } from '../ids.ts';
import type { Db } from './schema.ts';

export interface AuditStore {
  add(entry: {
    readonly at: Instant;
    readonly practice: PracticeId;
    readonly by: TherapistId | null;
    readonly act: AuditAct;
    /** The id of what it was done to. */
    readonly subject: string | null;
  }): Promise<void>;
}

export const createAuditStore = ({
  db,
  chance,
}: {
  readonly db: Db;
  readonly chance: Chance;
}): AuditStore => ({
  add: async ({ at, practice, by, act, subject }) => {
    await db
      .insertInto('audit')
      .values({ id: chance.newId(auditId), at, practice_id: practice, by, act, subject })
      .execute();
  },
});
