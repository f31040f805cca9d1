/**
 * What can be exported of a family's record, and what each wish for it says. Everything that is more
 * than the short summary needs a reason (rule R51).
 */
import * as v from 'valibot';
import { zoneName, type Zone } from '../board/zone-name.ts';
import { familyId, instant, personId, sessionId } from '../ids.ts';
import type { Instant, ItemId, PersonId, SessionId } from '../ids.ts';
import { lengthOf, tidyLines } from '../text.ts';
import { exportFormats, exportPapers } from '../wire/http.ts';
import type { Document } from './document.ts';
import { exportWords, type ExportWords } from './export-words.ts';
import { redaction, type Standing } from './redaction.ts';

/** What allows it, as whoever answers for the practice would name it. */
export const legalBases = ['court-order', 'releases', 'law', 'other'] as const;
export type LegalBasis = (typeof legalBases)[number];

/** Code points: one plain sentence at least. */
export const minReasonLength = 20;
export const maxReasonLength = 600;

export const exportReason = v.strictObject({
  basis: v.picklist(legalBases, 'Choose what allows this export'),
  words: v.pipe(
    v.string('The reason is missing'),
    v.maxLength(maxReasonLength * 8),
    v.transform(tidyLines),
    v.check(
      (words) => lengthOf(words) >= minReasonLength,
      `Write the reason in a sentence of at least ${minReasonLength} characters`,
    ),
    v.check((words) => lengthOf(words) <= maxReasonLength, `At most ${maxReasonLength} characters`),
  ),
});
export type ExportReason = v.InferOutput<typeof exportReason>;

/** Days are those of the therapist's place, not of the server's. */
const timeZone = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check((name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
      return false; // No such zone.
    }
  }, 'This time zone is not known'),
);
const written = { timeZone, paper: v.picklist(exportPapers), redaction };

/** One export, in every word of it; the same wish is previewed, confirmed and made. */
export const exportWish = v.variant('kind', [
  v.strictObject({
    kind: v.literal('summary'),
    ...written,
    /** Sessions of these days alone; null: from the first, to now. */
    from: v.nullable(instant),
    until: v.nullable(instant),
    words: exportWords,
  }),
  v.strictObject({ kind: v.literal('goals'), ...written, reason: exportReason }),
  v.strictObject({
    kind: v.literal('own-items'),
    ...written,
    person: personId,
    reason: exportReason,
  }),
  v.strictObject({
    kind: v.literal('board'),
    paper: v.picklist(exportPapers),
    redaction,
    session: sessionId,
    zone: zoneName,
    /** A moment of the session; null: the last. */
    at: v.nullable(instant),
    format: v.picklist(exportFormats),
    reason: exportReason,
  }),
  v.strictObject({
    kind: v.literal('own-copy'),
    timeZone,
    paper: v.picklist(exportPapers),
    person: personId,
  }),
  v.strictObject({ kind: v.literal('whole'), timeZone, reason: exportReason }),
]);
export type ExportWish = v.InferOutput<typeof exportWish>;
export type ExportKind = ExportWish['kind'];
/** Every kind, as the trail names it. */
export const exportKinds = [
  'summary',
  'goals',
  'own-items',
  'board',
  'own-copy',
  'whole',
] as const satisfies readonly ExportKind[];
export type WishOf<Kind extends ExportKind> = Extract<ExportWish, { readonly kind: Kind }>;

/** `GET /api/families/:family/exports` → what there is to choose from, and what was exported before. */
export interface ExportChoices {
  /** What the practice calls the family. */
  readonly title: string;
  readonly reference: string;
  readonly people: readonly {
    readonly id: PersonId;
    readonly firstName: string;
    readonly isChild: boolean;
  }[];
  /** Those that have ended, newest first. */
  readonly sessions: readonly {
    readonly id: SessionId;
    readonly title: string;
    readonly endedAt: Instant;
  }[];
  /** False: no export until it has ended. */
  readonly isRunning: boolean;
  readonly words: ExportWords;
  readonly made: readonly ExportMade[];
}

/** One line of the trail; newest first. */
export interface ExportMade {
  readonly at: Instant;
  /** The therapist's name. */
  readonly by: string;
  readonly kind: ExportKind;
  readonly reason: ExportReason | null;
}

/** `GET /api/sessions/:session/export-boards` → what of a session can be exported as a board. */
export interface ExportBoards {
  readonly title: string;
  readonly zones: readonly { readonly zone: Zone; readonly name: string }[];
  readonly moments: readonly Instant[];
}

/** A thing in an export, as the preview lists it. */
export interface PreviewItem {
  readonly id: ItemId;
  /** As the file names its author. */
  readonly by: string;
  readonly author: PersonId | null;
  readonly isChilds: boolean;
  readonly hasWords: boolean;
  readonly words: string;
  readonly standing: Standing;
}

/**
 * `POST /api/families/:family/exports/preview` with an exportWish → what the file would hold, and
 * nothing made. `seen` stands for exactly that; making the file asks for it.
 */
export interface ExportPreview {
  readonly seen: string;
  readonly shows:
    | { readonly is: 'document'; readonly document: Document }
    /** Its picture: `POST …/exports/picture` with the same wish → a PNG. */
    | { readonly is: 'board' }
    /** Of many files: what is in it and what not. */
    | {
        readonly is: 'files';
        readonly sessions: number;
        readonly holds: readonly string[];
        readonly without: readonly string[];
      };
  readonly items: readonly PreviewItem[];
  /** How many strokes and drawings of children are left out because they are not released. */
  readonly drawingsLeftOut: number;
}

/** `POST /api/families/:family/exports` → the file. 409 where it would hold something else by now. */
export const exportBody = v.strictObject({
  wish: exportWish,
  /** From the preview of this wish: the second confirmation. */
  seen: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** `POST /api/families/:family/exports/preview`, `…/picture`. */
export { exportWish as exportPreviewBody };
/** `PUT /api/export-words` → 204. */
export { exportWords as exportWordsBody };
export const exportParams = { family: familyId, session: sessionId } as const;
