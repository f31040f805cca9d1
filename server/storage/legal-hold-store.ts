/** Families whose records may not be torn up, and why. */
import type { FamilyId, Instant, TherapistId } from '../../shared/ids.ts';
import type { Db } from './schema.ts';

export interface KeptHold {
  readonly since: Instant;
  readonly by: TherapistId;
  readonly reason: string;
}

export interface LegalHoldStore {
  hold(family: FamilyId): Promise<Pick<KeptHold, 'since' | 'reason'> | null>;
  /** One that is there keeps its beginning and takes the new reason. */
  put(family: FamilyId, hold: KeptHold): Promise<void>;
  lift(family: FamilyId): Promise<void>;
}

export const createLegalHoldStore = ({ db }: { readonly db: Db }): LegalHoldStore => ({
  hold: async (family) =>
    (await db
      .selectFrom('legal_hold')
      .select(['since', 'reason'])
      .where('family_id', '=', family)
      .executeTakeFirst()) ?? null,
  put: async (family, { since, by, reason }) => {
    await db
      .insertInto('legal_hold')
      .values({ family_id: family, since, therapist_id: by, reason })
      .onConflict((conflict) => conflict.column('family_id').doUpdateSet({ reason }))
      .execute();
  },
  lift: async (family) => {
    await db.deleteFrom('legal_hold').where('family_id', '=', family).execute();
  },
});
