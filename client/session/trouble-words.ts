/** What a member of the family reads when a request was not done. */
import { sentenceOf, TroubleError } from '../connection/http.ts';

/** Null when the server was not reached at all: then the screen speaks of the connection. */
export const sentenceUnlessLost = (thrown: unknown): string | null =>
  thrown instanceof TroubleError && thrown.isConnectionLost ? null : sentenceOf(thrown);
