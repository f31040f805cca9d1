/** What is looked for in the library, as it stands in the address and as the server is asked. */
import type { Instant } from '../../shared/ids.ts';

export const searchKeys = [
  'text',
  'family',
  'person',
  'exercise',
  'goal',
  'from',
  'until',
] as const;
export type SearchKey = (typeof searchKeys)[number];
/** Dates as `<input type="date">` writes them, in the reader's own days. */
export type LibrarySearch = Readonly<Record<SearchKey, string>>;

/** Of the query of an address; what it does not know is left out. */
export function searchIn(query: string): LibrarySearch {
  const params = new URLSearchParams(query);
  const read = (key: SearchKey): string => params.get(key) ?? '';
  return {
    ...{ text: read('text'), family: read('family'), person: read('person') },
    ...{ exercise: read('exercise'), goal: read('goal') },
    ...{ from: read('from'), until: read('until') },
  };
}

/** Another family has other people and other goals. */
export const changed = (search: LibrarySearch, key: SearchKey, to: string): LibrarySearch =>
  key === 'family' ? { ...search, family: to, person: '', goal: '' } : { ...search, [key]: to };

export const isNarrowed = (search: LibrarySearch): boolean =>
  searchKeys.some((key) => search[key].trim() !== '');

const queryOf = (pairs: readonly (readonly [string, string])[]): string => {
  const query = new URLSearchParams(
    pairs.filter(([, value]) => value !== '').map((one) => [...one]),
  );
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

export const addressOf = (search: LibrarySearch): string =>
  `/records${queryOf(searchKeys.map((key) => [key, search[key].trim()]))}`;

/** With days as instants: the first is from its beginning, the last to its end. */
export function requestOf(search: LibrarySearch, before: string | null = null): string {
  const dayOf = (day: string, daysLater: number): string => {
    const at = startOf(day, daysLater);
    return at === null ? '' : String(at);
  };
  return `/api/records${queryOf([
    ...searchKeys
      .filter((key) => key !== 'from' && key !== 'until')
      .map((key): readonly [string, string] => [key, search[key].trim()]),
    ['from', dayOf(search.from, 0)],
    ['until', dayOf(search.until, 1)],
    ['before', before ?? ''],
  ])}`;
}

/** Local midnight at the beginning of a day; null for none. */
function startOf(day: string, daysLater: number): Instant | null {
  const read = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!read) return null;
  const [, year, month, date] = read.map(Number);
  const at = new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + daysLater).getTime();
  return Number.isFinite(at) && at >= 0 ? at : null;
}
