/** The limits of an export, each named to whoever meets it (rule R6). */

/** Pixels a board unit takes where there is room: sharp on a fine screen. */
export const pngScale = 2;

/** Milliseconds for one export; a board of 2,000 items takes four seconds of a core. */
export const mostExportMs = 40_000;
/** Exports made at a time: each takes a core of the server and up to 400 MB. */
export const mostAtOnce = 2;

/** Said in a file where it is true. */
export const lackingRemark =
  'An empty box stands for a letter that the fonts of this file do not have.';
