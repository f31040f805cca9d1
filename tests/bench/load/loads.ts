/** The loads, in the words of the figures they are for. */

export interface Load {
  readonly name: string;
  readonly rooms: number;
  /** Edits a second each who draws makes. */
  readonly editsPerSecond: number;
  /** Cursor moves a second each of the four makes beside them. */
  readonly cursorsPerSecond: number;
  /** Who draws; all four, where it isn't said. */
  readonly drawing?: readonly Seat[];
}

export const loads = {
  thin: { name: 'thin', rooms: 250, editsPerSecond: 4, cursorsPerSecond: 0 },
  meeting: { name: 'meeting', rooms: 50, editsPerSecond: 20, cursorsPerSecond: 15 },
} as const satisfies Record<string, Load>;

/** As many edits, by the family or by the one who waits for nobody. */
export const whoDraws = {
  family: {
    name: 'the family draws',
    rooms: 50,
    editsPerSecond: 20,
    cursorsPerSecond: 0,
    drawing: ['child', 'parent', 'grandparent'],
  },
  therapist: {
    name: 'the therapist draws',
    rooms: 50,
    editsPerSecond: 60,
    cursorsPerSecond: 0,
    drawing: ['therapist'],
  },
} as const satisfies Record<string, Load>;

/** Who is in a room, in the order their documents and links are kept in. */
export const seats = ['therapist', 'child', 'parent', 'grandparent'] as const;
export type Seat = (typeof seats)[number];

export const peoplePerRoom = seats.length;
