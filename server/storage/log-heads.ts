/** Where each room's log ends and who may write it, without asking the database for every append. */
import type Sqlite from 'better-sqlite3';
import type { Unfolded } from './unfolded.ts';

export interface Head {
  readonly epoch: number;
  readonly closed: boolean;
  /** The last `seq`, whether it is in a segment or still only in the journal. */
  seq: number;
}

export interface LogHeads {
  /** To be called first in a transaction that writes: forgets what another connection has changed. */
  refresh(): void;
  /** Undefined when there is no such room. */
  of(room: string): Head | undefined;
  forget(room: string): void;
  forgetAll(): void;
}

/** Rooms remembered at most; they are few thousand a year, and forgetting all of them is harmless. */
const maxHeads = 10_000;

interface LogHeadsParts {
  readonly raw: Sqlite.Database;
  readonly unfolded: Unfolded;
}

export function createLogHeads({ raw, unfolded }: LogHeadsParts): LogHeads {
  const heads = new Map<string, Head>();
  // Differs from the last time when another connection has committed in between.
  const dataVersion = raw.prepare<[], number>('pragma data_version').pluck();
  const inTable = raw.prepare<[string], { epoch: number; closed: number; head_seq: number }>(
    'select epoch, closed, head_seq from room where session_id = ?',
  );
  let seen: number | undefined;
  return {
    refresh() {
      const now = dataVersion.get();
      if (now !== seen || heads.size > maxHeads) heads.clear();
      seen = now;
    },
    of(room) {
      const known = heads.get(room);
      if (known) return known;
      const row = inTable.get(room);
      if (!row) return undefined;
      const last = unfolded.of(room).at(-1);
      const seq = last ? last.after + last.count : row.head_seq;
      const head = { epoch: row.epoch, closed: row.closed !== 0, seq };
      heads.set(room, head);
      return head;
    },
    forget(room) {
      heads.delete(room);
    },
    forgetAll() {
      heads.clear();
    },
  };
}
