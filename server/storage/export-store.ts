/** What was exported and why, and what a practice says of its role in its summaries. */
import * as v from 'valibot';
import { auditId, type AuditAct } from '../access/audit.ts';
import type { FamilyId, Instant, PracticeId, TherapistId } from '../../shared/ids.ts';
import {
  exportKinds,
  exportReason,
  type ExportKind,
  type ExportMade,
  type ExportReason,
} from '../../shared/record/export.ts';
import { exportWords, type ExportWords } from '../../shared/record/export-words.ts';
import type { Chance } from '../ids.ts';
import type { Db } from './schema.ts';

export interface NewExport {
  readonly at: Instant;
  readonly practice: PracticeId;
  readonly by: TherapistId;
  readonly act: AuditAct;
  /** The session's id, or the family's where it is about more than one session. */
  readonly subject: string;
  readonly family: FamilyId;
  readonly kind: ExportKind;
  readonly reason: ExportReason | null;
}

export interface ExportStore {
  /** Null until the practice has words of its own. */
  words(practice: PracticeId): Promise<ExportWords | null>;
  keepWords(practice: PracticeId, words: ExportWords): Promise<void>;
  /** The line in the trail and the reason beside it, both or neither. */
  note(made: NewExport): Promise<void>;
  /** Newest first, as many as a page shows. */
  made(family: FamilyId): Promise<readonly ExportMade[]>;
}

/** Of the trail on a family's page; all of it is in the practice's. */
const mostShown = 50;

const row = v.object({
  at: v.number(),
  by: v.string(),
  kind: v.picklist(exportKinds),
  basis: v.nullable(v.string()),
  words: v.nullable(v.string()),
});

export const createExportStore = ({
  db,
  chance,
}: {
  readonly db: Db;
  readonly chance: Chance;
}): ExportStore => ({
  words: async (practice) => {
    const found = await db
      .selectFrom('export_words')
      .select('words')
      .where('practice_id', '=', practice)
      .executeTakeFirst();
    return found ? v.parse(exportWords, JSON.parse(found.words)) : null;
  },
  keepWords: async (practice, words) => {
    const kept = JSON.stringify(words);
    await db
      .insertInto('export_words')
      .values({ practice_id: practice, words: kept })
      .onConflict((conflict) => conflict.column('practice_id').doUpdateSet({ words: kept }))
      .execute();
  },
  note: ({ at, practice, by, act, subject, family, kind, reason }) =>
    db.transaction().execute(async (transaction) => {
      const id = chance.newId(auditId);
      await transaction
        .insertInto('audit')
        .values({ id, at, practice_id: practice, by, act, subject })
        .execute();
      await transaction
        .insertInto('export_made')
        .values({
          ...{ audit_id: id, family_id: family, kind },
          ...{ basis: reason?.basis ?? null, words: reason?.words ?? null },
        })
        .execute();
    }),
  made: async (family) => {
    const rows = await db
      .selectFrom('export_made')
      .innerJoin('audit', 'audit.id', 'export_made.audit_id')
      .innerJoin('therapist', 'therapist.id', 'audit.by')
      .select(['audit.at', 'therapist.name as by', 'kind', 'basis', 'words'])
      .where('family_id', '=', family)
      .orderBy('audit.at', 'desc')
      .orderBy('audit.id', 'desc')
      .limit(mostShown)
      .execute();
    return rows.map((one): ExportMade => {
      const { at, by, kind, basis, words } = v.parse(row, one);
      return {
        at,
        by,
        kind,
        reason: basis === null ? null : v.parse(exportReason, { basis, words }),
      };
    });
  },
});
