/** What a therapist reads of somebody, and of an answer. */
import type { LetterState } from '../../shared/exercise/letter.ts';
import type { RunInView } from '../../shared/exercise/shown-shape.ts';

export const stateWords: Record<RunInView['people'][number]['state'], string> = {
  asked: 'is asked',
  answered: 'is done',
  passed: 'passed',
  'not-asked': 'is not asked now',
  away: 'is not in the room',
};

export const answerWords: Record<RunInView['answers'][number]['state'], string> = {
  passed: 'Passed',
  sealed: 'Only you and they see this',
  waits: 'Waits for you',
  shown: 'Everybody in the room sees this',
};

export const letterWords: Record<LetterState, string> = {
  waiting: 'not told of yet',
  later: 'the child said later',
  never: 'the child said never',
  read: 'read',
};
