/** One line of words in a PDF, set from the fonts of the file. */
import type PdfDocument from 'pdfkit';
import type { WordsPiece } from '../../../shared/board/draw/drawing.ts';
import { palette } from '../../../shared/board/draw/palette.ts';
import { bar } from '../../../shared/record/redaction.ts';
import { lackingWidth, type Fonts } from './fonts.ts';
import { lackingBox } from './svg-words.ts';

export type Pdf = InstanceType<typeof PdfDocument>;
type Line = Omit<WordsPiece, 'kind' | 'direction'>;

export function drawWords(pdf: Pdf, piece: Line, opacity: number, fonts: Fonts): void {
  const { words, x, y, family, size, colour } = piece;
  for (const run of fonts.runsOf(words, family)) {
    const left = x + run.x * size;
    if (run.font) {
      pdf.font(run.font.name).fontSize(size).fillColor(palette[colour], opacity);
      // No features are named: the font has none but those it was cut down to, and pdfkit then lays
      // out each word once and not each line three times.
      pdf.text(run.words, left, y, { lineBreak: false, baseline: 'alphabetic' });
    } else drawLacking(pdf, run.words, left, piece, opacity);
  }
}

/** A letter of what is blacked out: painted, and no letter in the file. */
const blackLetter = bar[0];

/** An empty box for each letter; a black one where something is blacked out. */
function drawLacking(
  pdf: Pdf,
  words: string,
  left: number,
  { y, size, colour }: Line,
  opacity: number,
): void {
  const { side, top, w, h, line } = lackingBox;
  [...words].forEach((letter, nth) => {
    const at = left + nth * lackingWidth * size;
    if (letter === blackLetter) {
      pdf.rect(at, y - 0.74 * size, lackingWidth * size, 0.92 * size).fill('#000000');
      return;
    }
    pdf.lineWidth(line * size).strokeColor(palette[colour], opacity);
    pdf.rect(at + side * size, y + top * size, w * size, h * size).stroke();
  });
}
