/** A {@link RoomStore} in memory, of one room, whose answers are late, lost or wrong as chance has it. */
import type { ParticipantId, SessionId } from '../../../shared/ids.ts';
import type {
  AppendOutcome,
  LogBatch,
  LogEntry,
  RoomStore,
  Snapshot,
} from '../../../server/storage/room-store.ts';
import type { Chance } from './chance.ts';
import { later } from './time.ts';

/** `well`: quick. `slow`: late. `bad`: fails, hangs, or does it and says it didn't. */
export type Weather = 'well' | 'slow' | 'bad';

/** A process's own way to the storage. */
export interface Connection {
  readonly store: RoomStore;
  /** The process was killed: it hears nothing more, and what it asked for last is done or isn't. */
  die(): void;
}

export interface Storage {
  connect(): Connection;
  setWeather(weather: Weather): void;
  readonly entries: readonly LogEntry[];
  readonly snapshots: readonly Snapshot[];
  readonly claims: ReadonlyMap<number, ParticipantId>;
  /** Transactions so far that wrote entries. */
  commits(): number;
}

interface StorageParts {
  readonly room: SessionId;
  readonly chance: Chance;
  readonly onCommit: (entries: readonly LogEntry[]) => void;
}

/** Longer than a commit may take (`commitWithinMs`). */
const hangsMs = 2_600;

interface Fate {
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly how: 'done' | 'not done' | 'done and lost';
}

export function createStorage({ room, chance, onCommit }: StorageParts): Storage {
  const entries: LogEntry[] = [];
  const snapshots: Snapshot[] = [];
  const claims = new Map<number, ParticipantId>();
  let epoch = 0;
  let commits = 0;
  let weather: Weather = 'well';

  function fate(): Fate {
    const quick = chance.whole(0, 2);
    if (weather === 'well') return { beforeMs: quick, afterMs: 0, how: 'done' };
    const beforeMs = chance.whole(0, 60);
    const afterMs = chance.whole(0, 60);
    if (weather === 'slow' || chance.percent(60)) return { beforeMs, afterMs, how: 'done' };
    if (chance.percent(15)) {
      const isBefore = chance.percent(50);
      return { beforeMs: isBefore ? hangsMs : 0, afterMs: isBefore ? 0 : hangsMs, how: 'done' };
    }
    return { beforeMs, afterMs, how: chance.percent(50) ? 'not done' : 'done and lost' };
  }

  function append(batch: LogBatch): AppendOutcome {
    if (batch.epoch !== epoch || batch.after !== entries.length) return 'behind';
    batch.entries.forEach((entry, at) => {
      if (entry.seq !== batch.after + at + 1) throw new Error('[L1] entries out of order');
    });
    entries.push(...batch.entries);
    commits += 1;
    onCommit(batch.entries);
    return 'appended';
  }

  function connect(): Connection {
    let isDead = false;
    const isOver = (): boolean => isDead;
    const never = new Promise<never>(() => undefined);

    async function call<Answer>(act: () => Answer): Promise<Answer> {
      if (isOver()) return never;
      const { beforeMs, afterMs, how } = fate();
      await later(beforeMs);
      if (isOver() && chance.percent(50)) return never;
      if (how === 'not done') throw new Error('storage failed');
      const answer = act();
      await later(afterMs);
      if (isOver()) return never;
      if (how === 'done and lost') throw new Error('the answer was lost');
      return answer;
    }

    const store: RoomStore = {
      own: (id) =>
        call(() => {
          if (id !== room) return null;
          epoch += 1;
          return { epoch, head: entries.length };
        }),
      append: (batches) => call(() => batches.map(append)),
      read: (_, after) => call(() => entries.slice(after)),
      packed: () => Promise.reject(new Error('the simulated session is never ended')),
      close: () => Promise.reject(new Error('the simulated session is never ended')),
      saved: () => Promise.resolve(null),
      head: () => call(() => entries.length),
      claimClientId: (_, clientId, by) =>
        call(() => {
          if (!claims.has(clientId)) claims.set(clientId, by);
          return claims.get(clientId) ?? by;
        }),
      clientIds: () => call(() => new Map(claims)),
      keepSnapshot: (_, seq, zones) =>
        call(() => {
          if (seq <= entries.length && snapshots.every((one) => one.seq !== seq))
            snapshots.push({ seq, zones });
        }),
      latestSnapshot: () => call(() => snapshots.reduce<Snapshot | null>(laterOf, null)),
      keepDraft: () => Promise.reject(new Error('the simulated session has no exercises')),
      drafts: () => Promise.resolve([]),
      running: () => Promise.resolve([room]),
    };
    return {
      store,
      die() {
        isDead = true;
      },
    };
  }

  return {
    connect,
    setWeather(next) {
      weather = next;
    },
    entries,
    snapshots,
    claims,
    commits: () => commits,
  };
}

const laterOf = (one: Snapshot | null, other: Snapshot): Snapshot =>
  one && one.seq > other.seq ? one : other;
