/** What goes with a record and is no part of it: how its family stands now, and as whom it is read. */

/** A reviewer changes nothing, and reads private notes only where that was granted for the family. */
export type RecordReader = 'therapist' | 'reviewer' | 'reviewer-with-notes';

/** `GET /api/sessions/:session/record-standing`, for whoever may read the record. */
export interface RecordStanding {
  readonly familyTitle: string;
  readonly reader: RecordReader;
  /** While it is on, nothing of the family's can be torn up. */
  readonly legalHold: boolean;
}
