/** One room's end of the log: numbers its entries and notices when the log is no longer its own. */
import type { DraftsOf } from '../../shared/exercise/draft.ts';
import type { ParticipantId, Instant, SessionId } from '../../shared/ids.ts';
import type { Zone } from '../../shared/board/zone.ts';
import type { ClosedRoom } from '../storage/record-store.ts';
import type { AppendOutcome, LogBatch, LogEntry, RoomState } from '../storage/room-store.ts';
import { commitWithinMs, type LogWriter } from './log-writer.ts';

export interface NewEntry {
  readonly at: Instant;
  readonly by: ParticipantId | null;
  readonly kind: 'decision' | 'ink';
  readonly zone: Zone | null;
  readonly bytes: Uint8Array;
}

export interface RoomLog {
  /** Adds entries behind all earlier ones. @returns the `seq` of the last */
  add(entries: readonly NewEntry[], state?: RoomState, forgets?: readonly DraftsOf[]): number;
  /** The same for one entry of ink: it comes with every edit of everybody. */
  addInk(at: Instant, by: ParticipantId, zone: Zone, bytes: Uint8Array): number;
  /**
   * Adds the last entries and leaves what `distil` makes of the whole log, all or nothing. That may take
   * a while and puts nothing in doubt; when it can't be made, nothing is written.
   * @throws what `distil` threw
   */
  close(
    entries: readonly NewEntry[],
    state: RoomState,
    distil: (last: readonly LogEntry[]) => Promise<ClosedRoom>,
  ): Promise<boolean>;
  /** True once everything added so far is durable, false when in doubt. Resolves in order of asking. */
  reached(): Promise<boolean>;
  /** The `seq` added last, and the one up to which all is durable. */
  head(): number;
  durable(): number;
  /**
   * Goes on under a later ownership of this same process, which `again` takes: nothing is written
   * meanwhile, so that no batch is on its way under the earlier one.
   */
  own(again: () => Promise<{ readonly epoch: number } | null>): Promise<void>;
  /** Entries added and not yet known to be durable. */
  underWay(): number;
}

interface RoomLogParts {
  readonly room: SessionId;
  readonly owned: { readonly epoch: number; readonly head: number };
  readonly writer: LogWriter;
  /** Called after each commit, with the `seq` up to which all is durable now. */
  readonly onDurable: (seq: number) => void;
  /** Called once, when an append failed or was refused: the room must be thrown away. */
  readonly onDoubt: (cause: unknown) => void;
}

export function createRoomLog(parts: RoomLogParts): RoomLog {
  const { room, owned, writer, onDurable, onDoubt } = parts;
  let { head, epoch } = owned;
  let durable = owned.head;
  let inDoubt = false;
  /** The room is being owned anew; whoever wants that waits until nothing is on its way. */
  let isOwning = false;
  const whenFree: (() => void)[] = [];
  /** Added and not yet handed to the writer. */
  let waiting: LogEntry[] = [];
  let state: RoomState | undefined;
  let forgets: readonly DraftsOf[] = [];
  /** The `seq` that what the writer has ends with; 0 when it has nothing. */
  let writing = 0;
  let reaching: { readonly seq: number; readonly tell: (isDurable: boolean) => void }[] = [];

  function doubt(cause: unknown): void {
    if (inDoubt) return;
    inDoubt = true;
    waiting = [];
    for (const { tell } of reaching.splice(0)) tell(false);
    for (const free of whenFree.splice(0)) free();
    onDoubt(cause);
  }

  const source = {
    take(): LogBatch | null {
      const [first] = waiting;
      if (inDoubt || writing > 0 || isOwning || !first) return null;
      const batch: LogBatch = {
        room,
        after: first.seq - 1,
        epoch,
        entries: waiting,
        ...(state ? { state } : {}),
        ...(forgets.length > 0 ? { forgets } : {}),
      };
      writing = head;
      waiting = [];
      state = undefined;
      forgets = [];
      return batch;
    },
    done(outcome: AppendOutcome | { readonly failed: unknown }): void {
      if (inDoubt) return;
      const upTo = writing;
      writing = 0;
      if (outcome !== 'appended') doubt(outcome === 'behind' ? 'behind' : outcome.failed);
      else reach(upTo);
      for (const free of whenFree.splice(0)) free();
      if (waiting.length > 0) writer.ask(source);
    },
  };

  function reach(seq: number): void {
    durable = seq;
    onDurable(seq);
    const there = reaching.filter((one) => one.seq <= seq);
    reaching = reaching.filter((one) => one.seq > seq);
    for (const { tell } of there) tell(!inDoubt);
  }

  function numbered(entries: readonly NewEntry[]): LogEntry[] {
    return entries.map((entry) => ({ ...entry, seq: (head += 1) }));
  }

  function reached(): Promise<boolean> {
    if (inDoubt) return Promise.resolve(false);
    if (durable >= head) return Promise.resolve(true);
    return new Promise((tell) => {
      reaching.push({ seq: head, tell });
    });
  }

  return {
    add(entries, later, gone = []) {
      if (inDoubt) return head;
      waiting.push(...numbered(entries));
      state = later ?? state;
      forgets = [...forgets, ...gone];
      writer.ask(source);
      return head;
    },
    addInk(at, by, zone, bytes) {
      if (inDoubt) return head;
      head += 1;
      waiting.push({ seq: head, at, by, kind: 'ink', zone, bytes });
      if (writing === 0) writer.ask(source);
      return head;
    },
    async close(entries, last, distil) {
      if (!(await reached())) return false;
      const after = head;
      const numberedEntries = entries.map((entry, at) => ({ ...entry, seq: after + at + 1 }));
      const closed = await distil(numberedEntries);
      // Whatever came meanwhile would be lost without a word.
      if (inDoubt || head !== after) {
        doubt('not at its end');
        return false;
      }
      head += entries.length;
      const batch = { room, after, epoch, entries: numberedEntries, state: last };
      const late = setTimeout(() => {
        doubt('slow');
      }, commitWithinMs);
      try {
        const outcome = await writer.close(batch, closed);
        if (outcome === 'appended') reach(head);
        else doubt('behind');
      } catch (cause) {
        doubt(cause);
      } finally {
        clearTimeout(late);
      }
      return !inDoubt;
    },
    reached,
    head: () => head,
    durable: () => durable,
    async own(again) {
      if (writing > 0) await new Promise<void>((free) => whenFree.push(free));
      isOwning = true;
      try {
        epoch = (await again())?.epoch ?? epoch;
      } finally {
        isOwning = false;
        if (waiting.length > 0) writer.ask(source);
      }
    },
    underWay: () => head - durable,
  };
}
