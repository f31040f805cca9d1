/** A drawn board as a PDF: vectors, its letters inside, nothing that points outside. */
import PdfDocument from 'pdfkit';
import {
  middleOf,
  type BoardDrawing,
  type DrawnItem,
  type PathPiece,
  type PicturePiece,
  type Piece,
} from '../../../shared/board/draw/drawing.ts';
import { palette } from '../../../shared/board/draw/palette.ts';
import type { PictureId } from '../../../shared/ids.ts';
import type { Box } from '../../../shared/board/measures.ts';
import type { Fonts } from './fonts.ts';
import { overlap, pageMargin, type Sheet, type Sheets } from './pages.ts';
import { drawWords, type Pdf } from './pdf-words.ts';

/** What a PDF has inside of it. */
export interface PdfParts {
  readonly fonts: Fonts;
  readonly pictures: ReadonlyMap<PictureId, { readonly bytes: Uint8Array }>;
}

/** Quiet enough not to be taken for something on the board. */
const markColour = 'line-strong';

export async function pdfOf(
  drawing: BoardDrawing,
  sheets: Sheets,
  parts: PdfParts,
  title: string,
): Promise<Buffer> {
  const pdf = new PdfDocument({
    autoFirstPage: false,
    margin: 0,
    // No dates of the making, no names: a file says what is on it.
    info: { Title: title, Creator: 'Kinbridge', Producer: 'Kinbridge' },
    lang: 'en',
    displayTitle: true,
  });
  const whole = wholeOf(pdf);
  for (const { name, file } of [...parts.fonts.used.text, ...parts.fonts.used.heading]) {
    pdf.registerFont(name, file);
  }
  for (const sheet of sheets.sheets) {
    pdf.addPage({ size: [sheets.paper.w, sheets.paper.h], margin: 0 });
    drawSheet(pdf, drawing, sheet, sheets.scale, parts);
    if (sheets.sheets.length > 1) markSheet(pdf, sheet, sheets, parts);
  }
  pdf.end();
  return await whole;
}

/** All of a PDF, once it is ended; it says on which day it was made, and no hour. */
export function wholeOf(pdf: Pdf): Promise<Buffer> {
  pdf.info.CreationDate?.setUTCHours(0, 0, 0, 0);
  return new Promise((done, failed) => {
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => {
      done(Buffer.concat(parts));
    });
    pdf.on('error', failed);
  });
}

function drawSheet(
  pdf: Pdf,
  { background, items, remarks }: BoardDrawing,
  { part, at }: Sheet,
  scale: number,
  parts: PdfParts,
): void {
  pdf.save();
  pdf.rect(at.x, at.y, part.w * scale, part.h * scale).clip();
  pdf.rect(at.x, at.y, part.w * scale, part.h * scale).fill(palette[background]);
  pdf.translate(at.x, at.y).scale(scale).translate(-part.x, -part.y);
  for (const item of items) if (meets(item, part)) drawItem(pdf, item, parts);
  for (const piece of remarks) drawPiece(pdf, piece, 1, parts);
  pdf.restore();
}

/** Whether any of an item may be seen there; it is turned by some degrees at the most. */
function meets({ box, turn }: DrawnItem, part: Box): boolean {
  const around = 8 + (turn ? Math.max(box.w, box.h) / 4 : 0);
  return (
    box.x - around < part.x + part.w &&
    box.x + box.w + around > part.x &&
    box.y - around < part.y + part.h &&
    box.y + box.h + around > part.y
  );
}

function drawItem(pdf: Pdf, item: DrawnItem, parts: PdfParts): void {
  pdf.save();
  const { x, y } = middleOf(item.box);
  if (item.turn) pdf.rotate(item.turn, { origin: [x, y] });
  for (const piece of item.pieces) drawPiece(pdf, piece, item.opacity, parts);
  pdf.restore();
  for (const piece of item.marks) drawPiece(pdf, piece, 1, parts);
}

function drawPiece(pdf: Pdf, piece: Piece, opacity: number, parts: PdfParts): void {
  if (piece.kind === 'path') drawPath(pdf, piece, opacity);
  else if (piece.kind === 'picture') drawPicture(pdf, piece, opacity, parts);
  else drawWords(pdf, piece, opacity, parts.fonts);
}

function drawPath(pdf: Pdf, { d, x, y, scale, fill, line }: PathPiece, opacity: number): void {
  pdf.save();
  pdf.translate(x, y).scale(scale);
  pdf.path(d);
  if (fill) pdf.fillColor(palette[fill.colour], fill.opacity * opacity);
  if (line) {
    pdf.lineWidth(line.width).lineCap('round').lineJoin('round');
    pdf.strokeColor(palette[line.colour], line.opacity * opacity);
  }
  if (fill && line) pdf.fillAndStroke();
  else if (fill) pdf.fill();
  else if (line) pdf.stroke();
  pdf.restore();
}

function drawPicture(
  pdf: Pdf,
  { picture, x, y, w, h }: PicturePiece,
  opacity: number,
  { pictures }: PdfParts,
): void {
  const found = pictures.get(picture);
  if (!found) throw new Error('only pictures that are here are drawn');
  pdf.save();
  pdf.opacity(opacity);
  pdf.image(Buffer.from(found.bytes), x, y, { width: w, height: h });
  pdf.restore();
}

/** Which sheet it is, and dashed lines where the next ones begin: they are laid edge on line. */
function markSheet(pdf: Pdf, sheet: Sheet, sheets: Sheets, parts: PdfParts): void {
  const { paper, rows, columns, scale } = sheets;
  const end = { x: pageMargin + sheet.part.w * scale, y: pageMargin + sheet.part.h * scale };
  pdf.save();
  pdf.lineWidth(0.5).dash(3, { space: 3 }).strokeColor(palette[markColour], 1);
  const across = (y: number): void => void pdf.moveTo(pageMargin, y).lineTo(end.x, y).stroke();
  const down = (x: number): void => void pdf.moveTo(x, pageMargin).lineTo(x, end.y).stroke();
  if (sheet.row > 0) across(pageMargin + overlap);
  if (sheet.row < rows - 1) across(end.y - overlap);
  if (sheet.column > 0) down(pageMargin + overlap);
  if (sheet.column < columns - 1) down(end.x - overlap);
  pdf.undash();
  drawWords(
    pdf,
    {
      words: sheetWords(sheet, sheets),
      x: pageMargin,
      y: paper.h - pageMargin / 2,
      family: 'text',
      size: 8,
      colour: markColour,
    },
    1,
    parts.fonts,
  );
  pdf.restore();
}

const sheetWords = ({ row, column }: Sheet, { rows, columns }: Sheets): string =>
  `Sheet ${String(row * columns + column + 1)} of ${String(rows * columns)}: row ${String(row + 1)}, column ${String(column + 1)}`;

/** All letters that the marks of sheets may need. */
export const sheetLetters = 'Sheet of: row, column 0123456789';
