/** What the kinds of export are called, and what allows one. */
import type { ExportKind, LegalBasis } from '../../../shared/record/export.ts';

export const kindOptions: readonly {
  readonly value: ExportKind;
  readonly name: string;
  readonly words: string;
}[] = [
  {
    value: 'summary',
    name: 'Short summary',
    words: 'Sessions, what was agreed, and what it leaves out: one or two pages, what a court gets',
  },
  { value: 'board', name: 'One board', words: 'A further part: as PDF, PNG or SVG, after a look' },
  {
    value: 'goals',
    name: 'Goals with levels',
    words: 'A further part: what was agreed, and how far it has come',
  },
  { value: 'own-items', name: 'One person’s items', words: 'A further part: what one person made' },
  {
    value: 'own-copy',
    name: 'A copy for one of them',
    words: 'For a member of the family: their own things and answers, and what was agreed',
  },
  {
    value: 'whole',
    name: 'The whole record',
    words:
      'For you, to go on elsewhere or to look through with counsel; never for a court as it is',
  },
];

export const kindName = (kind: ExportKind): string =>
  kindOptions.find(({ value }) => value === kind)?.name ?? kind;

export const basisNames: Readonly<Record<LegalBasis, string>> = {
  'court-order': 'An order of a court',
  releases: 'Signed releases',
  law: 'A law',
  other: 'Something else',
};

/** What a kind needs to be asked. */
export const isWritten = (kind: ExportKind): boolean =>
  kind === 'summary' || kind === 'goals' || kind === 'own-items';
export const needsReason = (kind: ExportKind): boolean => kind !== 'summary' && kind !== 'own-copy';
export const hasRedaction = (kind: ExportKind): boolean => isWritten(kind) || kind === 'board';
