/** Notes, texts and frames as they lie on the board; the numbers are those of their views. */
import { frameNameHeight, type Frame } from '../items/frame.ts';
import { goalStateWords, type GoalCard } from '../items/goal.ts';
import type { Note } from '../items/note.ts';
import { textHeights, type BoardText } from '../items/text.ts';
import type { Piece, WordsPiece } from './drawing.ts';
import { directionOf } from './direction.ts';
import { markAt, pathAt, roundedBox, smallMark, wordsAt, type DrawnAuthor } from './pieces.ts';
import type { Family, Type } from './type.ts';
import { shortened, wrapped, type Line } from './wrap.ts';

/** An item's pieces, and how high it is with all its words. */
export interface Drawn {
  readonly h: number;
  readonly pieces: readonly Piece[];
}

const small = { size: 13, lineHeight: 13 * 1.3 };

/** Where the baseline lies in a line that begins at `top`. */
function baselineIn(
  top: number,
  lineHeight: number,
  size: number,
  { ascent, descent }: Type['metrics'][Family],
): number {
  return top + (lineHeight - (ascent + descent) * size) / 2 + ascent * size;
}

const measuredBy =
  (type: Type, family: Family, size: number) =>
  (line: string): number =>
    type.widthOf(line, family) * size;

/** A line of words in its column: at the side on which its paragraph begins. */
export function lineIn(
  { x, w }: { readonly x: number; readonly w: number },
  y: number,
  { words, direction }: Line,
  type: Type,
  look: Pick<WordsPiece, 'family' | 'size' | 'colour'>,
): WordsPiece {
  const { family, size } = look;
  const left = direction === 'ltr' ? x : x + w - type.widthOf(words, family) * size;
  return wordsAt({ x: left, y }, words, look, direction);
}

const noteInset = { top: 18, side: 16, bottom: 12, edge: 6, radius: 14, beforeName: 10 };

export function drawnNote(item: Note, author: DrawnAuthor | undefined, type: Type): Drawn {
  const { top, side, bottom, edge, radius, beforeName } = noteInset;
  const size = 17;
  const lineHeight = size * 1.45;
  const width = item.w - 2 * side;
  const lines = wrapped(item.text, width, measuredBy(type, 'text', size));
  const foot = author ? beforeName + small.lineHeight : 0;
  const h = Math.max(item.h, edge + top + lines.length * lineHeight + foot + bottom);
  const { x, y, w } = item;
  const inner = radius - edge;
  const card =
    `M0 ${edge + inner}A${radius} ${inner} 0 0 1 ${radius} ${edge}H${w - radius}` +
    `A${radius} ${inner} 0 0 1 ${w} ${edge + inner}V${h - radius}A${radius} ${radius} 0 0 1 ${w - radius} ${h}` +
    `H${radius}A${radius} ${radius} 0 0 1 0 ${h - radius}Z`;
  const whole = roundedBox(w, h, radius);
  // Beside the card, not beneath it: a pale note shows no more of its colour.
  const band =
    `M0 ${edge + inner}V${radius}A${radius} ${radius} 0 0 1 ${radius} 0H${w - radius}A${radius} ${radius} 0 0 1 ${w} ${radius}V${edge + inner}` +
    `A${radius} ${inner} 0 0 0 ${w - radius} ${edge}H${radius}A${radius} ${inner} 0 0 0 0 ${edge + inner}Z`;
  const pieces: Piece[] = [
    // A shadow without blur: a printer has none.
    pathAt({ x, y: y + 2 }, whole, { fill: 'ink', fillOpacity: 0.08 }),
    pathAt({ x, y }, card, { fill: 'card' }),
    pathAt({ x, y }, band, { fill: author ? author.colour : 'ink-2' }),
    pathAt({ x, y }, whole, { line: 'line', width: 0.75 }),
    ...lines.map((line, nth) =>
      lineIn(
        { x: x + side, w: width },
        baselineIn(y + edge + top + nth * lineHeight, lineHeight, size, type.metrics.text),
        line,
        type,
        { family: 'text', size, colour: 'ink' },
      ),
    ),
  ];
  if (author) {
    const from = y + h - bottom - small.lineHeight;
    pieces.push(...nameLine({ x: x + side, y: from }, width, author, item.edited, type));
  }
  return { h, pieces };
}

/** A person's shape and name, and whether a therapist changed the words. */
function nameLine(
  at: { readonly x: number; readonly y: number },
  width: number,
  author: DrawnAuthor,
  isEdited: boolean,
  type: Type,
): readonly Piece[] {
  const gap = 7;
  const look = { family: 'text', size: small.size, colour: 'ink-2' } as const;
  const measured = measuredBy(type, 'text', small.size);
  const edited = '· edited';
  const room = width - smallMark - gap - (isEdited ? measured(edited) + gap : 0);
  const name = shortened(author.name, room, measured);
  const y = baselineIn(at.y, small.lineHeight, small.size, type.metrics.text);
  const x = at.x + smallMark + gap;
  return [
    markAt({ x: at.x, y: at.y + (small.lineHeight - smallMark) / 2 }, author),
    wordsAt({ x, y }, name, look),
    ...(isEdited ? [wordsAt({ x: x + measured(name) + gap, y }, edited, look)] : []),
  ];
}

export function drawnText(item: BoardText, author: DrawnAuthor | undefined, type: Type): Drawn {
  const inset = { x: 4, y: 6 };
  const gap = 8;
  const size = textHeights[item.size];
  const lineHeight = size * 1.45;
  const indent = author ? smallMark + gap : 0;
  const measured = measuredBy(type, 'heading', size);
  const { x, y } = item;
  const column = { x: x + inset.x + indent, w: item.w - 2 * inset.x - indent };
  const lines = wrapped(item.text, column.w, measured);
  const baseline = (nth: number): number =>
    baselineIn(y + inset.y + nth * lineHeight, lineHeight, size, type.metrics.heading);
  const pieces: Piece[] = lines.map((line, nth) =>
    lineIn(column, baseline(nth), line, type, { family: 'heading', size, colour: 'ink' }),
  );
  if (author) {
    const at = { x: x + inset.x, y: y + inset.y + (lineHeight - smallMark) / 2 };
    pieces.unshift(markAt(at, author));
  }
  let rows = lines.length;
  if (item.edited) {
    const edited = 'edited';
    const own = measuredBy(type, 'text', small.size)(edited);
    const last = lines.at(-1) ?? { words: '', direction: 'ltr' };
    const taken = measured(last.words) + gap;
    const hasRoom = taken + own <= column.w;
    if (!hasRoom || rows === 0) rows += 1;
    const from = hasRoom ? taken : 0;
    const at = last.direction === 'ltr' ? column.x + from : column.x + column.w - from - own;
    const look = { family: 'text', size: small.size, colour: 'ink-2' } as const;
    pieces.push(wordsAt({ x: at, y: baseline(rows - 1) }, edited, look));
  }
  return { h: Math.max(item.h, 2 * inset.y + rows * lineHeight), pieces };
}

export function drawnFrame(item: Frame, author: DrawnAuthor | undefined, type: Type): Drawn {
  const { x, y, w, h } = item;
  const border = 2;
  const side = border + 16;
  const gap = 8;
  const size = 20;
  const colour = item.colour;
  const indent = author ? smallMark + gap : 0;
  const room = w - 2 * side - indent;
  const name = shortened(item.text, room, measuredBy(type, 'heading', size));
  const top = y + border;
  const corner = { x: x + border / 2, y: y + border / 2 };
  const edge = roundedBox(w - border, h - border, 22);
  const pieces: Piece[] = [
    // Nothing beneath it shines through.
    pathAt(corner, edge, { fill: 'board' }),
    pathAt(corner, edge, {
      fill: colour,
      fillOpacity: 0.06,
      line: colour,
      lineOpacity: 0.6,
      width: border,
    }),
    lineIn(
      { x: x + side + indent, w: room },
      baselineIn(top, frameNameHeight, size, type.metrics.heading),
      { words: name, direction: directionOf(name) },
      type,
      { family: 'heading', size, colour: 'ink' },
    ),
  ];
  if (author) {
    pieces.push(markAt({ x: x + side, y: top + (frameNameHeight - smallMark) / 2 }, author));
  }
  return { h, pieces };
}

/** Whose it is, its words, and where it stands. */
export function drawnGoal(item: GoalCard, type: Type): Drawn {
  const { x, y, w } = item;
  const border = 2;
  const side = border + 18;
  const top = border + 16;
  const gap = 8;
  const size = 18;
  const lineHeight = size * 1.4;
  const lines = wrapped(item.text, w - 2 * side, measuredBy(type, 'heading', size));
  const words = top + small.lineHeight + gap;
  const foot = gap + small.lineHeight + border + 14;
  const h = Math.max(item.h, words + lines.length * lineHeight + foot);
  const isOpen = item.state === 'talking' || item.state === 'put' || item.state === 'aside';
  const look = { family: 'text', size: small.size, colour: 'ink-2' } as const;
  const smallAt = (from: number): { x: number; y: number } => ({
    x: x + side,
    y: baselineIn(y + from, small.lineHeight, small.size, type.metrics.text),
  });
  const whose = shortened(item.whose, w - 2 * side, measuredBy(type, 'text', small.size));
  const pieces: Piece[] = [
    pathAt({ x: x + border / 2, y: y + border / 2 }, roundedBox(w - border, h - border, 14), {
      fill: 'card',
      line: isOpen ? 'line-strong' : 'pine',
      width: border,
    }),
    wordsAt(smallAt(top), whose, look),
    ...lines.map((line, nth) =>
      lineIn(
        { x: x + side, w: w - 2 * side },
        baselineIn(y + words + nth * lineHeight, lineHeight, size, type.metrics.heading),
        line,
        type,
        { family: 'heading', size, colour: 'ink' },
      ),
    ),
    wordsAt(smallAt(h - foot + gap), goalStateWords[item.state], look),
  ];
  return { h, pieces };
}
