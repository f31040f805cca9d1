/** How a board lies on sheets of paper. All in points: 72 to the inch. */
import type { Box } from '../../../shared/board/measures.ts';
import { mostExportSheets, type ExportPaper } from '../../../shared/wire/http.ts';

/** Points: the shorter side, then the longer. */
export const papers: Readonly<Record<ExportPaper, readonly [short: number, long: number]>> = {
  a4: [595.28, 841.89],
  letter: [612, 792],
};
/** Half an inch: what a usual printer leaves white. */
export const pageMargin = 36;
/** What neighbouring sheets have in common, to be glued: a little less than a centimetre. */
export const overlap = 24;
/** A board unit at 100 %: a CSS pixel is three quarters of a point. */
const fullScale = 0.75;
/** Words on a note are then a good 10 points high: read at arm's length, and not many sheets. */
const splitScale = 0.6;

interface Size {
  readonly w: number;
  readonly h: number;
}

export interface Sheet {
  /** Counted from 0, from the upper left. */
  readonly row: number;
  readonly column: number;
  /** The part of the board on it, in board units. */
  readonly part: Box;
  /** Where its upper left corner lies on the paper. */
  readonly at: { readonly x: number; readonly y: number };
}

export interface Sheets {
  readonly paper: Size;
  /** Points a board unit takes. */
  readonly scale: number;
  readonly rows: number;
  readonly columns: number;
  readonly sheets: readonly Sheet[];
}

/** All of it on one sheet, or large enough to be read on as many as that takes. */
export function sheetsFor(box: Box, paper: ExportPaper, isSplit: boolean): Sheets {
  const [short, long] = papers[paper];
  const sizes = [
    { w: long, h: short },
    { w: short, h: long },
  ];
  const one = best(sizes.map((size) => onOne(box, size)));
  if (!isSplit || one.scale >= splitScale) return one;
  return best(sizes.map((size) => onMany(box, size)));
}

/** The fewest sheets, and of those the largest drawing. */
function best(ways: readonly Sheets[]): Sheets {
  const [first, ...others] = ways;
  if (!first) throw new Error('a paper lies upright or across');
  return others.reduce((chosen, way) => {
    const fewer = chosen.sheets.length - way.sheets.length;
    return fewer > 0 || (fewer === 0 && way.scale > chosen.scale) ? way : chosen;
  }, first);
}

const roomOn = ({ w, h }: Size): Size => ({ w: w - 2 * pageMargin, h: h - 2 * pageMargin });

function onOne(box: Box, paper: Size): Sheets {
  const room = roomOn(paper);
  const scale = Math.min(fullScale, room.w / box.w, room.h / box.h);
  const at = { x: (paper.w - box.w * scale) / 2, y: (paper.h - box.h * scale) / 2 };
  const sheets = [{ row: 0, column: 0, part: box, at }];
  return { paper, scale, rows: 1, columns: 1, sheets };
}

function onMany(box: Box, paper: Size): Sheets {
  const room = roomOn(paper);
  const count = (length: number, along: number): number =>
    Math.max(1, Math.ceil((length - overlap) / (along - overlap)));
  let scale = splitScale;
  let rows = count(box.h * scale, room.h);
  let columns = count(box.w * scale, room.w);
  while (rows * columns > mostExportSheets) {
    scale *= 0.9;
    rows = count(box.h * scale, room.h);
    columns = count(box.w * scale, room.w);
  }
  const step = { x: (room.w - overlap) / scale, y: (room.h - overlap) / scale };
  const sheets = Array.from({ length: rows * columns }, (_, nth): Sheet => {
    const row = Math.floor(nth / columns);
    const column = nth % columns;
    const x = box.x + column * step.x;
    const y = box.y + row * step.y;
    return {
      row,
      column,
      part: {
        x,
        y,
        w: Math.min(room.w / scale, box.x + box.w - x),
        h: Math.min(room.h / scale, box.y + box.h - y),
      },
      at: { x: pageMargin, y: pageMargin },
    };
  });
  return { paper, scale, rows, columns, sheets };
}
