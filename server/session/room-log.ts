/** One room's end of the log: numbers its entries and notices when the log is no longer its own. */
import type { ParticipantId, Instant, SessionId } from '../../shared/ids.ts';
import type { Zone } from '../../shared/board/zone.ts';
import type { AppendOutcome, LogBatch, RoomState, SavedZone } from '../storage/room-store.ts';
import type { LogWriter } from './log-writer.ts';

export interface NewEntry {
  readonly at: Instant;
  readonly by: ParticipantId | null;
  readonly kind: 'decision' | 'ink';
  readonly zone: Zone | null;
  readonly bytes: Uint8Array;
}

export interface RoomLog {
  /**
   * Adds entries behind all earlier ones.
   * @returns true once they are durable; false when the log is in doubt. Resolves in order of adding.
   */
  add(entries: readonly NewEntry[], state?: RoomState): Promise<boolean>;
  /** Adds the last entries and keeps the saved boards, all or nothing. */
  close(
    entries: readonly NewEntry[],
    state: RoomState,
    saved: readonly SavedZone[],
  ): Promise<boolean>;
  /** True once everything added so far is durable, false when in doubt. */
  reached(): Promise<boolean>;
  /** From now on written under a later ownership of this same process. */
  own(epoch: number): void;
  /** Entries added and not yet known to be durable. */
  underWay(): number;
}

/**
 * Milliseconds a commit may take; a log that hangs is as much in doubt as one that refuses. About the
 * time after which a silent therapist counts as gone.
 */
export const commitWithinMs = 2_000;

interface RoomLogParts {
  readonly room: SessionId;
  readonly owned: { readonly epoch: number; readonly head: number };
  readonly writer: LogWriter;
  /** Called once, when an append failed or was refused: the room must be thrown away. */
  readonly onDoubt: (cause: unknown) => void;
}

export function createRoomLog({ room, owned, writer, onDoubt }: RoomLogParts): RoomLog {
  let { head, epoch } = owned;
  let waiting = 0;
  let inDoubt = false;
  let last: Promise<boolean> = Promise.resolve(true);

  function doubt(cause: unknown): false {
    if (!inDoubt) {
      inDoubt = true;
      onDoubt(cause);
    }
    return false;
  }

  function batchOf(entries: readonly NewEntry[], state?: RoomState): LogBatch {
    const after = head;
    head += entries.length;
    return {
      room,
      after,
      epoch,
      entries: entries.map((entry, at) => ({ ...entry, seq: after + at + 1 })),
      ...(state ? { state } : {}),
    };
  }

  function follow(written: Promise<AppendOutcome>, count: number): Promise<boolean> {
    waiting += count;
    const deadline = setTimeout(() => doubt('slow'), commitWithinMs);
    last = written.then(
      (outcome) => {
        clearTimeout(deadline);
        waiting -= count;
        return outcome === 'appended' ? !inDoubt : doubt('behind');
      },
      (cause: unknown) => {
        clearTimeout(deadline);
        waiting -= count;
        return doubt(cause);
      },
    );
    return last;
  }

  return {
    add: (entries, state) =>
      inDoubt
        ? Promise.resolve(false)
        : follow(writer.write(batchOf(entries, state)), entries.length),
    close: (entries, state, saved) =>
      inDoubt
        ? Promise.resolve(false)
        : follow(writer.close(batchOf(entries, state), saved), entries.length),
    reached: () => last,
    own: (later) => {
      epoch = later;
    },
    underWay: () => waiting,
  };
}
