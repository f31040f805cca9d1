/** The two loads of `npm run bench gateway`, in the words of the figures they are for. */

export interface Load {
  readonly name: 'thin' | 'meeting';
  readonly rooms: number;
  /** Edits a second each of the four makes. */
  readonly editsPerSecond: number;
  /** Cursor moves a second each of the four makes beside them. */
  readonly cursorsPerSecond: number;
}

export const loads = {
  thin: { name: 'thin', rooms: 250, editsPerSecond: 4, cursorsPerSecond: 0 },
  meeting: { name: 'meeting', rooms: 50, editsPerSecond: 20, cursorsPerSecond: 15 },
} as const satisfies Record<Load['name'], Load>;

/** Who is in a room, in the order their documents and links are kept in. */
export const seats = ['therapist', 'child', 'parent', 'grandparent'] as const;
export type Seat = (typeof seats)[number];

export const peoplePerRoom = seats.length;
