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
import { maxPrivateNotesInSession } from '../../shared/notes/private-note.ts';
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
  /** Null when its author has no such note. */
  change(
    session: SessionId,
    note: Pick<PrivateNoteRecord, 'id' | 'by' | 'text'> & { readonly at: Instant },
  ): Promise<PrivateNoteRecord | null>;
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
        const { id, by, at, seq, text } = note;
        await transaction
          .insertInto('private_note')
          .values({ session_id: session, id, therapist_id: by, at, seq, text, edited_at: null })
          .execute();
        return { kept: { ...note, editedAt: null }, isNew: true };
      }),
    change: async (session, { id, by, text, at }) => {
      const row = await db
        .updateTable('private_note')
        .set({ text, edited_at: at })
        .where('session_id', '=', session)
        .where('id', '=', id)
        .where('therapist_id', '=', by)
        .returningAll()
        .executeTakeFirst();
      return row ? readNote(row) : null;
    },
    sessionsWith: async (therapist, beginnings) => {
      const rows = await db
        .selectFrom('private_note')
        .select(['session_id', 'text'])
        .where('therapist_id', '=', therapist)
        .execute();
      const found = rows.filter(({ text }) => beginsEach(folded(text), beginnings));
      return [...new Set(found.map((row) => v.parse(sessionId, row.session_id)))];
    },
    remove: async (session, { id, by }) => {
      const { numDeletedRows } = await db
        .deleteFrom('private_note')
        .where('session_id', '=', session)
        .where('id', '=', id)
        .where('therapist_id', '=', by)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

const readNote = (row: Row<'private_note'>): PrivateNoteRecord => ({
  id: v.parse(privateNoteId, row.id),
  by: v.parse(therapistId, row.therapist_id),
  at: row.at,
  seq: row.seq,
  text: row.text,
  editedAt: row.edited_at,
});
