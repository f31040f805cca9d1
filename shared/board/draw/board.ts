/** A whole board as a drawing: the export and every small picture are made of this (rule R3). */
import type { ParticipantId, PictureId } from '../../ids.ts';
import { boxOf, describeItem, hasWords, liesBelow, type Item } from '../item.ts';
import { outlineWidth } from '../items/shape.ts';
import type { Box } from '../measures.ts';
import type { BoardDrawing, DrawnItem, Piece } from './drawing.ts';
import { outlineOf } from './outline.ts';
import { linePath, shapePath } from './paths.ts';
import { pathAt, roundedBox, wordsAt, type DrawnAuthor } from './pieces.ts';
import { stampParts, stampSide } from './stamps.ts';
import { tiltOf } from './tilt.ts';
import type { Type } from './type.ts';
import {
  drawnFrame,
  drawnGoal,
  drawnNote,
  drawnText,
  lineIn,
  type Drawn,
} from './words-drawings.ts';
import { wrapped } from './wrap.ts';

/** Everybody whose items may lie on the board, by id. */
export type DrawnPeople = ReadonlyMap<ParticipantId, DrawnAuthor>;

/** Board units around everything. */
const margin = 32;
/** What nothing lies on is as large as a few notes. */
const nothingThere = 'Nothing was put on this board.';
const emptyBox: Box = { x: 0, y: 0, w: 640, h: 400 };

/** Items that a therapist hid from the family are drawn pale and say so; leave them out before if they are not meant. */
export function boardDrawing(
  items: readonly Item[],
  people: DrawnPeople,
  type: Type,
  /** Those that whoever paints has; of another the place is drawn, with what it shows. */
  pictures: ReadonlySet<PictureId> = new Set(),
): BoardDrawing {
  const drawn = [...items]
    .sort(liesBelow)
    .map((item) => drawnItem(item, people.get(item.by), type, pictures));
  const background = 'board';
  if (drawn.length === 0) {
    const nothing = wordsAt({ x: 40, y: 60 }, nothingThere, {
      family: 'text',
      size: 17,
      colour: 'ink-2',
    });
    return { box: emptyBox, background, items: [], remarks: [nothing] };
  }
  const left = Math.min(...drawn.map(({ box }) => box.x)) - margin;
  const top = Math.min(...drawn.map(({ box }) => box.y)) - margin;
  const right = Math.max(...drawn.map(({ box }) => box.x + box.w)) + margin;
  const bottom = Math.max(...drawn.map(({ box }) => box.y + box.h)) + margin;
  const box = { x: left, y: top, w: right - left, h: bottom - top };
  return { box, background, items: drawn, remarks: [] };
}

/** One item by itself, for whoever paints a board piece by piece. */
export function drawnItem(
  item: Item,
  author: DrawnAuthor | undefined,
  type: Type,
  pictures: ReadonlySet<PictureId>,
): DrawnItem {
  const { h, pieces } = piecesOf(item, author, type, pictures);
  const box = { ...boxOf(item), h };
  return {
    id: item.id,
    label: describeItem(item, author?.name ?? 'someone else'),
    box,
    turn: turnOf(item),
    opacity: item.hidden ? 0.45 : 1,
    pieces,
    marks: marksOf(item, box, type),
  };
}

/** As it was laid down; a note that nobody turned lies a little askew, as on the screen. */
const turnOf = (item: Item): number =>
  'angle' in item ? item.angle || (item.kind === 'note' ? tiltOf(item.id) : 0) : 0;

function piecesOf(
  item: Item,
  author: DrawnAuthor | undefined,
  type: Type,
  pictures: ReadonlySet<PictureId>,
): Drawn {
  const { h } = boxOf(item);
  switch (item.kind) {
    case 'note':
      return drawnNote(item, author, type);
    case 'text':
      return drawnText(item, author, type);
    case 'frame':
      return drawnFrame(item, author, type);
    case 'goal':
      return drawnGoal(item, type);
    case 'ink': {
      const d = outlineOf(item.points, item.width, item.scale, item.tip);
      const fillOpacity = item.tip === 'highlighter' ? 0.3 : 1;
      return { h, pieces: d ? [pathAt(item, d, { fill: item.colour, fillOpacity })] : [] };
    }
    case 'line': {
      const d = linePath(item.dx, item.dy, item.width, item.heads);
      return { h, pieces: [pathAt(item, d, { line: item.colour, width: item.width })] };
    }
    case 'shape': {
      const d = shapePath(item.form, item.w - outlineWidth, item.h - outlineWidth);
      const at = { x: item.x + outlineWidth / 2, y: item.y + outlineWidth / 2 };
      const colour = item.colour;
      const fill = item.fill === 'none' ? null : colour;
      const fillOpacity = item.fill === 'soft' ? 0.16 : 1;
      return {
        h,
        pieces: [pathAt(at, d, { fill, fillOpacity, line: colour, width: outlineWidth })],
      };
    }
    case 'stamp': {
      const scale = item.size / stampSide;
      return {
        h,
        pieces: stampParts(item.stamp).map(({ d, fill, line, width }) =>
          pathAt(item, d, {
            fill,
            line,
            width,
            scale,
          }),
        ),
      };
    }
    case 'picture':
      return {
        h,
        pieces: pictures.has(item.picture)
          ? [{ kind: 'picture', picture: item.picture, ...boxOf(item) }]
          : placeOf(item, describeItem(item), type),
      };
    default:
      return item satisfies never;
  }
}

/** Where something lies that is not drawn: its edge, and words on what it is. */
function placeOf(box: Box, what: string, type: Type): readonly Piece[] {
  const size = 15;
  const lines = wrapped(what, box.w - 24, (line) => type.widthOf(line, 'text') * size);
  return [
    pathAt(box, roundedBox(box.w, box.h, 14), {
      fill: 'card',
      line: 'line-strong',
    }),
    ...lines.slice(0, Math.max(1, Math.floor((box.h - 24) / 22))).map((line, nth) =>
      lineIn({ x: box.x + 12, w: box.w - 24 }, box.y + 26 + nth * 22, line, type, {
        family: 'text',
        size,
        colour: 'ink-2',
      }),
    ),
  ];
}

/** What a therapist did with an item, in its lower right corner. */
function marksOf(item: Item, box: Box, type: Type): readonly Piece[] {
  const words = [...(item.locked ? ['locked'] : []), ...(item.hidden ? ['hidden'] : [])].join(', ');
  if (!words) return [];
  const size = 13;
  const w = type.widthOf(words, 'text') * size + 14;
  const at = { x: box.x + box.w - 8 - w, y: box.y + box.h - 8 - 20 };
  return [
    pathAt(at, roundedBox(w, 20, 10), { fill: 'card', line: 'line-strong' }),
    wordsAt({ x: at.x + 7, y: at.y + 14.5 }, words, {
      family: 'text',
      size,
      colour: 'ink-2',
    }),
  ];
}

/** The same with a sentence beneath everything. */
export function withRemark(drawing: BoardDrawing, words: string): BoardDrawing {
  const { box } = drawing;
  const at = { x: box.x + 16, y: box.y + box.h + 8 };
  const remark = wordsAt(at, words, { family: 'text', size: 13, colour: 'ink-2' });
  return {
    ...drawing,
    box: { ...box, h: box.h + 24 },
    remarks: [...drawing.remarks, remark],
  };
}

/** Every letter that may be drawn: what fonts have to be asked for. */
export const lettersOf = (items: readonly Item[], people: DrawnPeople): string => {
  const letters = new Set<string>(`…· edited, locked, hidden${nothingThere}`);
  const take = (words: string): void => {
    for (const letter of words.normalize('NFC')) letters.add(letter);
  };
  for (const item of items) {
    if (item.kind === 'goal') take(describeItem(item));
    if (hasWords(item)) take(item.text);
    else take(describeItem(item));
  }
  for (const { name } of people.values()) take(name);
  return [...letters].join('');
};
