/**
 * Whose item may be changed by whom: the one table of rights on the board. The gate refuses by it,
 * the page offers by it. Making a new item under one's own name is open to whoever may edit the zone, but
 * for the kinds that are a therapist's; everything else here is about items that exist.
 */
import type { Role } from '../family/person.ts';
import type { ParticipantId } from '../ids.ts';
import type { MayBeSetBy } from './fields.ts';
import type { MadeBy } from './kind.ts';

/** What a participant is on a board. Whose role is not known is protected like a child. */
export type Standing = 'therapist' | 'child' | 'adult';

/** The standing of a member of the family. */
export const standingOf = (role: Role | undefined): Standing =>
  role === undefined || role === 'child' ? 'child' : 'adult';

export interface Hand {
  readonly id: ParticipantId;
  readonly standing: Standing;
}

/** What the rights depend on in an item that is there. */
export interface Owned {
  readonly by: ParticipantId;
  /** The standing of `by`. */
  readonly standing: Standing;
  readonly locked: boolean;
  /** A therapist's words are in it, and it says so. */
  readonly edited: boolean;
  /** Its author's, or a goal's: everybody's while it is talked about, and nobody's else (rule G9). */
  readonly words: 'own' | 'open' | 'frozen';
}

/**
 * Why a change is refused. `locked`: a therapist locked it. `childs`: nobody but the child touches it
 * (a therapist may move it). `not-yours`: only its author. `unmarked`: a therapist's change to an
 * adult's words needs the mark first. `therapists`: only a therapist makes or places that. `frozen`:
 * a goal's words that are put to agreement. `server-only` and `fixed`: nobody, from a page.
 */
export type RightsRefusal =
  | 'locked'
  | 'childs'
  | 'not-yours'
  | 'unmarked'
  | 'therapists'
  | 'frozen'
  | 'server-only'
  | 'fixed';

/** Null when `hand` may set a field of an item, or let it vanish. */
export function refusalOfSetting(hand: Hand, item: Owned, setBy: MayBeSetBy): RightsRefusal | null {
  if (item.words !== 'own') return refusalOnGoal(hand, item, setBy);
  switch (setBy) {
    case 'birth':
    case 'together':
      return 'fixed';
    case 'server':
      return 'server-only';
    case 'therapist':
      return hand.standing === 'therapist' ? refusalOfMarking(item) : 'server-only';
    case 'anyone':
      if (item.locked) return 'locked';
      return item.standing === 'child' && hand.id !== item.by && hand.standing !== 'therapist'
        ? 'childs'
        : null;
    case 'describer':
      return hand.standing === 'therapist' && !item.locked ? null : refusalOfOwn(hand, item);
    case 'author':
      return refusalOfOwn(hand, item);
    default:
      return setBy satisfies never;
  }
}

/** A goal's card is nobody's: its words are open to all or to none, its place is a therapist's. */
function refusalOnGoal(hand: Hand, item: Owned, setBy: MayBeSetBy): RightsRefusal | null {
  if (setBy === 'birth') return 'fixed';
  if (setBy !== 'together' && setBy !== 'anyone') return 'server-only';
  if (item.locked) return 'locked';
  if (setBy === 'anyone') return hand.standing === 'therapist' ? null : 'therapists';
  return item.words === 'open' ? null : 'frozen';
}

/** What only its author does. */
function refusalOfOwn(hand: Hand, item: Owned): RightsRefusal | null {
  if (item.locked) return 'locked';
  if (hand.id === item.by) return null;
  return item.standing === 'child' ? 'childs' : 'not-yours';
}

/** The mark "edited" is for adults' words only: a child's nobody else rewords, so none is due there. */
const refusalOfMarking = (item: Owned): RightsRefusal | null => {
  if (item.locked) return 'locked';
  return item.standing === 'child' ? 'childs' : null;
};

/** Null when `hand` may change the words of an item. */
export function refusalOfRewording(hand: Hand, item: Owned): RightsRefusal | null {
  if (item.words !== 'own') return refusalOfSetting(hand, item, 'together');
  const refused = refusalOfSetting(hand, item, 'author');
  if (refused !== 'not-yours' || hand.standing !== 'therapist') return refused;
  return item.edited ? null : 'unmarked';
}

/** Null when `hand` may take an item off the board by its own ink. */
export const refusalOfRemoving = (hand: Hand, item: Owned): RightsRefusal | null =>
  refusalOfSetting(hand, item, 'author');

/** Null when `hand` may make an item of a kind that is `madeBy` these (rules B21 and G9). */
export function refusalOfMaking(hand: Hand, madeBy: MadeBy): RightsRefusal | null {
  if (madeBy === 'server') return 'server-only';
  return madeBy === 'therapist' && hand.standing !== 'therapist' ? 'therapists' : null;
}
