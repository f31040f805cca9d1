/** What all kinds that hold words have in common. */
import type { FlagField, TextField } from './fields.ts';

/** @param maxLength in UTF-16 code units */
export const wordsField = (maxLength: number): TextField => ({
  type: 'text',
  maxLength,
  setBy: 'author',
});

/** A therapist changed the words of their author. Stays for as long as the item does (rule B12). */
export const editedField: FlagField = { type: 'flag', setBy: 'therapist', atBirth: 'either' };

/** "Note by Maya: our treehouse", or "Empty note by Maya". */
export const describeWords = (noun: string, by: string, words: string): string =>
  words.trim()
    ? `${noun[0]?.toUpperCase() ?? ''}${noun.slice(1)}${by}: ${words.trim()}`
    : `Empty ${noun}${by}`;
