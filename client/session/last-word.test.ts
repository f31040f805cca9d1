import { expect, test } from 'vitest';
import type { FamilyView } from '../../shared/session/visible-to.ts';
import { isOver } from './last-word.ts';

/** What the page shows after each view in turn; null: access is gone. */
const after = (...places: readonly (FamilyView['place'] | null)[]): boolean =>
  places.reduce((was, place) => isOver(place && { place }, was), false);

test('[S12] a goodbye stays when access goes, and gives way when its reader is let in again', () => {
  expect(after('room', 'ended')).toBe(true);
  expect(after('room', 'ended', null)).toBe(true);
  expect(after('ended', 'room')).toBe(false);
  expect(after('ended', 'waiting')).toBe(false);
  expect(after('ended', 'cover', null)).toBe(false);
});
