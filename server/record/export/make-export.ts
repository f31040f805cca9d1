/** A saved board as a file. Busy for seconds: for a thread of its own. */
import { Resvg } from '@resvg/resvg-js';
import {
  boardDrawing,
  lettersOf,
  withRemark,
  type DrawnPeople,
} from '../../../shared/board/draw/board.ts';
import { withBars, type BarPlace } from '../../../shared/board/draw/bars.ts';
import type { BoardDrawing } from '../../../shared/board/draw/drawing.ts';
import type { DrawnAuthor } from '../../../shared/board/draw/pieces.ts';
import { svgOf } from '../../../shared/board/draw/svg.ts';
import type { Item } from '../../../shared/board/item.ts';
import type { ParticipantId, PictureId } from '../../../shared/ids.ts';
import {
  mostExportPixels,
  type ExportFormat,
  type ExportPaper,
} from '../../../shared/wire/http.ts';
import { fontsFor, type Fonts } from './fonts.ts';
import { lackingRemark, pngScale } from './limits.ts';
import { sheetsFor } from './pages.ts';
import { pdfOf, sheetLetters } from './pdf.ts';
import { embedded, outlined, textOf } from './svg-words.ts';

/** A picture as a file, of a type that all three formats can hold. */
export interface DrawnPicture {
  readonly type: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}
type Pictures = ReadonlyMap<PictureId, DrawnPicture>;

/** What to make; plain data, so that it can go to another thread. */
export interface ExportOrder {
  readonly format: ExportFormat;
  readonly paper: ExportPaper;
  readonly isSplit: boolean;
  readonly items: readonly Item[];
  readonly people: readonly (readonly [ParticipantId, DrawnAuthor])[];
  /** The pictures on it; of one that is not here the place is drawn. */
  readonly pictures: readonly (readonly [PictureId, DrawnPicture])[];
  /** What the file says it is. */
  readonly title: string;
  /** Where something is blacked out; of what lay there nothing is in the order. */
  readonly bars: readonly BarPlace[];
  /** Sentences beneath the board. */
  readonly remarks: readonly string[];
}

/** Something that lies on the board can't be painted, a picture that is none for example. */
export class NotDrawable extends Error {
  override readonly name = 'NotDrawable';
}

/** @throws NotDrawable, FontsMissing */
export async function makeExport(order: ExportOrder): Promise<Buffer> {
  const { items, remarks } = order;
  const people = new Map(order.people);
  const fonts = await fontsFor(
    [lettersOf(items, people), sheetLetters, lackingRemark, ...remarks].join(''),
  );
  try {
    return await drawn(order, fonts, people);
  } catch (cause) {
    throw new NotDrawable(`a board of ${String(items.length)} things`, { cause });
  }
}

async function drawn(
  { format, items, bars, paper, isSplit, title, remarks, ...order }: ExportOrder,
  fonts: Fonts,
  people: DrawnPeople,
): Promise<Buffer> {
  const pictures = new Map(order.pictures);
  const all = boardDrawing(items, people, fonts, new Set(pictures.keys()));
  const board = remarks.reduce(withRemark, withBars(all, bars));
  // An SVG keeps the letters themselves, and whoever shows it has fonts of their own.
  if (format === 'svg') return Buffer.from(await svgFile(board, fonts, pictures, title));
  const drawing = fonts.lacking.length > 0 ? withRemark(board, lackingRemark) : board;
  if (format === 'png') return pngOf(drawing, fonts, pictures, title);
  const sheets = sheetsFor(drawing.box, paper, isSplit);
  return await pdfOf(drawing, sheets, { fonts, pictures }, title);
}

const inside = (pictures: Pictures, id: PictureId): string => {
  const picture = pictures.get(id);
  if (!picture) throw new Error('only pictures that are here are drawn');
  return `data:${picture.type};base64,${Buffer.from(picture.bytes).toString('base64')}`;
};

async function svgFile(
  drawing: BoardDrawing,
  fonts: Fonts,
  pictures: Pictures,
  label: string,
): Promise<string> {
  return svgOf(drawing, {
    width: Math.round(drawing.box.w),
    height: Math.round(drawing.box.h),
    label,
    styles: await embedded(fonts),
    wordsOf: (piece) => textOf(piece, fonts),
    pictureOf: (id) => inside(pictures, id),
  });
}

function pngOf(drawing: BoardDrawing, fonts: Fonts, pictures: Pictures, label: string): Buffer {
  const { w, h } = drawing.box;
  const scale = Math.min(pngScale, mostExportPixels / Math.max(w, h));
  const width = Math.max(1, Math.round(w * scale));
  const height = Math.max(1, Math.round(h * scale));
  const svg = svgOf(drawing, {
    width,
    height,
    label,
    wordsOf: (piece) => outlined(piece, fonts),
    pictureOf: (id) => inside(pictures, id),
  });
  // Every letter is an outline by now: no font of this machine gets in.
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}
