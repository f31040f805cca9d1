/** Planned and past sessions, and the personal links to them. */
import type { Transaction } from 'kysely';
import * as v from 'valibot';
import {
  familyId,
  invitationId,
  personId,
  sessionId,
  type FamilyId,
  type Instant,
  type InvitationId,
  type PersonId,
  type SessionId,
} from '../../shared/ids.ts';
import { plannedExercises } from '../../shared/exercise/moves.ts';
import { sessionKinds, type SessionPlan } from '../../shared/session/plan.ts';
import { steps } from '../../shared/session/step.ts';
import { flag, type Db, type Row, type Tables } from './schema.ts';

export interface SessionRecord {
  readonly id: SessionId;
  readonly family: FamilyId;
  readonly plan: SessionPlan;
  readonly state: 'planned' | 'open' | 'held' | 'ended';
  readonly openedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly calledOff: boolean;
}

/** A personal link. Tokens and devices are kept as hashes. */
export interface Invitation {
  readonly id: InvitationId;
  readonly session: SessionId;
  readonly person: PersonId;
  readonly deviceHash: string | null;
  readonly confirmed: boolean;
  readonly revoked: boolean;
  readonly expiresAt: Instant;
}

export interface NewInvitation {
  readonly id: InvitationId;
  readonly person: PersonId;
  readonly tokenHash: string;
  readonly expiresAt: Instant;
}

export interface SessionStore {
  session(id: SessionId): Promise<SessionRecord | null>;
  /** Those of the families, without the ones called off. */
  sessionsOf(families: readonly FamilyId[]): Promise<readonly SessionRecord[]>;
  /** All of one family, also those called off; oldest first. */
  everySessionOf(family: FamilyId): Promise<readonly SessionRecord[]>;
  /** How many of this kind the family has had planned, called off or not. */
  countOf(family: FamilyId, kind: SessionPlan['kind']): Promise<number>;
  /** Makes session, room and invitations, whole or not at all. */
  plan(
    session: { readonly id: SessionId; readonly family: FamilyId; readonly plan: SessionPlan },
    invitations: readonly NewInvitation[],
    at: Instant,
  ): Promise<void>;
  /**
   * Changes the plan while nobody has opened it; those who no longer come lose their links, the
   * links of the others hold until `expiresAt` unless that is null. The room's owner is followed.
   * @returns false when the session is not planned any more.
   */
  replan(
    id: SessionId,
    plan: SessionPlan,
    newcomers: readonly NewInvitation[],
    expiresAt: Instant | null,
  ): Promise<boolean>;
  /** False when it has been opened. */
  callOff(id: SessionId): Promise<boolean>;

  invitation(id: InvitationId): Promise<Invitation | null>;
  invitationByToken(tokenHash: string): Promise<Invitation | null>;
  invitationsOf(session: SessionId): Promise<readonly Invitation[]>;
  /** Gives the link a new token and takes it from its device. */
  renew(session: SessionId, invitation: NewInvitation): Promise<void>;
  revoke(session: SessionId, person: PersonId): Promise<void>;
  /** Binds an unused link to a device; false when another has it. */
  takeByDevice(id: InvitationId, deviceHash: string): Promise<boolean>;
  confirm(id: InvitationId): Promise<void>;
  /** Lets the link go from its device. */
  letGo(id: InvitationId): Promise<void>;
}

export function createSessionStore({ db }: { readonly db: Db }): SessionStore {
  async function records(rows: readonly Row<'session'>[]): Promise<SessionRecord[]> {
    if (rows.length === 0) return [];
    const people = await db
      .selectFrom('session_person')
      .selectAll()
      .where(
        'session_id',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
    const exercises = await db
      .selectFrom('session_exercises')
      .selectAll()
      .where(
        'session_id',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
    return rows.map((row) =>
      readSession(
        row,
        people.filter((one) => one.session_id === row.id),
        exercises.find((one) => one.session_id === row.id)?.exercises,
      ),
    );
  }

  const onlyInvitation = async (
    column: 'id' | 'token_hash',
    value: string,
  ): Promise<Invitation | null> => {
    const row = await db
      .selectFrom('invitation')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
    return row ? readInvitation(row) : null;
  };

  return {
    session: async (id) =>
      (
        await records(await db.selectFrom('session').selectAll().where('id', '=', id).execute())
      )[0] ?? null,
    sessionsOf: async (families) =>
      families.length === 0
        ? []
        : records(
            await db
              .selectFrom('session')
              .selectAll()
              .where('family_id', 'in', families)
              .where('called_off', '=', 0)
              .orderBy('created_at', 'desc')
              .execute(),
          ),
    everySessionOf: async (family) =>
      records(
        await db
          .selectFrom('session')
          .selectAll()
          .where('family_id', '=', family)
          .orderBy('created_at')
          .execute(),
      ),
    countOf: async (family, kind) =>
      (
        await db
          .selectFrom('session')
          .select('id')
          .where('family_id', '=', family)
          .where('kind', '=', kind)
          .execute()
      ).length,
    plan: ({ id, family, plan }, invitations, at) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('session')
          .values({
            id,
            family_id: family,
            ...columnsOf(plan),
            state: 'planned',
            opened_at: null,
            ended_at: null,
            called_off: 0,
            created_at: at,
          })
          .execute();
        await transaction.insertInto('session_person').values(peopleRows(id, plan)).execute();
        await keepExercises(transaction, id, plan);
        await transaction
          .insertInto('invitation')
          .values(invitations.map((one) => invitationRow(id, one)))
          .execute();
        await transaction
          .insertInto('room')
          .values({ session_id: id, head_seq: 0, epoch: 0, closed: 0 })
          .execute();
      }),
    replan: (id, plan, newcomers, expiresAt) =>
      db.transaction().execute(async (transaction) => {
        await followOwner(transaction, id, 1);
        const changed = await transaction
          .updateTable('session')
          .set(columnsOf(plan))
          .where('id', '=', id)
          .where('state', '=', 'planned')
          .where('called_off', '=', 0)
          .executeTakeFirst();
        if (changed.numUpdatedRows !== 1n) {
          await followOwner(transaction, id, -1);
          return false;
        }
        await transaction.deleteFrom('session_person').where('session_id', '=', id).execute();
        await transaction.insertInto('session_person').values(peopleRows(id, plan)).execute();
        await transaction.deleteFrom('session_exercises').where('session_id', '=', id).execute();
        await keepExercises(transaction, id, plan);
        await transaction
          .deleteFrom('invitation')
          .where('session_id', '=', id)
          .where('person_id', 'not in', plan.arriving)
          .execute();
        if (expiresAt !== null) {
          await transaction
            .updateTable('invitation')
            .set({ expires_at: expiresAt })
            .where('session_id', '=', id)
            .execute();
        }
        if (newcomers.length > 0) {
          await transaction
            .insertInto('invitation')
            .values(newcomers.map((one) => invitationRow(id, one)))
            .execute();
        }
        return true;
      }),
    callOff: (id) =>
      db.transaction().execute(async (transaction) => {
        await followOwner(transaction, id, 1);
        const changed = await transaction
          .updateTable('session')
          .set({ called_off: 1 })
          .where('id', '=', id)
          .where('state', '=', 'planned')
          .executeTakeFirst();
        if (changed.numUpdatedRows === 1n) return true;
        await followOwner(transaction, id, -1);
        return false;
      }),
    invitation: (id) => onlyInvitation('id', id),
    invitationByToken: (tokenHash) => onlyInvitation('token_hash', tokenHash),
    invitationsOf: async (session) =>
      (
        await db.selectFrom('invitation').selectAll().where('session_id', '=', session).execute()
      ).map(readInvitation),
    renew: (session, invitation) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('invitation')
          .where('session_id', '=', session)
          .where('person_id', '=', invitation.person)
          .execute();
        await transaction
          .insertInto('invitation')
          .values(invitationRow(session, invitation))
          .execute();
      }),
    revoke: async (session, person) => {
      await db
        .updateTable('invitation')
        .set({ revoked: 1 })
        .where('session_id', '=', session)
        .where('person_id', '=', person)
        .execute();
    },
    takeByDevice: async (id, deviceHash) => {
      const taken = await db
        .updateTable('invitation')
        .set({ device_hash: deviceHash, confirmed: 0 })
        .where('id', '=', id)
        .where('device_hash', 'is', null)
        .where('revoked', '=', 0)
        .executeTakeFirst();
      return taken.numUpdatedRows === 1n;
    },
    confirm: async (id) => {
      await db.updateTable('invitation').set({ confirmed: 1 }).where('id', '=', id).execute();
    },
    letGo: async (id) => {
      await db
        .updateTable('invitation')
        .set({ device_hash: null, confirmed: 0 })
        .where('id', '=', id)
        .execute();
    },
  };
}

/**
 * Takes the room's row first, as its log does, and from its owner: an opening is before this or finds a
 * later owner. `by` -1 gives it back in the same transaction, so that the owner notices nothing.
 */
const followOwner = (transaction: Transaction<Tables>, room: SessionId, by: 1 | -1) =>
  transaction
    .updateTable('room')
    .set((e) => ({ epoch: e('epoch', '+', by) }))
    .where('session_id', '=', room)
    .execute();

async function keepExercises(
  transaction: Transaction<Tables>,
  id: SessionId,
  { exercises = [] }: SessionPlan,
): Promise<void> {
  if (exercises.length === 0) return;
  const row = { session_id: id, exercises: JSON.stringify(exercises) };
  await transaction.insertInto('session_exercises').values(row).execute();
}

const columnsOf = (plan: SessionPlan) => ({
  kind: plan.kind,
  title: plan.title,
  planned_minutes: plan.plannedMinutes,
  step: plan.step,
  planned_for: plan.plannedFor,
});

const peopleRows = (session: SessionId, plan: SessionPlan): Row<'session_person'>[] =>
  plan.arriving.map((person, arriving) => ({
    session_id: session,
    person_id: person,
    arriving,
    leaving: plan.leaving.indexOf(person),
  }));

const invitationRow = (session: SessionId, one: NewInvitation): Row<'invitation'> => ({
  id: one.id,
  session_id: session,
  person_id: one.person,
  token_hash: one.tokenHash,
  device_hash: null,
  confirmed: flag(false),
  revoked: flag(false),
  expires_at: one.expiresAt,
});

const sessionRow = v.object({
  id: sessionId,
  family_id: familyId,
  kind: v.picklist(sessionKinds),
  step: v.picklist(steps),
  state: v.picklist(['planned', 'open', 'held', 'ended']),
});

function readSession(
  row: Row<'session'>,
  people: readonly Row<'session_person'>[],
  exercises: string | undefined,
): SessionRecord {
  const { id, family_id, kind, step, state } = v.parse(sessionRow, row);
  const inOrderOf = (order: 'arriving' | 'leaving'): PersonId[] =>
    [...people]
      .sort((one, other) => one[order] - other[order])
      .map((one) => v.parse(personId, one.person_id));
  return {
    id,
    family: family_id,
    plan: {
      kind,
      title: row.title,
      arriving: inOrderOf('arriving'),
      leaving: inOrderOf('leaving'),
      plannedMinutes: row.planned_minutes,
      step,
      plannedFor: row.planned_for,
      ...(exercises ? { exercises: v.parse(plannedExercises, JSON.parse(exercises)) } : {}),
    },
    state,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    calledOff: row.called_off === 1,
  };
}

const readInvitation = (row: Row<'invitation'>): Invitation => ({
  id: v.parse(invitationId, row.id),
  session: v.parse(sessionId, row.session_id),
  person: v.parse(personId, row.person_id),
  deviceHash: row.device_hash,
  confirmed: row.confirmed === 1,
  revoked: row.revoked === 1,
  expiresAt: row.expires_at,
});
