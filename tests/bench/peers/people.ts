/** People for peers that know none: ids of the right shape, always the same. */
import * as v from 'valibot';
import { personId, therapistId } from '../../../shared/ids.ts';
import { seats } from '../load/loads.ts';
import type { People } from '../load/recording.ts';

const uuidOf = (room: number, seat: number): string => {
  const hex = (room * seats.length + seat).toString(16).padStart(12, '0');
  return `019a0000-0000-7000-8000-${hex}`;
};

export const strangers = (rooms: number): readonly People[] =>
  Array.from({ length: rooms }, (_, room) => ({
    therapist: v.parse(therapistId, uuidOf(room, 0)),
    child: v.parse(personId, uuidOf(room, 1)),
    parent: v.parse(personId, uuidOf(room, 2)),
    grandparent: v.parse(personId, uuidOf(room, 3)),
  }));
