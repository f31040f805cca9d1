/** What is said in a room in words, and how much of it. */
import * as v from 'valibot';
import { lengthOf, tidyLines } from '../text.ts';

/** Characters of one whisper, comment or word: what is read at a glance beside a board. */
export const maxWordsLength = 500;
/**
 * What one member of the family may say and choose in one session, in decisions: far more than a
 * long session needs, and what bounds the log against a page that never stops.
 */
export const maxSayings = 400;
/** Whispers that are kept with one person; the oldest leave the screen, not the log. */
export const maxWhispersShown = 100;

/** Some words: Unicode NFC, line breaks kept, at most {@link maxWordsLength} characters, not empty. */
export const words = v.pipe(
  v.string(),
  v.maxLength(maxWordsLength * 8, `At most ${maxWordsLength} characters`),
  v.transform(tidyLines),
  v.nonEmpty('Write something first'),
  v.check((text) => lengthOf(text) <= maxWordsLength, `At most ${maxWordsLength} characters`),
);

/** What a member of the family asks for with one press; a child has four of them, an adult two. */
export const asks = ['pause', 'help', 'pass', 'near', 'break'] as const;
export type AskKind = (typeof asks)[number];

/**
 * The picture a child chooses for "someone is near me", so that the press says nothing to whoever
 * looks over the shoulder.
 */
export const nearPictures = ['star', 'boat', 'leaf', 'moon', 'cup', 'fish'] as const;
export type NearPicture = (typeof nearPictures)[number];
/** Until the child has chosen. */
export const firstNearPicture: NearPicture = 'star';
