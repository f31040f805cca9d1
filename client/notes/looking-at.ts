/** A session that is looked back at: which moment of it, and the way to another. */
import type { Instant } from '../../shared/ids.ts';

export interface Looking {
  readonly at: Instant;
  /** "17:52". */
  readonly words: string;
  readonly goTo: (at: Instant) => void;
}
