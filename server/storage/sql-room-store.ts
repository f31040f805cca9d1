/** {@link RoomStore} on SQL. */
import * as v from 'valibot';
import type { Transaction } from 'kysely';
import type { Item } from '../../shared/board/item.ts';
import { zoneNamed, type Zone } from '../../shared/board/zone.ts';
import {
  personId,
  sessionId,
  therapistId,
  type ParticipantId,
  type SessionId,
} from '../../shared/ids.ts';
import type { AppendOutcome, LogBatch, LogEntry, RoomStore, SavedZone } from './room-store.ts';
import { forgetTraces } from './sqlite-traces.ts';
import { flag, type Db, type Row, type Tables } from './schema.ts';

const participant = v.union([personId, therapistId]);

/** Rows in one insert: below the number of parameters both databases take. */
const rowsPerInsert = 500;

export function createSqlRoomStore({ db }: { readonly db: Db }): RoomStore {
  return {
    own: (room) =>
      db.transaction().execute(async (transaction) => {
        const owned = await transaction
          .updateTable('room')
          .set((e) => ({ epoch: e('epoch', '+', 1) }))
          .where('session_id', '=', room)
          .returning(['epoch', 'head_seq'])
          .executeTakeFirst();
        return owned ? { epoch: owned.epoch, head: owned.head_seq } : null;
      }),
    append: (batches) =>
      db.transaction().execute(async (transaction) => {
        const outcomes: AppendOutcome[] = [];
        for (const batch of batches) outcomes.push(await appendIn(transaction, batch, false));
        return outcomes;
      }),
    read: async (room, after) => {
      const rows = await db
        .selectFrom('log')
        .selectAll()
        .where('session_id', '=', room)
        .where('seq', '>', after)
        .orderBy('seq')
        .execute();
      return rows.map(readEntry);
    },
    close: async (batch, saved) => {
      const closed = await db.transaction().execute(async (transaction) => {
        const outcome = await appendIn(transaction, batch, true);
        if (outcome === 'behind') return outcome;
        await transaction
          .deleteFrom('log')
          .where('session_id', '=', batch.room)
          .where('kind', '=', 'ink')
          .execute();
        for (const { zone, items } of saved) {
          await transaction
            .insertInto('saved_zone')
            .values({ session_id: batch.room, zone, items: JSON.stringify(items) })
            .execute();
        }
        return outcome;
      });
      if (closed === 'appended') await forgetTraces(db);
      return closed;
    },
    saved: (room) => readSaved(db, room),
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
    clientIds: async (room) => {
      const rows = await db
        .selectFrom('client_id')
        .select(['client_id', 'participant_id'])
        .where('session_id', '=', room)
        .execute();
      return new Map<number, ParticipantId>(
        rows.map((row) => [row.client_id, v.parse(participant, row.participant_id)]),
      );
    },
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

/** Compare-and-append: the update finds its row only if the log ends where the writer thinks. */
async function appendIn(
  transaction: Transaction<Tables>,
  batch: LogBatch,
  closes: boolean,
): Promise<AppendOutcome> {
  const { room, after, epoch, entries, state } = batch;
  if (entries.some((entry, at) => entry.seq !== after + at + 1)) {
    throw new Error('[L1] the entries of a batch must follow on each other');
  }
  const moved = await transaction
    .updateTable('room')
    .set({ head_seq: after + entries.length, closed: flag(closes) })
    .where('session_id', '=', room)
    .where('head_seq', '=', after)
    .where('epoch', '=', epoch)
    .where('closed', '=', 0)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n) return 'behind';
  for (let from = 0; from < entries.length; from += rowsPerInsert) {
    await transaction
      .insertInto('log')
      .values(entries.slice(from, from + rowsPerInsert).map((entry) => writeEntry(room, entry)))
      .execute();
  }
  if (state) {
    await transaction
      .updateTable('session')
      .set({
        state: state.state,
        opened_at: 'openedAt' in state ? state.openedAt : null,
        ended_at: state.state === 'ended' ? state.endedAt : null,
      })
      .where('id', '=', room)
      .execute();
  }
  return 'appended';
}

const writeEntry = (room: SessionId, entry: LogEntry): Row<'log'> => ({
  session_id: room,
  seq: entry.seq,
  at: entry.at,
  by: entry.by,
  kind: entry.kind,
  zone: entry.zone,
  bytes: Buffer.from(entry.bytes.buffer, entry.bytes.byteOffset, entry.bytes.byteLength),
});

const zone = v.pipe(
  v.string(),
  v.custom<Zone>((name) => typeof name === 'string' && zoneNamed(name) !== null),
);
const entryRow = v.object({
  seq: v.number(),
  at: v.number(),
  by: v.nullable(participant),
  kind: v.picklist(['decision', 'ink']),
  zone: v.nullable(zone),
  bytes: v.pipe(
    v.instance(Uint8Array),
    // An own copy: Yjs keeps views of what it reads, and drivers hand out slices of shared memory.
    v.transform((bytes) => new Uint8Array(bytes)),
  ),
});

const readEntry = (row: Row<'log'>): LogEntry => v.parse(entryRow, row);

async function readSaved(db: Db, room: SessionId): Promise<readonly SavedZone[] | null> {
  const rows = await db
    .selectFrom('room')
    .leftJoin('saved_zone', 'saved_zone.session_id', 'room.session_id')
    .select(['room.closed', 'saved_zone.zone', 'saved_zone.items'])
    .where('room.session_id', '=', room)
    .execute();
  if (rows.length === 0 || rows.some((row) => row.closed === 0)) return null;
  return rows.flatMap(
    (row) =>
      row.zone === null || row.items === null
        ? []
        : [{ zone: v.parse(zone, row.zone), items: JSON.parse(row.items) as readonly Item[] }], // Written by close above.
  );
}
