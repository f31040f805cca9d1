/** What an exercise has left in earlier sessions, on the board again where everybody was there then. */
import type { PersonId } from '../ids.ts';
import type { Kind, Piece } from './exercise.ts';
import { framed, noteHeight, piece } from './pieces.ts';

export interface WallNote {
  readonly by: PersonId;
  readonly text: string;
}

/** Notes on a wall: more can't be read in a moment. The latest stay. */
export const mostOnWall = 24;
/** Sessions looked back on. */
export const mostWallSessions = 24;

const columns = 4;
const width = 260;
const gap = 24;

/** In rows, the earliest first; nothing around nothing. @param notes the earliest first */
export function wallOf({ gathers }: Kind, notes: readonly WallNote[]): readonly Piece[] {
  if (gathers === undefined) return [];
  const there = notes.slice(-mostOnWall);
  let y = 0;
  const rows = Array.from({ length: Math.ceil(there.length / columns) }, (_, row) => {
    const inRow = there.slice(row * columns, (row + 1) * columns);
    const h = Math.max(...inRow.map(({ text }) => noteHeight(text, width)));
    const from = y;
    y += h + gap;
    return inRow.map(({ by, text }, at) =>
      piece(by, { kind: 'note', x: at * (width + gap), y: from, w: width, h, text }),
    );
  });
  const across = Math.min(columns, there.length);
  const size = { w: across * (width + gap) - gap, h: y - gap };
  return framed(gathers, 'ochre', size, rows.flat());
}
