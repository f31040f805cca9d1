/** Words as they are searched by: without accents and capitals, the same in either database. */

/** As both what is kept and what is asked for is written: "Straße" as "strasse", "Übung" as "ubung". */
export const folded = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether each of the beginnings begins some word. */
export const beginsEach = (words: readonly string[], beginnings: readonly string[]): boolean =>
  beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
