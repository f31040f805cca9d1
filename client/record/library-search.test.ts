import { expect, test } from 'vitest';
import { addressOf, changed, isNarrowed, requestOf, searchIn } from './library-search.ts';

test('[R36] what is looked for stands in the address, and is read from it again', () => {
  const search = searchIn('?text=tree+house&exercise=check-in&from=2026-05-01&unknown=1');
  expect(search).toMatchObject({ text: 'tree house', exercise: 'check-in', from: '2026-05-01' });
  expect(addressOf(search)).toBe('/records?text=tree+house&exercise=check-in&from=2026-05-01');
  expect(searchIn(addressOf(search).replace('/records', ''))).toEqual(search);
  expect([isNarrowed(search), isNarrowed(searchIn(''))]).toEqual([true, false]);
  expect(addressOf(searchIn(''))).toBe('/records');
});

test('[R36] the days that are chosen are whole days', () => {
  const query = new URL(
    requestOf(searchIn('?from=2026-05-01&until=2026-05-01')),
    'http://localhost',
  ).searchParams;
  expect(Number(query.get('from'))).toBe(new Date(2026, 4, 1).getTime());
  expect(Number(query.get('until'))).toBe(new Date(2026, 4, 2).getTime());
  expect(requestOf(searchIn('?from=yesterday'))).toBe('/api/records');
});

test('[R36] another family has other people and other goals', () => {
  const search = searchIn('?family=one&person=maya&goal=play&text=tree');
  expect(changed(search, 'family', 'two')).toEqual(searchIn('?family=two&text=tree'));
  expect(changed(search, 'person', '')).toEqual(searchIn('?family=one&goal=play&text=tree'));
});

test('more of the same is asked for behind the last one', () => {
  expect(requestOf(searchIn('?text=tree'), 'last')).toBe('/api/records?text=tree&before=last');
});
