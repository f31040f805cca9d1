/** The shape that stands for a person, in a square of 40. */
import type { Shape } from '../../family/person.ts';

export const markSide = 40;

/** A therapist's ring is a line of this width; all others are filled. */
export const ringWidth = 6;

const marks: Readonly<Record<Shape | 'ring', string>> = {
  // A square of 27.6 with corners of 6.5, on its tip.
  diamond:
    'M24.6 5.07L34.93 15.4A6.5 6.5 0 0 1 34.93 24.6L24.6 34.93A6.5 6.5 0 0 1 15.4 34.93L5.07 24.6A6.5 6.5 0 0 1 5.07 15.4L15.4 5.07A6.5 6.5 0 0 1 24.6 5.07Z',
  circle: 'M3 20A17 17 0 1 1 37 20A17 17 0 1 1 3 20Z',
  square: 'M12 4H28A8 8 0 0 1 36 12V28A8 8 0 0 1 28 36H12A8 8 0 0 1 4 28V12A8 8 0 0 1 12 4Z',
  hexagon:
    'M17 2.9a6 6 0 0 1 6 0l9.6 5.5a6 6 0 0 1 3 5.2v12.8a6 6 0 0 1-3 5.2L23 37.1a6 6 0 0 1-6 0l-9.6-5.5a6 6 0 0 1-3-5.2V13.6a6 6 0 0 1 3-5.2Z',
  ring: 'M5 20A15 15 0 1 1 35 20A15 15 0 1 1 5 20Z',
};

export const markPath = (shape: Shape | 'ring'): string => marks[shape];
