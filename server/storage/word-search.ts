/**
 * Full-text search over the words of records, in either database. Both are given words that are folded
 * already (folded.ts): neither need know of accents or languages.
 */
import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Tables } from './schema.ts';

export interface WordSearch {
  put(transaction: Transaction<Tables>, session: string, words: readonly string[]): Promise<void>;
  remove(transaction: Transaction<Tables>, session: string): Promise<void>;
  /** The sessions in which each of these begins a word; of letters and digits alone. */
  sessionsWith(beginnings: readonly string[]): RawBuilder<{ session_id: string }>;
}

/** Beginnings of words as FTS5 asks for them: all of them, in quotes since a bare AND is an operator. */
export const fts5Query = (beginnings: readonly string[]): string =>
  beginnings.map((one) => `"${one}"*`).join(' ');

export const fts5Search: WordSearch = {
  async put(transaction, session, words) {
    await sql`insert into record_text (session_id, words) values (${session}, ${words.join(' ')})`.execute(
      transaction,
    );
  },
  async remove(transaction, session) {
    await sql`delete from record_text where session_id = ${session}`.execute(transaction);
  },
  sessionsWith: (beginnings) =>
    sql`(select session_id from record_text where record_text match ${fts5Query(beginnings)})`,
};

export const tsvectorSearch: WordSearch = {
  async put(transaction, session, words) {
    await sql`insert into record_text (session_id, words)
      values (${session}, array_to_tsvector(${[...words]}::text[]))`.execute(transaction);
  },
  async remove(transaction, session) {
    await sql`delete from record_text where session_id = ${session}`.execute(transaction);
  },
  sessionsWith: (beginnings) =>
    sql`(select session_id from record_text
      where words @@ to_tsquery('simple', ${beginnings.map((one) => `${one}:*`).join(' & ')}))`,
};
