/** Laying out what an exercise leaves: tidy, in a frame. */
import type { TemplateItem } from '../board/template.ts';
import type { BoardColour } from '../board/colour.ts';
import type { PersonId } from '../ids.ts';
import type { Piece } from './exercise.ts';

export const piece = (by: PersonId | null, item: TemplateItem, pinned = false): Piece => ({
  by,
  item,
  pinned,
});

/** Board units around what lies in a frame, and beneath its name. */
export const inset = 40;
export const top = 84;

/** A named frame around a plane of `w` × `h` board units. Nothing at all around nothing. */
export const framed = (
  text: string,
  colour: BoardColour,
  { w, h }: { readonly w: number; readonly h: number },
  inside: readonly Piece[],
): readonly Piece[] =>
  inside.length === 0
    ? []
    : [
        piece(null, {
          ...{ kind: 'frame', x: 0, y: 0, colour, text },
          ...{ w: w + 2 * inset, h: h + top + inset },
        }),
        ...inside.map((one) => ({
          ...one,
          item: { ...one.item, x: (one.item.x ?? 0) + inset, y: (one.item.y ?? 0) + top },
        })),
      ];

/** Height of a note that holds these words at this width, in board units. */
export function noteHeight(text: string, w: number): number {
  const across = Math.max(8, Math.floor(w / 10));
  const lines = text.split('\n').map((line) => Math.max(1, Math.ceil(line.length / across)));
  return Math.max(100, 64 + 26 * lines.reduce((sum, one) => sum + one, 0));
}
