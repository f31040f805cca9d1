/** The words that records are searched by: each once, without accents and capitals. */
import { hasAlt, wordsOf } from '../../shared/board/item.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';
import { folded } from '../storage/folded.ts';

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
