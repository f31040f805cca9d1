/** One item, made ready to be painted on a canvas again and again. */
import {
  middleOf,
  type DrawnItem,
  type PathPiece,
  type PicturePiece,
  type Piece,
  type WordsPiece,
} from '../../../shared/board/draw/drawing.ts';
import type { Tone } from '../../../shared/board/draw/palette.ts';
import type { Box } from '../../../shared/board/measures.ts';
import type { PictureId } from '../../../shared/ids.ts';
import { fontOf } from './letters.ts';

/** Where a drawing's units lie on the canvas: `a b c d e f` as of `setTransform`. */
export interface Placing {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** What is painted on. */
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

type Part = (context: Context, at: Placing, look: PaintedLook) => void;

export interface PaintedLook {
  readonly tones: Readonly<Record<Tone, string>>;
  readonly opacity: number;
  readonly imageOf: (picture: PictureId) => CanvasImageSource | null;
}

export interface Painting {
  /** All that may get colour, in board units. */
  readonly box: Box;
  /** What is meant to be a stamp's own colours. */
  readonly isStamp: boolean;
  paint(context: Context, at: Placing, look: Omit<PaintedLook, 'opacity'>): void;
}

/** Board units around an item's box that its lines and its shadow may reach. */
const spill = 8;

export function paintingOf(item: DrawnItem, isStamp: boolean): Painting {
  const { box, opacity } = item;
  const parts = item.pieces.map(partOf);
  const marks = item.marks.map(partOf);
  const turn = (item.turn * Math.PI) / 180;
  const middle = middleOf(box);
  return {
    box: reachOf(box, turn),
    isStamp,
    paint(context, at, look) {
      const turned = turn === 0 ? at : around(at, middle, turn);
      for (const part of parts) part(context, turned, { ...look, opacity });
      for (const mark of marks) mark(context, at, { ...look, opacity: 1 });
    },
  };
}

/** `at`, turned by so many radians around `middle`. */
function around(at: Placing, { x, y }: { x: number; y: number }, turn: number): Placing {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [e, f] = [x - cos * x + sin * y, y - sin * x - cos * y];
  return {
    a: at.a * cos + at.c * sin,
    b: at.b * cos + at.d * sin,
    c: at.c * cos - at.a * sin,
    d: at.d * cos - at.b * sin,
    e: at.a * e + at.c * f + at.e,
    f: at.b * e + at.d * f + at.f,
  };
}

/** The upright box around a turned one. */
function reachOf({ x, y, w, h }: Box, turn: number): Box {
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const wide = w * cos + h * sin + 2 * spill;
  const high = w * sin + h * cos + 2 * spill;
  return { x: x + (w - wide) / 2, y: y + (h - high) / 2, w: wide, h: high };
}

function moveTo(
  context: Context,
  { a, b, c, d, e, f }: Placing,
  x: number,
  y: number,
  scale: number,
): void {
  context.setTransform(
    a * scale,
    b * scale,
    c * scale,
    d * scale,
    a * x + c * y + e,
    b * x + d * y + f,
  );
}

function partOf(piece: Piece): Part {
  switch (piece.kind) {
    case 'path':
      return pathPart(new Path2D(piece.d), piece.x, piece.y, piece.scale, piece.fill, piece.line);
    case 'words':
      return wordsPart(piece);
    case 'picture':
      return picturePart(piece);
    default:
      return piece satisfies never;
  }
}

// Nothing of these may hold a piece: with it its path would be kept as text, megabytes of it a board.

const pathPart =
  (
    path: Path2D,
    x: number,
    y: number,
    scale: number,
    fill: PathPiece['fill'],
    line: PathPiece['line'],
  ): Part =>
  (context, at, { tones, opacity }) => {
    moveTo(context, at, x, y, scale);
    if (fill) {
      context.globalAlpha = fill.opacity * opacity;
      context.fillStyle = tones[fill.colour];
      context.fill(path);
    }
    if (line) {
      context.globalAlpha = line.opacity * opacity;
      context.strokeStyle = tones[line.colour];
      context.lineWidth = line.width;
      context.stroke(path);
    }
  };

const wordsPart = ({ words, direction, x, y, family, size, colour }: WordsPiece): Part => {
  const font = fontOf(family, size);
  return (context, at, { tones, opacity }) => {
    moveTo(context, at, 0, 0, 1);
    context.globalAlpha = opacity;
    context.fillStyle = tones[colour];
    context.font = font;
    // Where it begins was found out before; this says only in which order its letters stand.
    context.textAlign = 'left';
    context.direction = direction;
    context.fillText(words, x, y);
  };
};

const picturePart =
  ({ picture, x, y, w, h }: PicturePiece): Part =>
  (context, at, { imageOf, opacity }) => {
    const image = imageOf(picture);
    if (!image) return;
    moveTo(context, at, 0, 0, 1);
    context.globalAlpha = opacity;
    context.drawImage(image, x, y, w, h);
  };
