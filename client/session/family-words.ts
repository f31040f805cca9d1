/** What members of the family read. A child's words are shorter and never about time or order. */
import type { Role } from '../../shared/family/person.ts';
import type { TherapistId } from '../../shared/ids.ts';
import type { FamilyView } from '../../shared/session/visible-to.ts';
import { listed } from '../look/listed.ts';

/** The neutral tab title of every family screen. */
export const neutralTitle = 'Kinbridge';

type Named = readonly { readonly name: string }[];
const namesOf = (people: Named): readonly string[] => people.map((one) => one.name);

/** "Dr. Okafor", "Dr. Okafor and Dr. Lind". */
export const allOf = (therapists: Named): string => listed(namesOf(therapists), 'and');

/** At least one of them is there; which one, a family isn't told. */
export const someOf = (therapists: Named): string => listed(namesOf(therapists), 'or');

/** Who will see it: with several nobody knows which of them looks first. */
export const someoneOf = (therapists: Named): string =>
  therapists.length === 1 ? someOf(therapists) : 'A therapist';

/** Who it was, as far as a family is told. */
export const whoOf = (
  by: TherapistId | null,
  therapists: readonly { readonly id: TherapistId; readonly name: string }[],
): string => therapists.find(({ id }) => id === by)?.name ?? 'A therapist';

/** What is true of the words between a member of the family and the therapists, for their reader. */
export const privateWords = (role: Role, therapists: Named): string => {
  const theirs = therapists.length === 1 ? someOf(therapists) : 'Your therapists';
  return role === 'child'
    ? `Nobody else in your family gets to see this. ${theirs} can read it, and it is kept with today’s session.`
    : `Nobody else in your family is shown this. ${theirs} can read it, and it is kept in the session’s record.`;
};

export interface WaitingWords {
  readonly greeting: string;
  readonly comfort: string;
  /** The two plain sentences on what the therapist sees. */
  readonly seen: readonly [string, string];
  readonly tryDrawing: string;
  readonly maySkip: string;
}

export function waitingWords(role: Role, firstName: string, therapists: Named): WaitingWords {
  const all = allOf(therapists);
  const some = someOf(therapists);
  const see = therapists.length > 1 ? 'see' : 'sees';
  return role === 'child'
    ? {
        greeting: `Hi ${firstName}`,
        comfort: `This is your own place to wait. ${some} will let you in.`,
        seen: [
          `${all} ${see} everything that happens on the board, and that you are here.`,
          'Nobody else knows that you are waiting.',
        ],
        tryDrawing: 'Draw a line here with your finger or mouse',
        maySkip: 'You don’t have to. The keyboard works too.',
      }
    : {
        greeting: `Hello ${firstName}`,
        comfort: `This is your private waiting room. ${some} will let you in.`,
        seen: [
          `${all} ${see} everything that happens on the board, and that you are here.`,
          'Nobody else is told that you are waiting, or for how long.',
        ],
        tryDrawing: 'Draw a line here with your finger, pen or mouse',
        maySkip: 'You can skip this. The board works with the keyboard too.',
      };
}

/** On the chip in the room's header. */
export const supervisedWords = (role: Role, therapists: Named): string =>
  `${someOf(therapists)} is here and sees ${role === 'child' ? 'this' : 'everything'}`;

/** Whose turn it is, as its reader is told; null when there is nothing to say. */
export function turnWords(
  view: Pick<InRoom, 'floor' | 'you' | 'others' | 'boards'>,
  some: string,
): string | null {
  const top = view.boards.at(-1);
  if (!top) return null;
  // Whoever has the floor and may look only marks nothing all the same.
  if (view.floor === view.you.id) return top.can === 'edit' ? 'It is your turn.' : lookNow;
  if (view.floor === 'everyone') return top.can === 'edit' ? null : lookNow;
  const other = view.others.find((one) => one.id === view.floor);
  return `${other ? `${other.firstName} has the turn` : `${some} leads now`}. You can look.`;
}
type InRoom = Extract<FamilyView, { place: 'room' }>;
const lookNow = 'You can look now.';

/** Told to screen readers when the place changes. */
export function placeWords(place: FamilyView['place']): string {
  switch (place) {
    case 'waiting':
      return 'You are in your waiting room.';
    case 'room':
      return 'You are in the room. The board is open.';
    case 'cover':
      return 'A short break. The board is covered.';
    case 'ended':
      return 'The session is over.';
    default:
      return place satisfies never;
  }
}
