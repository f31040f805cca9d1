/** A drawn board as the text of an SVG. */
import type { PictureId } from '../../ids.ts';
import {
  middleOf,
  type BoardDrawing,
  type DrawnItem,
  type Paint,
  type Piece,
  type WordsPiece,
} from './drawing.ts';
import { palette } from './palette.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** For a text or an attribute; what XML 1.0 has no place for at all is left out. */
export const escaped = (words: string): string =>
  words
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replace(/[&<>"]/g, (letter) => escapes[letter] ?? '');

const rounded = (number: number): number => Math.round(number * 100) / 100;

const paint = (what: 'fill' | 'stroke', paint: Paint | null): string => {
  if (paint === null) return what === 'fill' ? ' fill="none"' : '';
  const opacity = paint.opacity === 1 ? '' : ` ${what}-opacity="${String(paint.opacity)}"`;
  return ` ${what}="${palette[paint.colour]}"${opacity}`;
};

/** How whoever makes the SVG writes what needs fonts or bytes. */
export interface SvgParts {
  readonly wordsOf: (piece: WordsPiece) => string;
  /** A picture as a `data:` URL. */
  readonly pictureOf: (picture: PictureId) => string;
}

function pieceOf(piece: Piece, { wordsOf, pictureOf }: SvgParts): string {
  if (piece.kind === 'words') return piece.words ? wordsOf(piece) : '';
  if (piece.kind === 'picture') {
    const [x, y, w, h] = [piece.x, piece.y, piece.w, piece.h].map(String);
    return `<image x="${x ?? ''}" y="${y ?? ''}" width="${w ?? ''}" height="${h ?? ''}" preserveAspectRatio="none" href="${pictureOf(piece.picture)}"/>`;
  }
  const { d, x, y, scale, fill, line } = piece;
  const enlarged = scale === 1 ? '' : ` scale(${String(rounded(scale * 100) / 100)})`;
  const width = line ? ` stroke-width="${String(line.width)}"` : '';
  const ends = line ? ' stroke-linecap="round" stroke-linejoin="round"' : '';
  return `<path transform="translate(${String(rounded(x))} ${String(rounded(y))})${enlarged}" d="${d}"${paint('fill', fill)}${paint('stroke', line)}${width}${ends}/>`;
}

function itemOf(item: DrawnItem, parts: SvgParts): string {
  const { x, y } = middleOf(item.box);
  const turn = item.turn
    ? ` transform="rotate(${String(item.turn)} ${String(rounded(x))} ${String(rounded(y))})"`
    : '';
  const opacity = item.opacity === 1 ? '' : ` opacity="${String(item.opacity)}"`;
  const written = (pieces: readonly Piece[]): string =>
    pieces.map((piece) => pieceOf(piece, parts)).join('');
  const inner =
    turn || opacity ? `<g${turn}${opacity}>${written(item.pieces)}</g>` : written(item.pieces);
  return `<g role="img" aria-label="${escaped(item.label)}">${inner}${written(item.marks)}</g>`;
}

/**
 * A whole SVG, `width` by `height` pixels. `styles` is CSS for its words.
 * Nothing in it refers to anything outside.
 */
export function svgOf(
  { box, background, items, remarks }: BoardDrawing,
  {
    width,
    height,
    label,
    styles = '',
    ...parts
  }: SvgParts & {
    readonly width: number;
    readonly height: number;
    readonly label: string;
    readonly styles?: string;
  },
): string {
  const at = [box.x, box.y, box.w, box.h].map((number) => String(rounded(number)));
  const [x = '0', y = '0', w = '0', h = '0'] = at;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="${at.join(' ')}" role="group" aria-label="${escaped(label)}">` +
    (styles ? `<style>${styles}</style>` : '') +
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${palette[background]}"/>` +
    items.map((item) => itemOf(item, parts)).join('') +
    remarks.map((piece) => pieceOf(piece, parts)).join('') +
    '</svg>\n'
  );
}
