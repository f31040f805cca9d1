/**
 * What stands in every summary: what the role does not cover, what the file can't tell, what it leaves
 * out. The first two are a practice's to word; these are what it begins with.
 */
import * as v from 'valibot';
import { lengthOf, tidyLine, tidyLines } from '../text.ts';

/** Code points: a summary is one or two pages. */
export const maxExportWordsLength = 1_200;
export const maxRoleLength = 120;

const paragraph = (what: string) =>
  v.pipe(
    v.string(`${what} is missing`),
    v.maxLength(maxExportWordsLength * 8),
    v.transform(tidyLines),
    v.nonEmpty(`Write ${what}`),
    v.check(
      (words) => lengthOf(words) <= maxExportWordsLength,
      `At most ${maxExportWordsLength} characters`,
    ),
  );

/** A practice's own words; `PUT /api/export-words` keeps them for all its summaries. */
export const exportWords = v.strictObject({
  role: v.pipe(
    v.string('The role is missing'),
    v.maxLength(maxRoleLength * 8),
    v.transform(tidyLine),
    v.nonEmpty('Write what the therapist’s role is'),
    v.check((words) => lengthOf(words) <= maxRoleLength, `At most ${maxRoleLength} characters`),
  ),
  notCovered: paragraph('what the role does not cover'),
  limits: paragraph('what this summary can’t tell'),
});
export type ExportWords = v.InferOutput<typeof exportWords>;

export const usualExportWords: ExportWords = {
  role: 'Treating therapist for joint sessions of the family',
  notCovered:
    'A treating therapist works with the family and does not evaluate it. The role does not include opinions or recommendations on custody, on parenting time or on anyone’s fitness as a parent, an inquiry into what happened in the past, or a judgement of who is right.',
  limits:
    'This summary says which sessions were offered and held and what was agreed in them. That a session was not held, and that something was not agreed, says nothing about the reason or about any person. It is not a full record and does not replace one.',
};

/** The classes of things that no summary holds, as the summary itself lists them. */
export const leftOut: readonly string[] = [
  'the therapist’s private notes, and drafts and previews that were never shared',
  'what was torn up, taken back or kept private',
  'who asked for a pause, a break or help, who passed, who came late or did not come, and waiting times',
  'a child’s check-ins, ratings, worries, small steps and drawings, and what a child said in their own words',
  'the boards themselves, and how they came about',
  'messages between one person and the therapist',
  'numbers of goal levels, ideas for goals, and whose agreement a goal did not have',
  'addresses, devices, locations and contact details',
  'opinions on custody, parenting time or any person',
];
