/** Why something could not stay on the board: from the server's denial, or found here before. */
import * as v from 'valibot';

export const lostReason = v.fallback(
  v.picklist([
    // Of the rights (shared/board/rights.ts).
    ...(['locked', 'childs', 'not-yours', 'unmarked'] as const),
    ...(['therapists', 'frozen', 'server-only', 'fixed'] as const),
    // Of limits.
    ...(['items', 'text-length', 'stroke-length', 'too-big', 'too-much'] as const),
    // Of how the documents fit together: nothing that the person did.
    ...(['order', 'author', 'gap', 'schema', 'malformed', 'not-now'] as const),
    /** The item is not on the board any more. */
    'gone',
    /** This page was refused too often and has stopped sending. */
    'stopped',
    'unknown',
  ]),
  'unknown',
);
export type LostReason = v.InferOutput<typeof lostReason>;

/**
 * Refusals that say nothing about what was done, only about how it lay in a document that is given
 * up now: in the fresh one it may well be allowed, so it is tried once more.
 */
const ofTheDocument: ReadonlySet<LostReason> = new Set(['order', 'author', 'gap', 'too-much']);
export const mayGoInAfresh = (reason: LostReason): boolean => ofTheDocument.has(reason);
