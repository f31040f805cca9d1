/** What the main thread asks of the thread that keeps the logs. */
import type { Draft, DraftsOf } from '../../shared/exercise/draft.ts';
import type { ClosedRoom } from './record-store.ts';
import type { AppendOutcome, LogBatch, RoomState } from './room-store.ts';

/** A part of an append whose session's row changes with it. */
export interface StateChange {
  /** Which part, from 0. */
  readonly at: number;
  readonly state: RoomState;
}

/** Half-typed answers that go with a part of an append. */
export interface Forgetting {
  /** Which part, from 0. */
  readonly at: number;
  readonly drafts: readonly DraftsOf[];
}

export interface DraftRow {
  readonly n: number;
  readonly person_id: string;
  readonly step: string;
  readonly field: string;
  readonly words: string;
}

/** Segments of a room, one after the other in one piece of memory. */
export interface PackedLog {
  readonly bytes: Uint8Array;
  readonly spans: readonly {
    readonly from: number;
    readonly to: number;
    readonly length: number;
  }[];
}

export interface SavedRow {
  readonly zone: string;
  readonly items: string;
}

export interface SnapshotRow {
  readonly seq: number;
  readonly zone: string;
  readonly state: Uint8Array;
}

/** Each is done whole before the next is begun, in the order they are asked in. */
export interface LogCalls {
  own(room: string): { epoch: number; head: number } | null;
  /** @returns an outcome a part; null, the usual one, when all were appended. */
  append(
    packed: Uint8Array,
    states: readonly StateChange[],
    forgets: readonly Forgetting[],
  ): AppendOutcome[] | null;
  read(room: string, after: number): PackedLog;
  close(batch: LogBatch, closed: ClosedRoom): AppendOutcome;
  saved(room: string): SavedRow[] | null;
  head(room: string): number;
  claimClientId(room: string, clientId: number, by: string): string | undefined;
  clientIds(room: string): { client_id: number; participant_id: string }[];
  keepSnapshot(room: string, seq: number, zones: readonly Omit<SnapshotRow, 'seq'>[]): void;
  latestSnapshot(room: string): SnapshotRow[];
  keepDraft(room: string, draft: Draft): void;
  drafts(room: string): DraftRow[];
  running(): string[];
  /** Empties the write-ahead log, which keeps what was deleted until it is written over. */
  forgetTraces(): void;
  /** Puts everything into segments and lets the file go; nothing may be asked afterwards. */
  stop(): void;
}

export type Call = {
  [Name in keyof LogCalls]: readonly [name: Name, ...args: Parameters<LogCalls[Name]>];
}[keyof LogCalls];

/** Answers come in the order of the calls; the first one, to no call, says that the file is open. */
export type Answer =
  | { readonly done: unknown }
  | {
      readonly failed: { readonly name: string; readonly message: string; readonly code?: string };
    };
