/**
 * A therapist's private note: pinned to the moment it was written, kept apart from everything a
 * family member or a saved board can ever show.
 */
import * as v from 'valibot';
import { lengthOf, tidyLines } from '../text.ts';

/** Characters; some two pages. What is longer is a report and belongs into the practice's file. */
export const maxPrivateNoteLength = 4_000;
/** Notes of one session; one every twenty seconds for an hour, all of them in one answer. */
export const maxPrivateNotesInSession = 200;

const tooLong = `A note is at most ${maxPrivateNoteLength} characters long`;

export const privateNoteText = v.pipe(
  v.string('The note is missing'),
  v.maxLength(maxPrivateNoteLength * 8, tooLong),
  v.transform(tidyLines),
  v.nonEmpty('Write the note first'),
  v.check((text) => lengthOf(text) <= maxPrivateNoteLength, tooLong),
);
