/** What is known of rooms beside their logs, in SQLite. */
import type Sqlite from 'better-sqlite3';
import type { LogCalls, SavedRow, SnapshotRow } from './log-calls.ts';
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
  | 'running'
> {
  /** To be called in a transaction. */
  setState(room: string, state: RoomState): void;
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
  const isClosed = raw
    .prepare<[string], number>('select closed from room where session_id = ?')
    .pluck();
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
    saved: (room) => (isClosed.get(room) === 1 ? saved.all(room) : null),
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
