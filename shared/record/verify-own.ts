/** Whether a practice's own records are what was sealed, asked for some at a time. */
import type { Instant, SessionId } from '../ids.ts';

/** Records of one answer: a few seconds, however long their sessions were. */
export const ownRecordsAtOnce = 40;

/** `GET /api/verify/own?after=…` → the next ones of the families that the asker works with. */
export interface VerifyOwnAnswer {
  readonly checked: number;
  /** Of those that were checked: closed before records were sealed. */
  readonly unsealed: number;
  readonly broken: readonly {
    readonly session: SessionId;
    readonly title: string;
    readonly openedAt: Instant | null;
    /** Where it breaks first, as a sentence. */
    readonly where: string;
  }[];
  /** From where the next ones are asked for; null when these were the last. */
  readonly next: SessionId | null;
}
