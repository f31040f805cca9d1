/** The storage of rooms: one gap-free log each, and what is left when a session has ended. */
import type { Draft, DraftsOf } from '../../shared/exercise/draft.ts';
import type { Item } from '../../shared/board/item.ts';
import type { Zone } from '../../shared/board/zone.ts';
import type { Instant, ParticipantId, SessionId } from '../../shared/ids.ts';
import type { PackedLog } from './log-calls.ts';
import type { ClosedRoom } from './record-store.ts';

/** One line of a room's log. `seq` begins at 1 and has no gaps. */
export interface LogEntry {
  readonly seq: number;
  readonly at: Instant;
  /** Null for what the server did by itself. */
  readonly by: ParticipantId | null;
  /** `decision`: a SessionEvent as UTF-8 JSON. `ink`: a canonical Yjs V1 update. */
  readonly kind: 'decision' | 'ink';
  /** Null for decisions. */
  readonly zone: Zone | null;
  readonly bytes: Uint8Array;
}

/** What a session's row says of its room; written in the transaction that logs the decision. */
export type RoomState =
  | { readonly state: 'planned' }
  | { readonly state: 'open' | 'held'; readonly openedAt: Instant }
  | { readonly state: 'ended'; readonly openedAt: Instant; readonly endedAt: Instant };

export interface LogBatch {
  readonly room: SessionId;
  /** The `seq` the log must still end with; 0 for an empty log. */
  readonly after: number;
  /** The ownership under which this is written; refused when a later owner has taken over. */
  readonly epoch: number;
  readonly entries: readonly LogEntry[];
  readonly state?: RoomState;
  /** Half-typed answers that are gone with what is appended. */
  readonly forgets?: readonly DraftsOf[];
}

/** `behind`: the log had gone on or another owner holds the room; nothing of the batch was written. */
export type AppendOutcome = 'appended' | 'behind';

export interface SavedZone {
  readonly zone: Zone;
  /** Lowest first. */
  readonly items: readonly Item[];
}

/** What lay in a zone after some entry of the log, as one Yjs V1 update. */
export interface ZoneState {
  readonly zone: Zone;
  readonly state: Uint8Array;
}

export interface Snapshot {
  /** Everything up to here is in it. */
  readonly seq: number;
  readonly zones: readonly ZoneState[];
}

export interface RoomStore {
  /**
   * Takes the room over: later appends under an earlier epoch are refused.
   * @returns the new epoch and where the log ends; null when there is no such session.
   */
  own(room: SessionId): Promise<{ readonly epoch: number; readonly head: number } | null>;
  /**
   * Writes the batches of any number of rooms in one durable transaction, each compare-and-append.
   * @returns an outcome a batch, in order. Throws when it can't be known whether it is written, or nothing is.
   */
  append(batches: readonly LogBatch[]): Promise<readonly AppendOutcome[]>;
  /**
   * All entries with a `seq` above `after`, in order. Their bytes are parts of memory nobody else uses.
   * Throws, naming the room, when any of it is damaged.
   */
  read(room: SessionId, after: number): Promise<readonly LogEntry[]>;
  /** The same from the first entry on, unread: to be read by another thread, which finds any damage. */
  packed(room: SessionId): Promise<PackedLog>;
  /**
   * Ends a room in one transaction: `batch` is counted as appended, but of the whole log only what
   * `closed` keeps is left (the numbers stay used); its record is there, and ink, snapshots, what was
   * half typed and pictures that no moment shows are not. All or nothing.
   */
  close(batch: LogBatch, closed: ClosedRoom): Promise<AppendOutcome>;
  /** The boards of a room that was closed before there were records; null of any other. */
  saved(room: SessionId): Promise<readonly SavedZone[] | null>;
  /** The last `seq` that is durable, also after the room has been closed; 0 when there is none. */
  head(room: SessionId): Promise<number>;
  /**
   * Binds a Yjs clientID to a participant for good; the first claim wins.
   * @returns who holds it now.
   */
  claimClientId(room: SessionId, clientId: number, by: ParticipantId): Promise<ParticipantId>;
  /** Every binding of a room. */
  clientIds(room: SessionId): Promise<ReadonlyMap<number, ParticipantId>>;
  /**
   * Keeps what lay in the zones after entry `seq`, which must be durable. Nothing is ever overwritten:
   * a second snapshot at the same `seq` changes nothing, nor does one of a closed room or of what the
   * log does not hold.
   */
  keepSnapshot(room: SessionId, seq: number, zones: readonly ZoneState[]): Promise<void>;
  /** The one with the highest `seq`. */
  latestSnapshot(room: SessionId): Promise<Snapshot | null>;
  /** Keeps half-typed words in place of the same field's; empty ones are none. Not in a closed room. */
  keepDraft(room: SessionId, draft: Draft): Promise<void>;
  drafts(room: SessionId): Promise<readonly Draft[]>;
  /** Rooms whose row says `open` or `held`: those to look after when the process starts. */
  running(): Promise<readonly SessionId[]>;
}
