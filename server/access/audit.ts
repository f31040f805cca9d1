import * as v from 'valibot';
import type { TearUpReason } from '../../shared/record/tear-up.ts';

export const auditId = v.pipe(v.string(), v.uuid(), v.brand('AuditId'));

/** What the audit trail names; past tense, without content. */
export type AuditAct =
  | 'practice-started'
  | 'signed-in'
  | 'signed-out'
  | 'password-changed'
  | 'colleague-invited'
  | 'colleague-joined'
  | 'family-added'
  | 'family-archived'
  | 'family-brought-back'
  | 'family-therapists-changed'
  | 'family-reviewers-changed'
  | 'session-planned'
  | 'session-plan-changed'
  | 'session-called-off'
  | 'link-renewed'
  | 'link-revoked'
  | 'saved-board-opened'
  | 'over-time-opened'
  | `record-torn-up: ${TearUpReason}`
  | 'legal-hold-put'
  | 'legal-hold-lifted'
  | 'picture-added'
  | 'exercise-plan-kept'
  | 'exercise-plan-deleted'
  | 'goals-changed'
  | 'template-kept'
  | 'template-deleted'
  /** Of databases from before exports had reasons. */
  | 'saved-board-exported'
  | 'board-exported'
  | 'summary-exported'
  | 'part-exported'
  | 'own-copy-exported'
  | 'whole-record-exported'
  | 'export-words-changed'
  | 'private-note-added'
  | 'private-note-changed'
  | 'private-note-deleted';
