/** An export in words as a tagged PDF: headings, lists and tables are ones to a screen reader, too. */
import PdfDocument from 'pdfkit';
import type { Family } from '../../../shared/board/draw/type.ts';
import { wrapped } from '../../../shared/board/draw/wrap.ts';
import { wordsOfDocument, type Block, type Document } from '../../../shared/record/document.ts';
import type { ExportPaper } from '../../../shared/wire/http.ts';
import { fontsFor, type Fonts } from './fonts.ts';
import { papers } from './pages.ts';
import { drawWords, type Pdf } from './pdf-words.ts';
import { lackingRemark } from './limits.ts';
import { wholeOf } from './pdf.ts';

/** What to write; plain data, so that it can go to another thread. */
export interface DocumentOrder {
  readonly format: 'document';
  readonly document: Document;
  readonly paper: ExportPaper;
}

/** Points: a letter's usual edge. */
const edge = 56;
const footer = 30;

interface Style {
  readonly family: Family;
  readonly size: number;
  readonly colour: 'ink' | 'ink-2';
  /** From one baseline to the next. */
  readonly leading: number;
}
const styles = {
  title: { family: 'heading', size: 19, colour: 'ink', leading: 24 },
  heading: { family: 'heading', size: 12, colour: 'ink', leading: 16 },
  text: { family: 'text', size: 9.5, colour: 'ink', leading: 13 },
  quiet: { family: 'text', size: 9.5, colour: 'ink-2', leading: 13 },
  small: { family: 'text', size: 8, colour: 'ink-2', leading: 11 },
} as const satisfies Record<string, Style>;

type Struct = ReturnType<Pdf['struct']>;
interface Column {
  readonly x: number;
  readonly w: number;
}

export async function documentPdf({ document, paper }: DocumentOrder): Promise<Buffer> {
  const letters = [...wordsOfDocument(document), lackingRemark, 'Page of •–0123456789'];
  const fonts = await fontsFor([...new Set(letters.join('').normalize('NFC'))].join(''));
  const pdf = new PdfDocument({
    autoFirstPage: false,
    bufferPages: true,
    size: [...papers[paper]],
    margin: 0,
    tagged: true,
    pdfVersion: '1.7',
    lang: document.language,
    displayTitle: true,
    info: { Title: document.title, Creator: 'Kinbridge', Producer: 'Kinbridge' },
  });
  const whole = wholeOf(pdf);
  for (const { name, file } of [...fonts.used.text, ...fonts.used.heading]) {
    pdf.registerFont(name, file);
  }
  const top = pdf.struct('Document');
  pdf.addStructure(top);
  const sheet = onSheets(pdf, fonts, papers[paper]);
  sheet.paragraph(top, 'H1', document.title, styles.title, sheet.whole);
  sheet.gap(6);
  const remark: Block = { is: 'small', words: lackingRemark };
  for (const block of [...document.blocks, ...(fonts.lacking.length > 0 ? [remark] : [])]) {
    write(block, top, sheet);
  }
  top.end();
  sheet.numberPages();
  pdf.end();
  return await whole;
}

/** A pen that goes down the page and on to the next one. */
function onSheets(pdf: Pdf, fonts: Fonts, [w, h]: readonly [number, number]) {
  const whole: Column = { x: edge, w: w - 2 * edge };
  const bottom = h - edge - footer;
  let y = Infinity;

  const newPage = (): void => {
    pdf.addPage({ size: [w, h], margin: 0 });
    y = edge;
  };
  const linesIn = (
    words: string,
    { family, size }: Style,
    { w: width }: Column,
  ): readonly string[] =>
    wrapped(words, width, (line) => fonts.widthOf(line, family) * size).map((line) => line.words);
  const line = (words: string, x: number, { family, size, colour }: Style): void => {
    drawWords(pdf, { words, x, y: y + size, family, size, colour }, 1, fonts);
  };
  const room = (points: number): boolean => {
    const isNew = y + points > bottom;
    if (isNew) newPage();
    return isNew;
  };

  return {
    whole,
    room,
    gap(points: number): void {
      y += points;
    },
    /** Goes on where it stands; over as many pages as it takes. */
    paragraph(parent: Struct, tag: string, words: string, style: Style, column: Column): void {
      const element = pdf.struct(tag);
      parent.add(element);
      const lines = [...linesIn(words, style, column)];
      while (lines.length > 0) {
        room(style.leading);
        const marked = pdf.markStructureContent(tag);
        while (lines.length > 0 && y + style.leading <= bottom) {
          const next = lines.shift() ?? '';
          // The blank at which a line was broken, for whoever copies or reads the words.
          line(lines.length > 0 && !next.endsWith('-') ? `${next} ` : next, column.x, style);
          y += style.leading;
        }
        pdf.endMarkedContent();
        element.add(marked);
      }
      element.end();
    },
    /** One line of a list: its mark at the left, on the same line as the first of the words. */
    labelled(
      parent: Struct,
      label: string,
      words: string,
      style: Style,
      columns: readonly [Column, Column],
    ): void {
      const item = pdf.struct('LI');
      parent.add(item);
      const names = linesIn(label, styles.quiet, columns[0]);
      room(Math.max(names.length, 1) * style.leading);
      const marked = pdf.markStructureContent('Lbl');
      const from = y;
      for (const name of names) {
        line(name, columns[0].x, styles.quiet);
        y += style.leading;
      }
      pdf.endMarkedContent();
      const under = y;
      y = from;
      const page = pdf.bufferedPageRange().count;
      item.add(pdf.struct('Lbl', {}, [marked]));
      this.paragraph(item, 'LBody', words, style, columns[1]);
      if (pdf.bufferedPageRange().count === page) y = Math.max(y, under);
      item.end();
    },
    /** Cells beside each other, on one page. @returns whether a page began with it */
    row(
      parent: Struct,
      tag: 'TH' | 'TD',
      cells: readonly string[],
      columns: readonly Column[],
    ): void {
      const style = tag === 'TH' ? styles.quiet : styles.text;
      const lined = cells.map((words, at) => linesIn(words, style, columns[at] ?? whole));
      const height = Math.max(1, ...lined.map((lines) => lines.length)) * style.leading;
      room(height + 4);
      const row = pdf.struct('TR');
      parent.add(row);
      for (const [at, lines] of lined.entries()) {
        const from = y;
        const cell = pdf.markStructureContent(tag);
        for (const words of lines) {
          line(words, columns[at]?.x ?? edge, style);
          y += style.leading;
        }
        pdf.endMarkedContent();
        row.add(pdf.struct(tag, {}, [cell]));
        y = from;
      }
      row.end();
      y += height + 3;
      pdf.markContent('Artifact', { type: 'Layout' });
      pdf
        .lineWidth(0.5)
        .strokeColor('#e3dccf', 1)
        .moveTo(edge, y)
        .lineTo(w - edge, y)
        .stroke();
      pdf.endMarkedContent();
      y += 3;
    },
    struct: (type: string) => pdf.struct(type),
    numberPages(): void {
      const { count } = pdf.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        pdf.switchToPage(page);
        pdf.markContent('Artifact', { type: 'Pagination' });
        y = h - edge - 12;
        line(`Page ${String(page + 1)} of ${String(count)}`, edge, styles.small);
        pdf.endMarkedContent();
      }
    },
  };
}

function write(block: Block, top: Struct, sheet: ReturnType<typeof onSheets>): void {
  const { whole } = sheet;
  switch (block.is) {
    case 'heading':
      sheet.gap(10);
      // With two lines at least of what it is a heading of.
      sheet.room(styles.heading.leading + 2 * styles.text.leading + 6);
      sheet.paragraph(top, 'H2', block.words, styles.heading, whole);
      sheet.gap(2);
      return;
    case 'text':
      sheet.paragraph(top, 'P', block.words, styles.text, whole);
      sheet.gap(4);
      return;
    case 'small':
      sheet.paragraph(top, 'P', block.words, styles.small, whole);
      return;
    case 'list':
    case 'facts': {
      const list = sheet.struct('L');
      top.add(list);
      const side = block.is === 'list' ? 12 : whole.w * 0.24;
      const columns = [
        { x: whole.x, w: side - 8 },
        { x: whole.x + side, w: whole.w - side },
      ] as const;
      const rows =
        block.is === 'list' ? block.items.map((words) => ['•', words] as const) : block.rows;
      for (const [label, words] of rows) {
        sheet.labelled(list, label, words, styles.text, columns);
        sheet.gap(1.5);
      }
      list.end();
      sheet.gap(4);
      return;
    }
    case 'table': {
      const table = sheet.struct('Table');
      top.add(table);
      let x = whole.x;
      const columns = block.widths.map((part) => {
        const column = { x, w: part * whole.w - 8 };
        x += part * whole.w;
        return column;
      });
      sheet.row(table, 'TH', block.heads, columns);
      for (const row of block.rows) sheet.row(table, 'TD', row, columns);
      table.end();
      sheet.gap(4);
      return;
    }
    default:
      return block satisfies never;
  }
}
