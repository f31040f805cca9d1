/** What a check of a file says, record by record. */
import type { Instant, SessionId } from '../ids.ts';
import type { Verified } from './record.ts';

/** At the most of a file that is to be checked, bytes. */
export const mostVerifiedBytes = 64 * 1_024 * 1_024;

export interface VerifiedRecord {
  /** As it lies in a zip; empty for a file by itself. */
  readonly path: string;
  /** Null where that can't be read. */
  readonly session: SessionId | null;
  readonly openedAt: Instant | null;
  readonly verified: Verified;
  /** Whose key sealed it; null where its seal can't be read. */
  readonly sealedBy: 'this-practice' | 'another-practice' | null;
  /** SHA-256 of the public key, base64url: to be compared with one that was noted elsewhere. */
  readonly key: string | null;
}

/** `POST /api/verify` with a file as the body. Nothing of it is kept. */
export interface VerifyAnswer {
  readonly is: 'record' | 'whole-record';
  readonly records: readonly VerifiedRecord[];
  /** Files of a whole record that are not what its list says; none if all are. */
  readonly unlike: readonly string[];
  /** Whether everything in it holds. */
  readonly holds: boolean;
}
