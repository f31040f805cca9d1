/** The therapists' private notes, apart from everything else. */
import * as v from 'valibot';
import {
  privateNoteId,
  sessionId,
  therapistId,
  type Instant,
  type PrivateNoteId,
  type SessionId,
  type TherapistId,
} from '../../shared/ids.ts';
import {
  maxPrivateNotesInSession,
  maxPrivateNoteVersions,
  privateNotePin,
  type PrivateNotePin,
} from '../../shared/notes/private-note.ts';
import type { EarlierWords } from '../../shared/wire/http.ts';
import { beginsEach, folded } from './folded.ts';
import type { Db, Row } from './schema.ts';

export interface PrivateNoteRecord {
  readonly id: PrivateNoteId;
  readonly by: TherapistId;
  readonly at: Instant;
  /** Where the room's log ended then. */
  readonly seq: number;
  readonly text: string;
  readonly editedAt: Instant | null;
  /** Null: where it was written. */
  readonly pin: PrivateNotePin | null;
}

export interface PrivateNoteStore {
  /** Oldest first. */
  notesOf(session: SessionId): Promise<readonly PrivateNoteRecord[]>;
  note(session: SessionId, id: PrivateNoteId): Promise<PrivateNoteRecord | null>;
  /**
   * Keeps the note; one with its id that is there already stays as it is.
   * @returns what is kept under the id and whether it is new; `full` when the session has as many
   * notes as it may have.
   */
  add(
    session: SessionId,
    note: Omit<PrivateNoteRecord, 'editedAt'>,
  ): Promise<{ readonly kept: PrivateNoteRecord; readonly isNew: boolean } | 'full'>;
  /**
   * Keeps what it said before as a version; words it has already change nothing.
   * @returns null when its author has no such note; `full` when it has been changed as often as it may be.
   */
  change(
    session: SessionId,
    note: Pick<PrivateNoteRecord, 'id' | 'by' | 'text'> & { readonly at: Instant },
  ): Promise<PrivateNoteRecord | null | 'full'>;
  /** What a note said before each change, oldest first. */
  versionsOf(session: SessionId, id: PrivateNoteId): Promise<readonly EarlierWords[]>;
  /** Sessions in which this therapist has noted something with words that begin so; folded. */
  sessionsWith(
    therapist: TherapistId,
    beginnings: readonly string[],
  ): Promise<readonly SessionId[]>;
  /** False when its author has no such note. */
  remove(session: SessionId, note: Pick<PrivateNoteRecord, 'id' | 'by'>): Promise<boolean>;
}

export function createPrivateNoteStore({ db }: { readonly db: Db }): PrivateNoteStore {
  const one = async (
    session: SessionId,
    id: PrivateNoteId,
    on: Pick<Db, 'selectFrom'> = db,
  ): Promise<PrivateNoteRecord | null> => {
    const row = await on
      .selectFrom('private_note')
      .selectAll()
      .where('session_id', '=', session)
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? readNote(row) : null;
  };

  return {
    notesOf: async (session) =>
      (
        await db
          .selectFrom('private_note')
          .selectAll()
          .where('session_id', '=', session)
          .orderBy('at')
          .orderBy('id')
          .execute()
      ).map(readNote),
    note: (session, id) => one(session, id),
    add: (session, note) =>
      db.transaction().execute(async (transaction) => {
        // Changes nothing: whoever else adds to this session waits here, and counts after us.
        await transaction
          .updateTable('session')
          .set((e) => ({ title: e.ref('title') }))
          .where('id', '=', session)
          .execute();
        const kept = await one(session, note.id, transaction);
        if (kept) return { kept, isNew: false };
        const { count } = await transaction
          .selectFrom('private_note')
          .select((e) => e.fn.countAll<number>().as('count'))
          .where('session_id', '=', session)
          .executeTakeFirstOrThrow();
        if (count >= maxPrivateNotesInSession) return 'full';
        const { id, by, at, seq, text, pin } = note;
        await transaction
          .insertInto('private_note')
          .values({
            ...{ session_id: session, id, therapist_id: by, at, seq, text, edited_at: null },
            pin: pin === null ? null : String(pin),
          })
          .execute();
        return { kept: { ...note, editedAt: null }, isNew: true };
      }),
    change: (session, { id, by, text, at }) =>
      db.transaction().execute(async (transaction) => {
        const change = transaction
          .updateTable('private_note')
          .where('session_id', '=', session)
          .where('id', '=', id)
          .where('therapist_id', '=', by);
        // Changes nothing: whoever else changes this note waits here, and finds our words before theirs.
        const row = await change
          .set((e) => ({ text: e.ref('text') }))
          .returningAll()
          .executeTakeFirst();
        if (!row) return null;
        if (row.text === text) return readNote(row);
        const { count } = await transaction
          .selectFrom('private_note_version')
          .select((e) => e.fn.countAll<number>().as('count'))
          .where('session_id', '=', session)
          .where('note_id', '=', id)
          .executeTakeFirstOrThrow();
        if (count >= maxPrivateNoteVersions) return 'full';
        await transaction
          .insertInto('private_note_version')
          .values({
            ...{ session_id: session, note_id: id, n: count, text: row.text },
            at: row.edited_at ?? row.at,
          })
          .execute();
        await change.set({ text, edited_at: at }).execute();
        return readNote({ ...row, text, edited_at: at });
      }),
    versionsOf: (session, id) =>
      db
        .selectFrom('private_note_version')
        .select(['at', 'text'])
        .where('session_id', '=', session)
        .where('note_id', '=', id)
        .orderBy('n')
        .execute(),
    sessionsWith: async (therapist, beginnings) => {
      const rows = await db
        .selectFrom('private_note')
        .select(['session_id', 'text'])
        .where('therapist_id', '=', therapist)
        .execute();
      const found = rows.filter(({ text }) => beginsEach(folded(text), beginnings));
      return [...new Set(found.map((row) => v.parse(sessionId, row.session_id)))];
    },
    remove: (session, { id, by }) =>
      db.transaction().execute(async (transaction) => {
        const own = await one(session, id, transaction);
        if (own?.by !== by) return false;
        await transaction
          .deleteFrom('private_note_version')
          .where('session_id', '=', session)
          .where('note_id', '=', id)
          .execute();
        const { numDeletedRows } = await transaction
          .deleteFrom('private_note')
          .where('session_id', '=', session)
          .where('id', '=', id)
          .executeTakeFirst();
        return numDeletedRows === 1n;
      }),
  };
}

const readNote = (row: Row<'private_note'>): PrivateNoteRecord => ({
  id: v.parse(privateNoteId, row.id),
  by: v.parse(therapistId, row.therapist_id),
  at: row.at,
  seq: row.seq,
  text: row.text,
  editedAt: row.edited_at,
  pin:
    row.pin === null
      ? null
      : v.parse(privateNotePin, row.pin === 'whole' ? 'whole' : Number(row.pin)),
});
