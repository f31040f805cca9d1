/** Practices, therapists, their sign-ins and invitations of colleagues. */
import * as v from 'valibot';
import {
  practiceId,
  therapistId,
  type Instant,
  type PracticeId,
  type TherapistId,
} from '../../shared/ids.ts';
import type { Db, Row } from './schema.ts';

export interface Therapist {
  readonly id: TherapistId;
  readonly practice: PracticeId;
  readonly practiceName: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
}

export interface NewTherapist {
  readonly id: TherapistId;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
}

export interface AccountStore {
  /** Whether there is a practice. */
  isStarted(): Promise<boolean>;
  /** Makes practice and first therapist, whole or not at all; false when there is a practice. */
  start(
    practice: { readonly id: PracticeId; readonly name: string },
    first: NewTherapist,
    at: Instant,
  ): Promise<boolean>;
  therapistByEmail(email: string): Promise<Therapist | null>;
  therapist(id: TherapistId): Promise<Therapist | null>;
  /** By name. */
  therapistsOf(
    practice: PracticeId,
  ): Promise<readonly { readonly id: TherapistId; readonly name: string }[]>;
  setPassword(id: TherapistId, passwordHash: string): Promise<void>;

  addSignIn(tokenHash: string, therapist: TherapistId, at: Instant): Promise<void>;
  /** The sign-in if it was seen after `seenAfter` and made after `madeAfter`; marks it seen. */
  seeSignIn(
    tokenHash: string,
    limits: {
      readonly seenAfter: Instant;
      readonly madeAfter: Instant;
      readonly now: Instant;
      /** Whether this look is use, and is to be marked. */
      readonly counts: boolean;
    },
  ): Promise<TherapistId | null>;
  endSignIn(tokenHash: string): Promise<void>;
  /** Ends all of a therapist's sign-ins but the one kept. */
  endOtherSignIns(therapist: TherapistId, kept: string): Promise<void>;
  /** Forgets sign-ins that can't be used any more. */
  forgetSignIns(limits: {
    readonly seenBefore: Instant;
    readonly madeBefore: Instant;
  }): Promise<void>;

  inviteColleague(invitation: {
    readonly tokenHash: string;
    readonly practice: PracticeId;
    readonly by: TherapistId;
    readonly expiresAt: Instant;
  }): Promise<void>;
  /** The name of the practice that invites, while the invitation can be used. */
  invitingPractice(tokenHash: string, now: Instant): Promise<string | null>;
  /**
   * Uses an invitation up and makes the therapist, whole or not at all.
   * @returns `not-usable` when it was used or has expired, `email-taken` when somebody has it.
   */
  join(
    tokenHash: string,
    colleague: NewTherapist,
    now: Instant,
  ): Promise<'joined' | 'not-usable' | 'email-taken'>;
}

/** Milliseconds between two writes of when a sign-in was last seen. */
const seenEveryMs = 60_000;

export function createAccountStore({ db }: { readonly db: Db }): AccountStore {
  const therapists = db
    .selectFrom('therapist')
    .innerJoin('practice', 'practice.id', 'therapist.practice_id')
    .selectAll('therapist')
    .select('practice.name as practice_name');

  const isTaken = async (email: string): Promise<boolean> =>
    (await db.selectFrom('therapist').select('id').where('email', '=', email).execute()).length > 0;

  return {
    isStarted: async () => (await db.selectFrom('practice').select('id').execute()).length > 0,
    start: async (practice, first, at) => {
      const made = await db.transaction().execute(async (transaction) => {
        const inserted = await transaction
          .insertInto('practice')
          .values({ ...practice, created_at: at })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
        await transaction
          .insertInto('therapist')
          .values(rowOf(first, practice.id, at))
          .execute();
        return true;
      });
      return made;
    },
    therapistByEmail: async (email) =>
      readTherapist(await therapists.where('email', '=', email).executeTakeFirst()),
    therapist: async (id) =>
      readTherapist(await therapists.where('therapist.id', '=', id).executeTakeFirst()),
    therapistsOf: async (practice) => {
      const rows = await db
        .selectFrom('therapist')
        .select(['id', 'name'])
        .where('practice_id', '=', practice)
        .orderBy('name')
        .execute();
      return rows.map(({ id, name }) => ({ id: v.parse(therapistId, id), name }));
    },
    setPassword: async (id, passwordHash) => {
      await db
        .updateTable('therapist')
        .set({ password_hash: passwordHash })
        .where('id', '=', id)
        .execute();
    },
    addSignIn: async (tokenHash, therapist, at) => {
      await db
        .insertInto('sign_in')
        .values({ token_hash: tokenHash, therapist_id: therapist, created_at: at, seen_at: at })
        .execute();
    },
    seeSignIn: async (tokenHash, { seenAfter, madeAfter, now, counts }) => {
      const row = await db
        .selectFrom('sign_in')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .where('seen_at', '>', seenAfter)
        .where('created_at', '>', madeAfter)
        .executeTakeFirst();
      if (!row) return null;
      if (counts && now - row.seen_at > seenEveryMs) {
        await db
          .updateTable('sign_in')
          .set({ seen_at: now })
          .where('token_hash', '=', tokenHash)
          .execute();
      }
      return v.parse(therapistId, row.therapist_id);
    },
    endSignIn: async (tokenHash) => {
      await db.deleteFrom('sign_in').where('token_hash', '=', tokenHash).execute();
    },
    endOtherSignIns: async (therapist, kept) => {
      await db
        .deleteFrom('sign_in')
        .where('therapist_id', '=', therapist)
        .where('token_hash', '!=', kept)
        .execute();
    },
    forgetSignIns: async ({ seenBefore, madeBefore }) => {
      await db
        .deleteFrom('sign_in')
        .where((e) => e.or([e('seen_at', '<', seenBefore), e('created_at', '<', madeBefore)]))
        .execute();
    },
    inviteColleague: async ({ tokenHash, practice, by, expiresAt }) => {
      await db
        .insertInto('colleague_invitation')
        .values({
          token_hash: tokenHash,
          practice_id: practice,
          invited_by: by,
          expires_at: expiresAt,
          used_at: null,
        })
        .execute();
    },
    invitingPractice: async (tokenHash, now) => {
      const row = await db
        .selectFrom('colleague_invitation')
        .innerJoin('practice', 'practice.id', 'colleague_invitation.practice_id')
        .select('practice.name')
        .where('token_hash', '=', tokenHash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row?.name ?? null;
    },
    join: async (tokenHash, colleague, now) => {
      if (await isTaken(colleague.email)) return 'email-taken';
      return db.transaction().execute(async (transaction) => {
        const used = await transaction
          .updateTable('colleague_invitation')
          .set({ used_at: now })
          .where('token_hash', '=', tokenHash)
          .where('used_at', 'is', null)
          .where('expires_at', '>', now)
          .returning('practice_id')
          .executeTakeFirst();
        if (!used) return 'not-usable';
        await transaction
          .insertInto('therapist')
          .values(rowOf(colleague, v.parse(practiceId, used.practice_id), now))
          .execute();
        return 'joined';
      });
    },
  };
}

const rowOf = (one: NewTherapist, practice: PracticeId, at: Instant): Row<'therapist'> => ({
  id: one.id,
  practice_id: practice,
  name: one.name,
  email: one.email,
  password_hash: one.passwordHash,
  created_at: at,
});

const readTherapist = (
  row: (Row<'therapist'> & { practice_name: string }) | undefined,
): Therapist | null =>
  row
    ? {
        id: v.parse(therapistId, row.id),
        practice: v.parse(practiceId, row.practice_id),
        practiceName: row.practice_name,
        name: row.name,
        email: row.email,
        passwordHash: row.password_hash,
      }
    : null;
