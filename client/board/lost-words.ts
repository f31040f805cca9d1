/** What a person reads when something they did could not stay on the board. */
import { replacement } from '../../shared/board/board-doc.ts';
import { kinds, wordsOf } from '../../shared/board/item.ts';
import type { ParticipantId } from '../../shared/ids.ts';
import type { Intent, Lost } from './intent.ts';

/** Sentences shown at most; what lies behind is summed up. */
const maxSentences = 2;

/** Short and kind, with the reason; empty when nothing was lost. */
export function lostSentences(
  lost: readonly Lost[],
  nameOf: (person: ParticipantId) => string,
): readonly string[] {
  const all = [...new Set(lost.map((one) => sentenceOf(one, nameOf)))];
  if (all.length <= maxSentences) return all;
  return [...all.slice(0, maxSentences), 'A few other changes couldn’t stay either.'];
}

function sentenceOf(lost: Lost, nameOf: (person: ParticipantId) => string): string {
  const thing = kinds[lost.about.kind].noun[0];
  const what = whatOf(lost.intent, thing);
  const name = nameOf(lost.about.by);
  switch (lost.reason) {
    case 'locked':
      return `That ${thing} is locked just now, so ${what} couldn’t stay.`;
    case 'childs':
    case 'not-yours':
      return `Only ${name} can do that with this ${thing}, so ${what} couldn’t stay.`;
    case 'therapists':
      return `Only a therapist can make a ${thing}, so ${what} couldn’t stay.`;
    case 'frozen':
      return `The words of that goal are put to agreement, so ${what} couldn’t stay.`;
    case 'unmarked':
    case 'server-only':
    case 'fixed':
      return `That can’t be changed from here, so ${what} couldn’t stay.`;
    case 'gone':
      return `That ${thing} isn’t on the board any more, so ${what} couldn’t stay.`;
    case 'items':
      return `The board is full, so ${what} couldn’t stay.`;
    case 'text-length':
      return `That is more than fits on one ${thing}, so ${what} couldn’t stay.`;
    case 'stroke-length':
      return `That line is longer than a line can be, so ${what} couldn’t stay.`;
    case 'too-big':
    case 'too-much':
      return `That was more than the board takes at once, so ${what} couldn’t stay.`;
    case 'stopped':
      return 'This page and the board don’t fit together just now, so what you did last isn’t saved.';
    case 'order':
    case 'author':
    case 'gap':
    case 'schema':
    case 'malformed':
    case 'not-now':
    case 'unknown':
      return `Something didn’t fit together, so ${what} couldn’t stay.`;
    default:
      return lost.reason satisfies never;
  }
}

function whatOf(intent: Intent, thing: string): string {
  switch (intent.does) {
    case 'add':
      return `your new ${thing}`;
    case 'append':
      return 'the end of your line';
    case 'remove':
      return 'taking it off';
    case 'set':
    case 'reword':
      return 'your change';
    default:
      return intent satisfies never;
  }
}

/** The words that were lost, each for a note of its own: all of one's own, of another's only one's part. */
export function lostWords(lost: readonly Lost[], me: ParticipantId): readonly string[] {
  const words = lost.map(({ intent, about }) => {
    if (intent.does === 'add') return wordsOf(intent.item);
    if (intent.does !== 'reword') return '';
    return about.by === me ? intent.words : replacement(intent.seen, intent.words).come;
  });
  return words.map((one) => one.trim()).filter((one) => one !== '');
}
