/** Why a command is refused, and the sentence its maker reads. */
import type { PersonId } from '../ids.ts';
import { sentenceOfPlanRefusal, type PlanRefusal } from './plan.ts';
import { maxSayings } from './words.ts';

export type SimpleRefusal =
  | 'therapist-only'
  | 'not-yours-to-ask'
  | 'too-much-said'
  | 'not-opened-yet'
  | 'has-ended'
  | 'not-invited'
  | 'not-in-the-room'
  | 'has-left'
  | 'no-therapist-here'
  | 'ink-unseen'
  | 'no-such-item'
  | 'held-just-now'
  | 'nobody-looks'
  | 'changed-meanwhile'
  | 'already-there'
  | 'board-full'
  | 'joint-only'
  | 'exercise-not-now'
  | 'no-such-exercise'
  | 'exercise-running'
  | 'exercise-not-here'
  | 'exercise-for-two'
  | 'no-such-letter'
  | 'exercise-over'
  | 'exercise-step-over'
  | 'not-just-now'
  | 'no-room';

export type CommandRefusal = { readonly reason: SimpleRefusal } | PlanRefusal;

const sentences: Record<SimpleRefusal, string> = {
  'therapist-only': 'Only the therapist can do this.',
  'not-yours-to-ask': 'This is not on your screen. Please reload the page.',
  'too-much-said': `At most ${maxSayings} messages in one session.`,
  'not-opened-yet': 'The room is not open yet.',
  'has-ended': 'This session has ended.',
  'not-invited': 'This person is not invited to the session.',
  'not-in-the-room': 'This person is not in the room. Let them in first.',
  'has-left': 'This person has left and would not see your words. Let them in again first.',
  'no-therapist-here': 'The room stays held until a therapist of this session is connected.',
  'ink-unseen':
    'What was made before the server restarted is not all on your screen yet. Please wait a moment and press again.',
  'no-such-item': 'This is not on the board any more.',
  'held-just-now': 'The room is held, so nobody sees the board. Resume first.',
  'nobody-looks': 'Nobody of the family has this board on the screen just now.',
  'changed-meanwhile': 'This was changed while you were reading. Please look at it once more.',
  'already-there': 'This is on the shared board already.',
  'board-full': 'The shared board is full. Take something down first.',
  'joint-only': 'This is for joint sessions.',
  'exercise-not-now': 'This can’t be given just now. Your words are still here.',
  'no-such-exercise': 'There is no such exercise. Please reload the page.',
  'exercise-running': 'An exercise is under way. End it first.',
  'exercise-not-here': 'This exercise is for another kind of session, or for a closer step.',
  'exercise-for-two': 'This exercise takes two people in the room.',
  'no-such-letter': 'Choose to whom the letter goes, or which letter it is.',
  'exercise-over': 'This exercise has ended.',
  'exercise-step-over': 'The exercise has moved on meanwhile. Please look at it once more.',
  'no-room': 'The goal board between sessions has no room to open.',
  'not-just-now': 'This can’t be done just now. Nothing you wrote is lost.',
};

const isPlain = (refusal: CommandRefusal): refusal is { readonly reason: SimpleRefusal } =>
  Object.hasOwn(sentences, refusal.reason);

export const sentenceOfRefusal = (
  refusal: CommandRefusal,
  nameOf: (id: PersonId) => string,
): string =>
  isPlain(refusal) ? sentences[refusal.reason] : sentenceOfPlanRefusal(refusal, nameOf);
