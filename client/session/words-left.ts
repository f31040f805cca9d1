/** How much more may be said at once; counted as the server counts it. */
import { maxWordsLength } from '../../shared/session/words.ts';
import { lengthOf, tidyLines } from '../../shared/text.ts';

/** Negative when it is too much. */
export const charactersLeft = (words: string): number =>
  maxWordsLength - lengthOf(tidyLines(words));

/** Whether these words can be sent as they are: there are some, and not too many. */
export const maySay = (words: string): boolean => words.trim() !== '' && charactersLeft(words) >= 0;
