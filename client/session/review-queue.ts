/** What waits to be checked: the items in review, person by person, without those answered already. */
import type { Item } from '../../shared/board/item.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { PersonInView, TherapistView } from '../../shared/session/visible-to.ts';

/** The items of each person's review zone, as the lines bring them. */
export type ItemsInReview = ReadonlyMap<PersonId, readonly Item[]>;

export interface InReview {
  readonly person: PersonInView;
  readonly item: Item;
  /** `waiting`: to be looked at. `back`: handed back with `comment`. `left`: stays where it is. */
  readonly state: 'waiting' | 'back' | 'left';
  readonly comment: string | null;
}

/** What a therapist drew beside it is no work of theirs, and can't be passed on under their name. */
const isBy =
  ({ id }: PersonInView) =>
  (item: Item): boolean =>
    item.by === id;

/** In the order people are let in, lowest item first. */
export function inReview(
  items: ItemsInReview,
  { people, reviewed }: Pick<TherapistView, 'people' | 'reviewed'>,
): readonly InReview[] {
  return people.flatMap((person) =>
    (items.get(person.id) ?? []).filter(isBy(person)).map((item): InReview => {
      const answered = reviewed.find((one) => one.person === person.id && one.item === item.id);
      const comment = answered?.comment ?? null;
      if (!answered) return { person, item, state: 'waiting', comment };
      return { person, item, state: comment === null ? 'left' : 'back', comment };
    }),
  );
}
