/** Who is who on the board: everyone this page was ever told of, so that a name outlasts a leaving. */
import {
  therapistAppearance,
  type Appearance,
  type Colour,
  type Role,
  type Shape,
} from '../../shared/family/person.ts';
import { standingOf, type Standing } from '../../shared/board/rights.ts';
import type { ParticipantId } from '../../shared/ids.ts';
import type { View } from '../../shared/session/visible-to.ts';

export interface Look {
  readonly name: string;
  readonly colour: Colour | 'pine';
  readonly shape: Shape | 'ring';
  /** What they are on a board; a member of the family is not told it of another (rule V2). */
  readonly standing?: Standing;
}
export type Looks = ReadonlyMap<string, Look>;

type Known = Appearance & {
  readonly id: ParticipantId;
  readonly firstName: string;
  readonly role?: Role;
};
const lookOf = ({ id, firstName, colour, shape, role }: Known): readonly [string, Look] => [
  id,
  { name: firstName, colour, shape, ...(role && { standing: standingOf(role) }) },
];

function everyoneIn(view: View): readonly (readonly [string, Look])[] {
  const therapists = view.therapists.map(
    ({ id, name }) => [id, { name, ...therapistAppearance, standing: 'therapist' }] as const,
  );
  if (view.as === 'therapist') return [...therapists, ...view.people.map(lookOf)];
  const others = view.place === 'room' ? view.others : [];
  return [...therapists, ...[view.you, ...others].map(lookOf)];
}

/**
 * Give it each view as it comes; it answers with everyone seen so far. The same view twice changes
 * nothing, and an unchanged cast is the same map.
 */
export function createPeopleSeen(): (view: View | null) => Looks {
  let seen: Looks = new Map();
  return (view) => {
    const now = view ? everyoneIn(view) : [];
    if (now.some(([id, look]) => !isSame(seen.get(id), look))) seen = new Map([...seen, ...now]);
    return seen;
  };
}

const isSame = (one: Look | undefined, other: Look): boolean =>
  one?.name === other.name &&
  one.colour === other.colour &&
  one.shape === other.shape &&
  one.standing === other.standing;
