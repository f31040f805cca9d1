import { expect, test } from 'vitest';
import { sessionsByDay } from './sessions-by-day.ts';
import { fromLocalField, minutesBetween, nearnessOf, startOfDay, toLocalField } from './when.ts';

const noon = new Date(2027, 0, 5, 12).getTime();
const hours = (count: number) => count * 3_600_000;

test('a day is a day of the calendar here, not twenty-four hours', () => {
  expect(nearnessOf(noon - hours(11), noon)).toBe('today');
  expect(nearnessOf(noon - hours(13), noon)).toBe('past');
  expect(nearnessOf(noon + hours(12), noon)).toBe('tomorrow');
  expect(nearnessOf(startOfDay(noon, 2), noon)).toBe('later');
});

test('a moment written into the field and read back is the same minute', () => {
  expect(toLocalField(noon)).toBe('2027-01-05T12:00');
  expect(fromLocalField(toLocalField(noon))).toBe(noon);
  expect([toLocalField(null), fromLocalField('')]).toEqual(['', null]);
});

test('a session that ended within its first minute has lasted one', () => {
  expect(minutesBetween(noon, noon + 5_000)).toBe(1);
  expect(minutesBetween(noon, noon + hours(1))).toBe(60);
});

test('[P9] held, waited for and open sessions are read first, empty groups not at all', () => {
  const base = {
    title: '',
    familyTitle: '',
    kind: 'joint',
    openedAt: null,
    endedAt: null,
    people: [],
    waiting: [],
  } as const;
  const sessions = [
    { ...base, state: 'planned', plannedFor: null },
    { ...base, state: 'planned', plannedFor: noon + hours(1) },
    { ...base, state: 'open', plannedFor: null },
    { ...base, state: 'planned', plannedFor: noon + hours(48), waiting: ['Noah'] },
    { ...base, state: 'held', plannedFor: noon - hours(30) },
  ] as unknown as Parameters<typeof sessionsByDay>[0];
  const groups = sessionsByDay(sessions, noon);
  expect(groups.map(({ name }) => name)).toEqual(['Now', 'Today', 'Without a time']);
  expect(groups[0]?.sessions.map(({ state }) => state)).toEqual(['held', 'planned', 'open']);
});
