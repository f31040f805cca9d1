import type { SessionId } from '../../shared/ids.ts';

/** A session that can be chosen to be compared. */
export interface Choice {
  readonly session: SessionId;
  readonly words: string;
}
