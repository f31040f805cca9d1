/** What a member of the family may see while decisions are made and not yet durable (rule S6). */
import { lesserOf } from '../board/zone.ts';
import type { FloorOf } from './floor.ts';
import type { FamilyView } from './visible-to.ts';

type InRoom = Extract<FamilyView, { place: 'room' }>;

/**
 * Of what they `had` only what they have in each view `toCome`: what a decision takes it takes at
 * once, what it gives it gives once it is durable. Pure.
 */
export function leastOf(had: FamilyView, toCome: readonly FamilyView[]): FamilyView {
  let least = had;
  for (const next of toCome) {
    if (least.place !== 'room') return least;
    least = next.place === 'room' ? lesser(least, next) : next;
  }
  return least;
}

function lesser(had: InRoom, next: InRoom): InRoom {
  const others = had.others.filter(({ id }) => next.others.some((one) => one.id === id));
  const isThere = (floor: FloorOf): boolean =>
    floor === 'everyone' ||
    floor === 'nobody' ||
    [had.you, ...others].some(({ id }) => id === floor);
  return {
    ...had,
    boards: had.boards.flatMap(({ zone, can }) => {
      const there = next.boards.find((one) => one.zone === zone);
      return there ? [{ zone, can: lesserOf(can, there.can) }] : [];
    }),
    together: had.together && next.together,
    cursors: had.cursors && next.cursors,
    others,
    floor: isThere(had.floor) ? had.floor : 'nobody',
    exercise: next.exercise && had.exercise,
  };
}
