/** Moments and days as the reader's browser writes them. */
import type { Instant } from '../../shared/ids.ts';
import { listed } from '../look/listed.ts';

const minuteMs = 60_000;

const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** Local midnight at the start of the day that many days after the one of `at`. */
export function startOfDay(at: Instant, daysLater = 0): Instant {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater).getTime();
}

export type Nearness = 'past' | 'today' | 'tomorrow' | 'later';
export function nearnessOf(at: Instant, now: Instant): Nearness {
  if (at < startOfDay(now)) return 'past';
  if (at < startOfDay(now, 1)) return 'today';
  return at < startOfDay(now, 2) ? 'tomorrow' : 'later';
}

export const timeOf = (at: Instant): string => time.format(at);

/** "12 May 2026" as the locale has it. */
export const dateOf = (at: Instant): string => dayOfYear.format(at);

/** "12 May": under a chart, where there is no room for more. */
export const shortDayOf = (at: Instant): string => shortDay.format(at);

/** "Today, 14:30", "Tue 12 May, 14:30", with the year where it isn't this one. */
export function dayAndTimeOf(at: Instant, now: Instant): string {
  const nearness = nearnessOf(at, now);
  if (nearness === 'today') return `Today, ${timeOf(at)}`;
  if (nearness === 'tomorrow') return `Tomorrow, ${timeOf(at)}`;
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `${isThisYear ? day.format(at) : dateOf(at)}, ${timeOf(at)}`;
}

/** "Opened today at 14:30", "Opened Tue 12 May at 14:30". */
export function openedWords(at: Instant, now: Instant): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date = isThisYear ? day.format(at) : dateOf(at);
  return `Opened ${nearnessOf(at, now) === 'today' ? 'today' : date} at ${timeOf(at)}`;
}

/** Whole minutes between two moments, at least one. */
export const minutesBetween = (from: Instant, to: Instant): number =>
  Math.max(1, Math.round((to - from) / minuteMs));

/** For a `datetime-local` field: this device's clock, without seconds. */
export function toLocalField(at: Instant | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @returns null for an empty or half-filled field. */
export function fromLocalField(text: string): Instant | null {
  const at = text === '' ? NaN : new Date(text).getTime();
  return Number.isFinite(at) && at >= 0 ? at : null;
}

/** "Maya, Daniel, and Elena". */
export const namesOf = (names: readonly string[]): string => listed(names, 'and');
