/** A drawn board: what to paint, lowest first, in board units. Whoever has it can make any picture of it. */
import type { ItemId, PictureId } from '../../ids.ts';
import type { Box } from '../measures.ts';
import type { Direction } from './direction.ts';
import type { Tone } from './palette.ts';
import type { Family } from './type.ts';

/** A colour by its name, and how much of what lies below it covers. */
export interface Paint {
  readonly colour: Tone;
  readonly opacity: number;
}

/** A path that begins at its own 0, 0, enlarged by `scale`; lines have round ends and corners. */
export interface PathPiece {
  readonly kind: 'path';
  readonly d: string;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly fill: Paint | null;
  readonly line: (Paint & { readonly width: number }) | null;
}

/** One line of words; `x` is where it begins on the left, whichever way it is read, `y` the baseline. */
export interface WordsPiece {
  readonly kind: 'words';
  readonly words: string;
  readonly direction: Direction;
  readonly x: number;
  readonly y: number;
  readonly family: Family;
  readonly size: number;
  readonly colour: Tone;
}

/** A picture that whoever paints has, filling its box. */
export interface PicturePiece extends Box {
  readonly kind: 'picture';
  readonly picture: PictureId;
}

export type Piece = PathPiece | WordsPiece | PicturePiece;

export interface DrawnItem {
  readonly id: ItemId;
  /** What a screen reader says of it. */
  readonly label: string;
  /** All that it covers, also where its words need more than its own height. */
  readonly box: Box;
  /** Degrees clockwise around the middle of its box. */
  readonly turn: number;
  readonly opacity: number;
  readonly pieces: readonly Piece[];
  /** What is said about it: neither turned nor pale. */
  readonly marks: readonly Piece[];
}

export interface BoardDrawing {
  /** Everything drawn, with a margin around it. */
  readonly box: Box;
  readonly background: Tone;
  readonly items: readonly DrawnItem[];
  /** What is said about the board, and lies on top. */
  readonly remarks: readonly Piece[];
}

/** The middle of a box: what it is turned around. */
export const middleOf = ({ x, y, w, h }: Box): { readonly x: number; readonly y: number } => ({
  x: x + w / 2,
  y: y + h / 2,
});
