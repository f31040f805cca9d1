/** Families: people, who may meet whom, and the therapists who work with them. */
import * as v from 'valibot';
import type { MeetingRule } from '../../shared/family/meeting.ts';
import {
  ageBands,
  colours,
  roles,
  shapes,
  type Appearance,
  type Person,
  type PersonEntry,
} from '../../shared/family/person.ts';
import {
  familyId,
  personId,
  therapistId,
  type FamilyId,
  type Instant,
  type PersonId,
  type PracticeId,
  type TherapistId,
} from '../../shared/ids.ts';
import { flag, type Db, type Row } from './schema.ts';

export interface FamilyRecord {
  readonly id: FamilyId;
  readonly practice: PracticeId;
  readonly title: string;
  readonly reference: string;
  readonly remark: string;
  readonly archived: boolean;
  /** In the order in which they were added. */
  readonly people: readonly Person[];
  readonly rules: readonly MeetingRule[];
  readonly therapists: readonly { readonly id: TherapistId; readonly name: string }[];
  /** Colleagues who read its records and do not work with it. */
  readonly reviewers: readonly Reviewer[];
}

export interface Reviewer {
  readonly id: TherapistId;
  readonly name: string;
  /** Whether they read the private notes as well. */
  readonly notes: boolean;
}

export type FamilyChange = Partial<
  Pick<FamilyRecord, 'title' | 'reference' | 'remark' | 'archived'>
>;

/** What is left out stays as it is, also when another changes it at the same moment. */
export interface PersonChange {
  readonly entry?: PersonEntry;
  readonly ready?: boolean;
}

export interface FamilyStore {
  family(id: FamilyId): Promise<FamilyRecord | null>;
  /** Families a therapist works with, by title. */
  familiesOf(therapist: TherapistId): Promise<readonly FamilyRecord[]>;
  /** Whole or not at all. */
  add(
    family: Pick<FamilyRecord, 'id' | 'practice' | 'title' | 'reference'> & {
      readonly people: readonly Person[];
      readonly therapist: TherapistId;
      readonly at: Instant;
    },
  ): Promise<void>;
  change(id: FamilyId, change: FamilyChange): Promise<void>;
  /** Families whose records a therapist may read: those they work with, and those they review; by title. */
  familiesReadBy(therapist: TherapistId): Promise<readonly FamilyRecord[]>;
  /** Whoever works with it from now on reviews it no longer. */
  setTherapists(id: FamilyId, therapists: readonly TherapistId[]): Promise<void>;
  setReviewers(id: FamilyId, reviewers: readonly Pick<Reviewer, 'id' | 'notes'>[]): Promise<void>;
  addPerson(family: FamilyId, person: Person): Promise<void>;
  changePerson(id: PersonId, change: PersonChange): Promise<void>;
  /** False when somebody of the family looks like that already; nothing is changed then. */
  changeLook(family: FamilyId, person: PersonId, look: Appearance): Promise<boolean>;
  /** Removes a person and the rules about them; false when they are in a session's plan. */
  removePerson(person: PersonId): Promise<boolean>;
  /** `mayMeet` null: no rule of its own for these two. */
  setRule(
    family: FamilyId,
    pair: { readonly one: PersonId; readonly other: PersonId },
    mayMeet: boolean | null,
  ): Promise<void>;
}

export function createFamilyStore({ db }: { readonly db: Db }): FamilyStore {
  async function records(rows: readonly Row<'family'>[]): Promise<FamilyRecord[]> {
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return [];
    const [people, rules, therapists, reviewers] = await Promise.all([
      db
        .selectFrom('person')
        .selectAll()
        .where('family_id', 'in', ids)
        .orderBy('position')
        .execute(),
      db.selectFrom('meeting_rule').selectAll().where('family_id', 'in', ids).execute(),
      db
        .selectFrom('family_therapist')
        .innerJoin('therapist', 'therapist.id', 'family_therapist.therapist_id')
        .select(['family_therapist.family_id', 'therapist.id', 'therapist.name'])
        .where('family_therapist.family_id', 'in', ids)
        .orderBy('therapist.name')
        .execute(),
      db
        .selectFrom('family_reviewer')
        .innerJoin('therapist', 'therapist.id', 'family_reviewer.therapist_id')
        .select([
          'family_reviewer.family_id',
          'family_reviewer.notes',
          'therapist.id',
          'therapist.name',
        ])
        .where('family_reviewer.family_id', 'in', ids)
        .orderBy('therapist.name')
        .execute(),
    ]);
    return rows.map((row) => ({
      id: v.parse(familyId, row.id),
      practice: row.practice_id as PracticeId, // A foreign key to an id this server made.
      title: row.title,
      reference: row.reference,
      remark: row.remark,
      archived: row.archived === 1,
      people: people.filter((one) => one.family_id === row.id).map(readPerson),
      rules: rules.filter((one) => one.family_id === row.id).map(readRule),
      therapists: therapists
        .filter((one) => one.family_id === row.id)
        .map(({ id, name }) => ({ id: v.parse(therapistId, id), name })),
      reviewers: reviewers
        .filter((one) => one.family_id === row.id)
        .map(({ id, name, notes }) => ({ id: v.parse(therapistId, id), name, notes: notes === 1 })),
    }));
  }

  return {
    family: async (id) => {
      const rows = await db.selectFrom('family').selectAll().where('id', '=', id).execute();
      return (await records(rows))[0] ?? null;
    },
    familiesOf: async (therapist) => {
      const rows = await db
        .selectFrom('family')
        .innerJoin('family_therapist', 'family_therapist.family_id', 'family.id')
        .selectAll('family')
        .where('family_therapist.therapist_id', '=', therapist)
        .orderBy('family.title')
        .execute();
      return records(rows);
    },
    familiesReadBy: async (therapist) => {
      const rows = await db
        .selectFrom('family')
        .selectAll()
        .where((e) =>
          e.or([
            e(
              'id',
              'in',
              e
                .selectFrom('family_therapist')
                .select('family_id')
                .where('therapist_id', '=', therapist),
            ),
            e(
              'id',
              'in',
              e
                .selectFrom('family_reviewer')
                .select('family_id')
                .where('therapist_id', '=', therapist),
            ),
          ]),
        )
        .orderBy('title')
        .execute();
      return records(rows);
    },
    add: (family) =>
      db.transaction().execute(async (transaction) => {
        const { id, practice, title, reference, people, therapist, at } = family;
        await transaction
          .insertInto('family')
          .values({
            id,
            practice_id: practice,
            title,
            reference,
            remark: '',
            archived: 0,
            created_at: at,
          })
          .execute();
        await transaction
          .insertInto('family_therapist')
          .values({ family_id: id, therapist_id: therapist })
          .execute();
        for (const [position, person] of people.entries()) {
          await transaction
            .insertInto('person')
            .values(rowOf(id, person, position))
            .execute();
        }
      }),
    change: async (id, { title, reference, remark, archived }) => {
      const set = {
        ...(title === undefined ? {} : { title }),
        ...(reference === undefined ? {} : { reference }),
        ...(remark === undefined ? {} : { remark }),
        ...(archived === undefined ? {} : { archived: flag(archived) }),
      };
      if (Object.keys(set).length === 0) return;
      await db.updateTable('family').set(set).where('id', '=', id).execute();
    },
    setTherapists: (id, therapists) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('family_therapist').where('family_id', '=', id).execute();
        await transaction
          .insertInto('family_therapist')
          .values(therapists.map((one) => ({ family_id: id, therapist_id: one })))
          .execute();
        await transaction
          .deleteFrom('family_reviewer')
          .where('family_id', '=', id)
          .where('therapist_id', 'in', therapists)
          .execute();
      }),
    setReviewers: (id, reviewers) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('family_reviewer').where('family_id', '=', id).execute();
        for (const one of reviewers) {
          await transaction
            .insertInto('family_reviewer')
            .values({ family_id: id, therapist_id: one.id, notes: flag(one.notes) })
            .execute();
        }
      }),
    addPerson: async (family, person) => {
      const last = await db
        .selectFrom('person')
        .select((e) => e.fn.max('position').as('position'))
        .where('family_id', '=', family)
        .executeTakeFirst();
      await db
        .insertInto('person')
        .values(rowOf(family, person, (last?.position ?? -1) + 1))
        .execute();
    },
    changePerson: async (id, { entry, ready }) => {
      const set = {
        ...(entry === undefined
          ? {}
          : {
              first_name: entry.firstName,
              relation: entry.relation,
              role: entry.role,
              age_band: entry.ageBand,
            }),
        ...(ready === undefined ? {} : { ready: flag(ready) }),
      };
      if (Object.keys(set).length === 0) return;
      await db.updateTable('person').set(set).where('id', '=', id).execute();
    },
    changeLook: async (family, person, { colour, shape }) => {
      const changed = await db
        .updateTable('person')
        .set({ colour, shape })
        .where('id', '=', person)
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('person as other')
                .select('other.id')
                .where('other.family_id', '=', family)
                .where('other.id', '!=', person)
                .where('other.colour', '=', colour)
                .where('other.shape', '=', shape),
            ),
          ),
        )
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },
    removePerson: (person) =>
      db.transaction().execute(async (transaction) => {
        const planned = await transaction
          .selectFrom('session_person')
          .select('session_id')
          .where('person_id', '=', person)
          .executeTakeFirst();
        if (planned) return false;
        await transaction
          .deleteFrom('meeting_rule')
          .where((e) => e.or([e('one', '=', person), e('other', '=', person)]))
          .execute();
        await transaction.deleteFrom('person').where('id', '=', person).execute();
        return true;
      }),
    setRule: async (family, { one, other }, mayMeet) => {
      const [first, second] = one < other ? [one, other] : [other, one];
      if (mayMeet === null) {
        await db
          .deleteFrom('meeting_rule')
          .where('one', '=', first)
          .where('other', '=', second)
          .execute();
        return;
      }
      await db
        .insertInto('meeting_rule')
        .values({ family_id: family, one: first, other: second, may_meet: flag(mayMeet) })
        .onConflict((conflict) =>
          conflict.columns(['one', 'other']).doUpdateSet({ may_meet: flag(mayMeet) }),
        )
        .execute();
    },
  };
}

const rowOf = (family: FamilyId, person: Person, position: number): Row<'person'> => ({
  id: person.id,
  family_id: family,
  first_name: person.firstName,
  relation: person.relation,
  role: person.role,
  age_band: person.ageBand,
  colour: person.colour,
  shape: person.shape,
  ready: flag(person.ready),
  position,
});

const personRow = v.object({
  id: personId,
  role: v.picklist(roles),
  age_band: v.nullable(v.picklist(ageBands)),
  colour: v.picklist(colours),
  shape: v.picklist(shapes),
});

function readPerson(row: Row<'person'>): Person {
  const { id, role, age_band, colour, shape } = v.parse(personRow, row);
  return {
    id,
    firstName: row.first_name,
    relation: row.relation,
    role,
    ageBand: age_band,
    colour,
    shape,
    ready: row.ready === 1,
  };
}

const readRule = (row: Row<'meeting_rule'>): MeetingRule => ({
  one: v.parse(personId, row.one),
  other: v.parse(personId, row.other),
  mayMeet: row.may_meet === 1,
});
