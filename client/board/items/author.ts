/** How the maker of an item looks; whom nobody knows any more has a name but no look. */
import type { Colour, Shape } from '../../../shared/family/person.ts';
import type { Standing } from '../../../shared/board/rights.ts';
import type { ParticipantId } from '../../../shared/ids.ts';

export interface Author {
  readonly name: string;
  readonly colour: Colour | 'pine';
  readonly shape: Shape | 'ring';
  /** Left out where this page isn't told it: then what they made is protected like a child's. */
  readonly standing?: Standing;
}

/** Everybody whose items may lie on a board, by id. */
export type People = ReadonlyMap<string, Author>;

/** What to call someone in a sentence; `me` is "you". */
export const nameOf = (people: People, person: ParticipantId, me?: ParticipantId): string =>
  person === me ? 'you' : (people.get(person)?.name ?? 'someone else');
