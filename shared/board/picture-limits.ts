/** What a therapist may put on a board as a picture (rules B40–B43). */

/** As they are recognised by their content; what a file is called says nothing. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** Bytes of the file that is sent: the largest photo an ordinary phone takes. */
export const maxPictureFileBytes = 20 * 1_024 * 1_024;
/** Pixels of it: 50 megapixels, as phones have them. A picture bomb has hundreds. */
export const maxPictureFilePixels = 50_000_000;

/** Pixels a side of what is kept: sharp on the widest screen, and no more than is ever seen. */
export const maxPictureSide = 2_000;
/** Bytes of what is kept: a few seconds on the slowest line that a session is held on. */
export const maxPictureBytes = 2 * 1_024 * 1_024;

/** Pictures kept for one session: one a minute would be more than a family can look at. */
export const maxPicturesPerSession = 60;
/** Bytes of all pictures of one session, so that a year of sessions fits a small disk. */
export const maxPictureBytesPerSession = 40 * 1_024 * 1_024;
/** Pictures a therapist may send in a minute, since each costs the server a second of work. */
export const maxPicturesPerMinute = 20;
