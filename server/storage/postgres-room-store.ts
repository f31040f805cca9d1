/** {@link RoomStore} on Postgres: each batch of a room is a segment of its log. */
import * as v from 'valibot';
import type { Draft } from '../../shared/exercise/draft.ts';
import { sessionId, type SessionId } from '../../shared/ids.ts';
import { appendIn, closeIn, segmentsAfter } from './postgres-log.ts';
import {
  assertInOrder,
  participant,
  readClientIds,
  readDraft,
  readLog,
  readSaved,
  readSnapshot,
} from './room-rows.ts';
import type { RoomStore, Snapshot, ZoneState } from './room-store.ts';
import type { Db } from './schema.ts';
import { committedOrNot } from './unknown-outcome.ts';

export function createPostgresRoomStore({ db }: { readonly db: Db }): RoomStore {
  return {
    own: async (room) => {
      const owned = await db
        .updateTable('room')
        .set((e) => ({ epoch: e('epoch', '+', 1) }))
        .where('session_id', '=', room)
        .returning(['epoch', 'head_seq'])
        .executeTakeFirst();
      return owned ? { epoch: owned.epoch, head: owned.head_seq } : null;
    },
    append: async (batches) => {
      for (const batch of batches) assertInOrder(batch);
      return committedOrNot(db, (transaction) => appendIn(transaction, batches));
    },
    read: async (room, after) => readLog(room, after, await segmentsAfter(db, room, after)),
    packed: (room) => segmentsAfter(db, room, 0),
    close: async (batch, closed) => {
      assertInOrder(batch);
      return committedOrNot(db, (transaction) => closeIn(transaction, batch, closed));
    },
    head: async (room) => {
      const row = await db
        .selectFrom('room')
        .select('head_seq')
        .where('session_id', '=', room)
        .executeTakeFirst();
      return row?.head_seq ?? 0;
    },
    saved: async (room) => {
      const rows = await db
        .selectFrom('saved_zone')
        .select(['zone', 'items'])
        .where('session_id', '=', room)
        .execute();
      return rows.length > 0 ? rows.map(readSaved) : null; // There always was a joint board.
    },
    claimClientId: async (room, clientId, by) => {
      await db
        .insertInto('client_id')
        .values({ session_id: room, client_id: clientId, participant_id: by })
        .onConflict((conflict) => conflict.columns(['session_id', 'client_id']).doNothing())
        .execute();
      const { participant_id } = await db
        .selectFrom('client_id')
        .select('participant_id')
        .where('session_id', '=', room)
        .where('client_id', '=', clientId)
        .executeTakeFirstOrThrow();
      return v.parse(participant, participant_id);
    },
    clientIds: async (room) =>
      readClientIds(
        await db
          .selectFrom('client_id')
          .select(['client_id', 'participant_id'])
          .where('session_id', '=', room)
          .execute(),
      ),
    keepSnapshot: (room, seq, zones) => keepSnapshot(db, room, seq, zones),
    latestSnapshot: (room) => latestSnapshot(db, room),
    keepDraft: (room, draft) => keepDraft(db, room, draft),
    drafts: async (room) =>
      (
        await db
          .selectFrom('exercise_draft')
          .select(['n', 'person_id', 'step', 'field', 'words'])
          .where('session_id', '=', room)
          .execute()
      ).map(readDraft),
    running: async () => {
      const rows = await db
        .selectFrom('session')
        .select('id')
        .where('state', 'in', ['open', 'held'])
        .execute();
      return rows.map((row) => v.parse(sessionId, row.id));
    },
  };
}

async function keepDraft(db: Db, room: SessionId, draft: Draft): Promise<void> {
  const { n, person, step, field, words } = draft;
  const row = { session_id: room, n, person_id: person, step, field, words };
  await db.transaction().execute(async (transaction) => {
    // Whoever closes the room comes before this or after it.
    const open = await transaction
      .selectFrom('room')
      .select('session_id')
      .where('session_id', '=', room)
      .where('closed', '=', 0)
      .forUpdate()
      .executeTakeFirst();
    if (!open) return;
    await transaction
      .deleteFrom('exercise_draft')
      .where('session_id', '=', room)
      .where('n', '=', n)
      .where('person_id', '=', person)
      .where('step', '=', step)
      .where('field', '=', field)
      .execute();
    if (words !== '') await transaction.insertInto('exercise_draft').values(row).execute();
  });
}

async function keepSnapshot(
  db: Db,
  room: SessionId,
  seq: number,
  zones: readonly ZoneState[],
): Promise<void> {
  if (zones.length === 0) return;
  await db.transaction().execute(async (transaction) => {
    // Whoever closes the room comes before this or after it, and so do two snapshots at one place.
    const kept = await transaction
      .selectFrom('room')
      .select('session_id')
      .where('session_id', '=', room)
      .where('closed', '=', 0)
      .where('head_seq', '>=', seq)
      .forUpdate()
      .executeTakeFirst();
    if (!kept) return;
    const there = await transaction
      .selectFrom('snapshot')
      .select('seq')
      .where('session_id', '=', room)
      .where('seq', '=', seq)
      .executeTakeFirst();
    if (there) return;
    await transaction
      .insertInto('snapshot')
      .values(
        zones.map(({ zone, state }) => ({
          session_id: room,
          seq,
          zone,
          state: Buffer.from(state.buffer, state.byteOffset, state.byteLength),
        })),
      )
      .execute();
  });
}

async function latestSnapshot(db: Db, room: SessionId): Promise<Snapshot | null> {
  const rows = await db
    .selectFrom('snapshot')
    .select(['seq', 'zone', 'state'])
    .where('session_id', '=', room)
    .where('seq', '=', (e) =>
      e
        .selectFrom('snapshot as other')
        .select((all) => all.fn.max('other.seq').as('latest'))
        .where('other.session_id', '=', room),
    )
    .execute();
  return readSnapshot(rows);
}
