/** The storage of sealed records, of what is searched in them, and of who may be shown them. */
import type { FamilyId, Instant, PersonId, SessionId, TherapistId } from '../../shared/ids.ts';
import type { SessionKind } from '../../shared/session/plan.ts';

/** A record as it is stored; server/record/seal.ts makes and reads it. */
export interface StoredRecord {
  readonly session: SessionId;
  readonly bytes: Uint8Array;
}

/** What the library says of a saved board without opening it. */
export interface RecordSummary {
  readonly session: SessionId;
  readonly family: FamilyId;
  readonly kind: SessionKind;
  readonly title: string;
  readonly openedAt: Instant;
  readonly endedAt: Instant;
  readonly people: readonly PersonId[];
  /** Names in the registry of exercises, in the order they were begun. */
  readonly exercises: readonly string[];
  readonly goals: readonly string[];
}

export interface RecordFilter {
  /** Those the asking therapist or reviewer may see, or one of them. */
  readonly families: readonly FamilyId[];
  readonly person?: PersonId;
  readonly exercise?: string;
  readonly goal?: string;
  readonly from?: Instant;
  readonly until?: Instant;
  /** Words that must all be there, in any order; also the beginnings of words. */
  readonly text?: string;
  /** Own notes are searched too; nobody else's ever are. */
  readonly notesOf?: TherapistId;
  /** Newest first; what comes before this session. */
  readonly before?: SessionId;
  readonly limit: number;
}

export interface RecordStore {
  record(session: SessionId): Promise<StoredRecord | null>;
  list(filter: RecordFilter): Promise<readonly RecordSummary[]>;
  /** A small PNG, light; null where nothing lay on the joint board. */
  thumbnail(session: SessionId): Promise<Uint8Array | null>;
}
