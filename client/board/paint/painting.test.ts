import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bornItem } from '../../../shared/board/board-doc.ts';
import { drawnItem } from '../../../shared/board/draw/board.ts';
import type { DrawnItem } from '../../../shared/board/draw/drawing.ts';
import { palette } from '../../../shared/board/draw/palette.ts';
import type { Type } from '../../../shared/board/draw/type.ts';
import { kindNames } from '../../../shared/board/item.ts';
import { itemId, pictureId, therapistId } from '../../../shared/ids.ts';
import { createLetters } from './letters.ts';
import { paintingOf } from './painting.ts';

const by = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8058');
const picture = v.parse(pictureId, '01890a5d-ac96-774b-bcce-b302099a8059');
const type: Type = {
  metrics: { text: { ascent: 0.9, descent: 0.3 }, heading: { ascent: 0.9, descent: 0.3 } },
  widthOf: (words) => [...words].length * 0.5,
};
const author = { name: 'Ruth', colour: 'pine', shape: 'ring' } as const;

/** What jsdom has no canvas for: it writes down what it is told to paint. */
const said: string[] = [];
const state: Record<string, unknown> = {};
const says =
  (what: string, ...of: readonly string[]) =>
  (...given: readonly unknown[]): void => {
    const how = of.map((name) => String(state[name]));
    said.push([what, ...given.map((one) => String(one)), ...how].join(' '));
  };
const context = Object.assign(state, {
  setTransform: () => undefined,
  fill: says('fill', 'fillStyle', 'globalAlpha'),
  stroke: says('stroke', 'strokeStyle', 'globalAlpha', 'lineWidth'),
  fillText: says('words', 'fillStyle', 'direction', 'globalAlpha'),
  drawImage: (_image: unknown, ...box: readonly number[]) => says('picture')(...box),
  measureText: (words: string) => ({
    width: words.length * 60,
    fontBoundingBoxAscent: 95,
    fontBoundingBoxDescent: 25,
  }),
}) as unknown as CanvasRenderingContext2D;

beforeEach(() => {
  said.length = 0;
  vi.stubGlobal(
    'Path2D',
    class {
      readonly d: string;
      constructor(d: string) {
        this.d = d;
      }
      toString(): string {
        return this.d;
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The same in words of the drawing that an export is made of. */
const expected = ({ pieces, marks, opacity }: DrawnItem): readonly string[] =>
  [
    ...pieces.map((piece) => [piece, opacity] as const),
    ...marks.map((mark) => [mark, 1] as const),
  ].flatMap(([piece, pale]) => {
    if (piece.kind === 'picture')
      return `picture ${[piece.x, piece.y, piece.w, piece.h].join(' ')}`;
    if (piece.kind === 'words') {
      const { words, x, y, colour, direction } = piece;
      return `words ${[words, x, y, palette[colour], direction, pale].join(' ')}`;
    }
    const { d, fill, line } = piece;
    return [
      ...(fill ? [`fill ${[d, palette[fill.colour], fill.opacity * pale].join(' ')}`] : []),
      ...(line
        ? [`stroke ${[d, palette[line.colour], line.opacity * pale, line.width].join(' ')}`]
        : []),
    ];
  });

test.each(kindNames.flatMap((kind) => [[kind, false] as const, [kind, true] as const]))(
  '[B64] of a %s everything is painted that an export shows of it (hidden: %s)',
  (kind, hidden) => {
    const id = v.parse(itemId, 'item-number-1');
    const more = { text: 'שלום, Maya', points: [0, 0, 50, 40, 40, 50, 80, 0, 50], picture };
    const born = bornItem(kind, { id, by, x: 10, y: 20, z: 1, ...more });
    const item = { ...born, hidden, locked: hidden };
    const drawn = drawnItem(item, author, type, new Set([picture]));
    const image = document.createElement('img');
    paintingOf(drawn, kind === 'stamp').paint(
      context,
      { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 },
      { tones: palette, imageOf: () => image },
    );
    expect(said).toEqual(expected(drawn));
    expect(said.length).toBeGreaterThan(0);
  },
);

test('[B64] letters are measured in parts of their size, and each words once', () => {
  const measured = vi.spyOn(context, 'measureText');
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context);
  const letters = createLetters();
  expect(letters.metrics.text).toEqual({ ascent: 0.95, descent: 0.25 });
  measured.mockClear();
  expect(letters.widthOf('ours', 'text')).toBeCloseTo(2.4);
  expect(letters.widthOf('ours', 'text')).toBeCloseTo(2.4);
  expect(letters.widthOf('ours', 'heading')).toBeCloseTo(2.4);
  expect(measured).toHaveBeenCalledTimes(2);
});
