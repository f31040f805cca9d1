/** What the tools for shapes and frames put on the board: by one tap, or from one point to another. */
import { frame } from '../../shared/board/items/frame.ts';
import { line } from '../../shared/board/items/line.ts';
import { shape } from '../../shared/board/items/shape.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { Board } from './board.ts';
import { penWidths, type Tools } from './tools/tools.svelte.ts';
import type { Point } from './view.svelte.ts';

/** Puts what the tool in hand makes around `middle`, at its usual size. @returns null where nothing may be made */
export function makeWith(
  { tool, shape: form, colour, width }: Tools,
  board: Board,
  middle: Point,
): ItemId | null {
  const around = (w: number, h: number): Point => ({ x: middle.x - w / 2, y: middle.y - h / 2 });
  if (tool === 'frame') {
    const { w, h } = frame.fields;
    return board.add('frame', { ...around(w.default, h.default), colour });
  }
  if (form === 'line' || form === 'arrow') {
    const { dx, dy } = line.fields;
    const heads = form === 'arrow' ? 'end' : 'none';
    const at = around(dx.default, dy.default);
    return board.add('line', { ...at, heads, colour, width: penWidths[width] });
  }
  const [w, h] = sizeOf(form);
  return board.add('shape', { ...around(w, h), form, w, h, colour });
}

/** A heart and a star are as wide as they are high. */
function sizeOf(form: Exclude<Tools['shape'], 'line' | 'arrow'>): readonly [number, number] {
  const { w, h } = shape.fields;
  return form === 'heart' || form === 'star' ? [w.default, w.default] : [w.default, h.default];
}

/** The same from one point to another, at once. */
export function makeBetween(tools: Tools, board: Board, from: Point, to: Point): ItemId | null {
  const id = makeWith(tools, board, from);
  if (id) board.span(id, from, to);
  return id;
}
