/**
 * What a personal link leads to, asked for where the page begins: it is on its way while the code that
 * shows it still comes.
 */
import { createContext } from 'svelte';
import type { HereAnswer } from '../../shared/wire/http.ts';
import { getJson } from './http.ts';

export interface FirstLook {
  /** Each answer is given once; whoever asks again asks the server. */
  of(link: string): Promise<HereAnswer>;
}

export const herePath = (link: string): string => `/api/here/${encodeURIComponent(link)}`;

/** @param link where the page begins, when that is a personal link */
export function createFirstLook(link: string | null): FirstLook {
  const ask = (of: string): Promise<HereAnswer> => getJson<HereAnswer>(herePath(of));
  let first = link === null ? null : { link, answer: ask(link) };
  // Told where it is asked for, which may be never.
  first?.answer.catch(() => undefined);
  return {
    of(asked) {
      const answer = first?.link === asked ? first.answer : ask(asked);
      first = null;
      return answer;
    },
  };
}

export const [firstLook, setFirstLook] = createContext<FirstLook>();
