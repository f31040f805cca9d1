/** What may be typed into a field of one line: names, titles, references. */
import * as v from 'valibot';

/** Code points; longer names break every layout and no real first name needs more. */
export const maxNameLength = 80;
/** Code points; a title is one line on the family's page. */
export const maxTitleLength = 120;
/** Code points; a private remark on a family. */
export const maxRemarkLength = 4_000;

/** Code points, so that an emoji or a rare letter counts once. */
export const lengthOf = (text: string): number => [...text].length;

/**
 * One line as it is kept: Unicode NFC, control, line-separator and direction-override characters
 * removed (they could make one name look like another), runs of blanks folded, ends trimmed.
 */
export const tidyLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200B\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu, '')
    .trim();

/**
 * Several lines as they are kept: as {@link tidyLine}, but what the writer broke and indented stays
 * so, up to one empty line at a time.
 */
export const tidyLines = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu, '')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const line = (what: string, max: number) =>
  v.pipe(
    v.string(`${what} is missing`),
    v.maxLength(max * 8, `${what} is too long: at most ${max} characters`),
    v.transform(tidyLine),
    v.check(
      (text) => /[\p{L}\p{N}\p{S}\p{P}]/u.test(text),
      `Write ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    ),
    v.check((text) => lengthOf(text) <= max, `${what} is too long: at most ${max} characters`),
  );

/** A name of at most {@link maxNameLength} characters; `what` is in the sentence of a refusal: "Your name". */
export const nameField = (what: string) => line(what, maxNameLength);
/** A title of at most {@link maxTitleLength} characters. */
export const titleField = (what: string) => line(what, maxTitleLength);

/** A line that may be left empty, at most `max` characters. */
export const optionalLine = (what: string, max: number) =>
  v.pipe(
    v.string(`${what} is missing`),
    v.maxLength(max * 8, `${what} is too long: at most ${max} characters`),
    v.transform(tidyLine),
    v.check((text) => lengthOf(text) <= max, `${what} is too long: at most ${max} characters`),
  );
