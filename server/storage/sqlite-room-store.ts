/** {@link RoomStore} on SQLite, by way of the thread that keeps the logs. */
import * as v from 'valibot';
import { sessionId } from '../../shared/ids.ts';
import { createByteWriter } from './byte-writer.ts';
import { packParts } from './journal-row.ts';
import type { Forgetting, StateChange } from './log-calls.ts';
import type { LogThread } from './log-thread.ts';
import {
  assertInOrder,
  participant,
  readClientIds,
  readDraft,
  readLog,
  readSaved,
  readSnapshot,
} from './room-rows.ts';
import type { LogBatch, RoomStore } from './room-store.ts';

export function createSqliteRoomStore({ call }: Pick<LogThread, 'call'>): RoomStore {
  const writer = createByteWriter();
  return {
    own: (room) => call('own', [room]),
    async append(batches) {
      for (const batch of batches) assertInOrder(batch);
      const row = packParts(writer, batches);
      const refused = await call(
        'append',
        [row, stateChanges(batches), forgettings(batches)],
        [row.buffer],
      );
      return refused ?? batches.map(() => 'appended');
    },
    read: async (room, after) => readLog(room, after, await call('read', [room, after])),
    packed: (room) => call('read', [room, 0]),
    async close(batch, closed) {
      assertInOrder(batch);
      return call('close', [batch, closed]);
    },
    saved: async (room) => (await call('saved', [room]))?.map(readSaved) ?? null,
    head: (room) => call('head', [room]),
    claimClientId: async (room, clientId, by) =>
      v.parse(participant, await call('claimClientId', [room, clientId, by])),
    clientIds: async (room) => readClientIds(await call('clientIds', [room])),
    keepSnapshot: (room, seq, zones) => call('keepSnapshot', [room, seq, zones]),
    latestSnapshot: async (room) => readSnapshot(await call('latestSnapshot', [room])),
    keepDraft: (room, draft) => call('keepDraft', [room, draft]),
    drafts: async (room) => (await call('drafts', [room])).map(readDraft),
    running: async () => (await call('running', [])).map((room) => v.parse(sessionId, room)),
  };
}

const stateChanges = (batches: readonly LogBatch[]): StateChange[] =>
  batches.flatMap(({ state }, at) => (state ? [{ at, state }] : []));

const forgettings = (batches: readonly LogBatch[]): Forgetting[] =>
  batches.flatMap(({ forgets }, at) => (forgets ? [{ at, drafts: forgets }] : []));
