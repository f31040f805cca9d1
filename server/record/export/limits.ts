/** The limits of an export, each named to whoever meets it (rule R6). */

/** Pixels a board unit takes where there is room: sharp on a fine screen. */
export const pngScale = 2;

/** Milliseconds for one export; a board of 2,000 items takes twelve seconds of a core. */
export const mostExportMs = 40_000;
/** Exports made at a time: each takes a core of the server and up to 400 MB. */
export const mostAtOnce = 2;
