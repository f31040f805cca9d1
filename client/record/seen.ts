/** What stands beside a board that is looked at is told of it. */
import type { Instant } from '../../shared/ids.ts';
import type { RecordItem } from '../../shared/record/record.ts';
import type { LineMark } from './line-words.ts';

export interface Seen {
  readonly items: readonly RecordItem[];
  readonly zoneName: string;
  /** Whose things alone are shown; null for everybody's. */
  readonly author: string | null;
  readonly marks: readonly LineMark[];
  readonly goTo: (at: Instant) => void;
}
