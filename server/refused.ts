/** The domain says no: thrown where it is found, answered once at the edge. Never a bug. */
import type { Trouble, TroubleReason } from '../shared/wire/http.ts';

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly trouble: Trouble;

  constructor(reason: TroubleReason, sentence: string, retryAfterMs?: number) {
    super(reason);
    this.trouble = { reason, sentence, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
}

/** Also for what exists but is not yours: the answer is the same. */
export const notFound = (): Refused =>
  new Refused('not-found', 'There is nothing here, or it is not yours to see.');
