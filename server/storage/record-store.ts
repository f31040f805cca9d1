/** The storage of sealed records, of what is searched in them, and of who may be shown them. */
import type {
  FamilyId,
  GoalId,
  Instant,
  PersonId,
  PictureId,
  PracticeId,
  SessionId,
} from '../../shared/ids.ts';
import type { SessionKind } from '../../shared/session/plan.ts';
import type { LogEntry } from './room-store.ts';

/** A record as it is stored; server/record/packed.ts and seal.ts make it. */
export interface StoredRecord {
  readonly session: SessionId;
  /** Entries and leaves, compressed. */
  readonly bytes: Uint8Array;
  /** JSON as it was signed. */
  readonly seal: string;
}

/** What a room is closed with. */
export interface ClosedRoom {
  /** What is left of its log: that it was opened and has ended, and by whom. No words. */
  readonly kept: readonly LogEntry[];
  readonly record: StoredRecord;
  readonly findable: Findable;
}

/** What a record is found by; all of it can be made anew from the record. */
export interface Findable {
  readonly summary: RecordSummary;
  /** Each once, folded. */
  readonly words: readonly string[];
  /** Those that some moment shows; others are let go. */
  readonly pictures: readonly PictureId[];
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
  readonly person?: PersonId | undefined;
  readonly exercise?: string | undefined;
  readonly goal?: string | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
  /** Folded; each must begin a word on the boards, in any order. */
  readonly words?: readonly string[];
  /** With `words`: sessions in which one of these was worked on are found as well, */
  readonly orGoals?: readonly GoalId[];
  /** and these. Own notes are searched by whoever asks; nobody else's ever are. */
  readonly orSessions?: readonly SessionId[];
  /** Newest first; what comes before this session. */
  readonly before?: SessionId | undefined;
  readonly limit: number;
}

export interface RecordStore {
  record(session: SessionId): Promise<StoredRecord | null>;
  list(filter: RecordFilter): Promise<readonly RecordSummary[]>;
  /** A small PNG, light; empty where nothing lay on the joint board, null where none was made yet. */
  thumbnail(session: SessionId): Promise<Uint8Array | null>;
  /** Keeps a thumbnail of the record as it was sealed then; of a record that has changed it is dropped. */
  keepThumbnail(record: Pick<StoredRecord, 'session' | 'seal'>, png: Uint8Array): Promise<void>;
  /**
   * Keeps a record, of which something was torn up, in place of the one sealed as `before`; pictures
   * that it does not show any more are let go, and so is its thumbnail. Of what was torn up nothing is
   * left in what this database still reads.
   * @returns `changed` when it is another record meanwhile, `held` under a legal hold
   */
  replace(
    before: string,
    record: StoredRecord,
    findable: Findable,
  ): Promise<'replaced' | 'changed' | 'held'>;
  /** The practice's key; made by `make` where there is none yet. */
  key(practice: PracticeId, now: Instant, make: () => StoredKey): Promise<StoredKey>;
}

/** An Ed25519 pair as DER: SPKI and PKCS #8. */
export interface StoredKey {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}
