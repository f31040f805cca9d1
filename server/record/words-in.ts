/** The words that records are searched by: each once, without accents and capitals. */
import { hasAlt, wordsOf } from '../../shared/board/item.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';

/** As both what is kept and what is asked for is written: "Straße" as "strasse", "Übung" as "ubung". */
export const folded = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Code units of a word at the most; longer ones are none. */
const mostOfWord = 64;

/** Of the boards alone: answers, whispers and what was torn up are not searched. */
export function wordsIn({ items }: Pick<SessionRecordRead, 'items'>): readonly string[] {
  const found = new Set<string>();
  for (const item of items) {
    for (const word of folded(wordsOf(item))) found.add(word.slice(0, mostOfWord));
    if (hasAlt(item)) for (const word of folded(item.alt)) found.add(word.slice(0, mostOfWord));
  }
  return [...found].sort();
}
