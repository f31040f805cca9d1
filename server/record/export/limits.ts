/** The limits of an export, each named to whoever meets it (rule R6). */

/** Pixels along the longer side of a PNG: 25 megapixels at the most, 100 MB while it is painted. */
export const mostPngSide = 5_000;
/** Pixels a board unit takes where there is room: sharp on a fine screen. */
export const pngScale = 2;

/** Pages of one PDF; a larger board is made smaller instead. */
export const mostPages = 36;

/** Milliseconds for one export; the fullest board there can be takes a few seconds. */
export const mostExportMs = 20_000;
/** Exports made at a time: each takes a core of the server and up to 400 MB. */
export const mostAtOnce = 2;
