/** What is known of rooms beside their logs, in SQLite. */
import type Sqlite from 'better-sqlite3';
import type { DraftsOf } from '../../shared/exercise/draft.ts';
import type { DraftRow, LogCalls, SavedRow, SnapshotRow } from './log-calls.ts';
import type { LogHeads } from './log-heads.ts';
import type { RoomState } from './room-store.ts';

export interface SqliteRooms extends Pick<
  LogCalls,
  | 'own'
  | 'saved'
  | 'head'
  | 'claimClientId'
  | 'clientIds'
  | 'keepSnapshot'
  | 'latestSnapshot'
  | 'keepDraft'
  | 'drafts'
  | 'running'
> {
  /** To be called in a transaction. */
  setState(room: string, state: RoomState): void;
  /** To be called in a transaction; `null`: everything in that room. */
  forgetDrafts(room: string, which: DraftsOf | null): void;
}

interface SqliteRoomsParts {
  readonly raw: Sqlite.Database;
  readonly heads: LogHeads;
}

export function createSqliteRooms({ raw, heads }: SqliteRoomsParts): SqliteRooms {
  const nextEpoch = raw
    .prepare<[string], number>(
      'update room set epoch = epoch + 1 where session_id = ? returning epoch',
    )
    .pluck();
  const setState = raw.prepare<[string, number | null, number | null, string]>(
    'update session set state = ?, opened_at = ?, ended_at = ? where id = ?',
  );
  const saved = raw.prepare<[string], SavedRow>(
    'select zone, items from saved_zone where session_id = ?',
  );
  const claim = raw.prepare<[string, number, string]>(
    `insert into client_id (session_id, client_id, participant_id) values (?, ?, ?)
     on conflict (session_id, client_id) do nothing`,
  );
  const holder = raw
    .prepare<[string, number], string>(
      'select participant_id from client_id where session_id = ? and client_id = ?',
    )
    .pluck();
  const clientIds = raw.prepare<[string], { client_id: number; participant_id: string }>(
    'select client_id, participant_id from client_id where session_id = ?',
  );
  const keepZone = raw.prepare<[string, number, string, Uint8Array]>(
    'insert into snapshot (session_id, seq, zone, state) values (?, ?, ?, ?)',
  );
  const hasSnapshot = raw
    .prepare<[string, number], number>('select 1 from snapshot where session_id = ? and seq = ?')
    .pluck();
  const latest = raw.prepare<[string, string], SnapshotRow>(
    `select seq, zone, state from snapshot where session_id = ?
     and seq = (select max(seq) from snapshot where session_id = ?)`,
  );
  const keepDraft = raw.prepare<[string, number, string, string, string, string, string]>(
    `insert into exercise_draft (session_id, n, person_id, step, field, words)
     select ?, ?, ?, ?, ?, ? from room where session_id = ? and closed = 0
     on conflict (session_id, n, person_id, step, field) do update set words = excluded.words`,
  );
  const dropDraft = raw.prepare<[string, number, string, string, string]>(
    `delete from exercise_draft
     where session_id = ? and n = ? and person_id = ? and step = ? and field = ?`,
  );
  const drafts = raw.prepare<[string], DraftRow>(
    'select n, person_id, step, field, words from exercise_draft where session_id = ?',
  );
  const dropAll = raw.prepare<[string]>('delete from exercise_draft where session_id = ?');
  const dropOfExercise = raw.prepare<[string, number]>(
    'delete from exercise_draft where session_id = ? and n = ?',
  );
  const dropOfStep = raw.prepare<[string, number, string, string]>(
    'delete from exercise_draft where session_id = ? and n = ? and person_id = ? and step = ?',
  );
  const running = raw
    .prepare<[], string>("select id from session where state in ('open', 'held')")
    .pluck();

  return {
    own: raw.transaction((room: string) => {
      const epoch = nextEpoch.get(room);
      heads.forget(room);
      const head = heads.of(room);
      return epoch === undefined || !head ? null : { epoch, head: head.seq };
    }).immediate,
    setState(room, state) {
      setState.run(
        state.state,
        'openedAt' in state ? state.openedAt : null,
        state.state === 'ended' ? state.endedAt : null,
        room,
      );
    },
    forgetDrafts(room, which) {
      if (!which) dropAll.run(room);
      else if (!which.of) dropOfExercise.run(room, which.n);
      else dropOfStep.run(room, which.n, which.of.person, which.of.step);
    },
    keepDraft(room, { n, person, step, field, words }) {
      if (words === '') dropDraft.run(room, n, person, step, field);
      else keepDraft.run(room, n, person, step, field, words, room);
    },
    drafts: (room) => drafts.all(room),
    saved(room) {
      const rows = saved.all(room); // There always was a joint board.
      return rows.length > 0 ? rows : null;
    },
    head: raw.transaction((room: string) => {
      heads.refresh();
      return heads.of(room)?.seq ?? 0;
    }),
    claimClientId(room, clientId, by) {
      claim.run(room, clientId, by);
      return holder.get(room, clientId);
    },
    clientIds: (room) => clientIds.all(room),
    keepSnapshot: raw.transaction(
      (room: string, seq: number, zones: Parameters<LogCalls['keepSnapshot']>[2]) => {
        heads.refresh();
        const head = heads.of(room);
        if (!head || head.closed || seq > head.seq || hasSnapshot.get(room, seq) === 1) return;
        for (const { zone, state } of zones) keepZone.run(room, seq, zone, state);
      },
    ).immediate,
    latestSnapshot: (room) => latest.all(room, room),
    running: () => running.all(),
  };
}
