/**
 * A therapist's private note: pinned to the moment it was written, kept apart from everything a
 * family member or a saved board can ever show.
 */
import * as v from 'valibot';
import { instant } from '../ids.ts';
import { lengthOf, tidyLines } from '../text.ts';

/** Characters; some two pages. What is longer is a report and belongs into the practice's file. */
export const maxPrivateNoteLength = 4_000;
/** Notes of one session; one every twenty seconds for an hour, all of them in one answer. */
export const maxPrivateNotesInSession = 200;

const tooLong = `A note is at most ${maxPrivateNoteLength} characters long`;

/** Earlier words that one note keeps; whoever changes one that often begins another. */
export const maxPrivateNoteVersions = 100;

/** What of its session a note is about: all of it, or one moment of it. */
export const privateNotePin = v.union([v.literal('whole'), instant]);
export type PrivateNotePin = v.InferOutput<typeof privateNotePin>;

export const privateNoteText = v.pipe(
  v.string('The note is missing'),
  v.maxLength(maxPrivateNoteLength * 8, tooLong),
  v.transform(tidyLines),
  v.nonEmpty('Write the note first'),
  v.check((text) => lengthOf(text) <= maxPrivateNoteLength, tooLong),
);
