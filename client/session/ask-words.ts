/** The words of what a member of the family asks for with one press. */
import type { CastTherapist, FamilyView } from '../../shared/session/visible-to.ts';
import type { AskKind, NearPicture } from '../../shared/session/words.ts';
import { someoneOf, whoOf } from './family-words.ts';

/** What stands on the child's own button; it says nothing to whoever looks over the shoulder. */
export const pictureNames: Record<NearPicture, string> = {
  star: 'Star',
  boat: 'Boat',
  leaf: 'Leaf',
  moon: 'Moon',
  cup: 'Cup',
  fish: 'Fish',
};

/** The state of what was asked for last, for its maker alone. */
export function askState(
  line: FamilyView['line'],
  therapists: readonly CastTherapist[],
): string | null {
  const last = line.asks.at(-1);
  if (!last) return null;
  if (last.state === 'sent') return `${someoneOf(therapists)} will see this. Nobody else is told.`;
  const who = whoOf(last.by, therapists);
  return last.words === null ? `${who} saw it.` : `${who}: ${last.words}`;
}

/** What waits for the line, for its maker; near the picture no word may say what it stands for. */
export function keptWords(ask: AskKind): string {
  const goesOut = 'goes out as soon as the line is back.';
  switch (ask) {
    case 'pause':
      return `Your pause ${goesOut}`;
    case 'help':
      return `That you need help ${goesOut}`;
    case 'break':
      return `That you would like a break ${goesOut}`;
    case 'pass':
    case 'near':
      return `This ${goesOut}`;
    default:
      return ask satisfies never;
  }
}

/** The therapist's words for what somebody asked. */
export function askedWords(firstName: string, ask: AskKind): string {
  switch (ask) {
    case 'pause':
      return `${firstName} would like a pause`;
    case 'help':
      return `${firstName} needs help`;
    case 'pass':
      return `${firstName} passes`;
    case 'near':
      return `Someone is near ${firstName}`;
    case 'break':
      return `${firstName} would like a break`;
    default:
      return ask satisfies never;
  }
}
