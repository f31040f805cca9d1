import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { itemId, personId, pictureId, therapistId, type ParticipantId } from '../../ids.ts';
import { bornItem } from '../board-doc.ts';
import { kindNames, type Item } from '../item.ts';
import { boardDrawing, lettersOf, withRemark, type DrawnPeople } from './board.ts';
import type { DrawnAuthor } from './pieces.ts';
import type { DrawnItem, Piece } from './drawing.ts';
import { escaped, svgOf } from './svg.ts';
import type { Type } from './type.ts';

const maya = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');
const ruth = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8058');
const people: DrawnPeople = new Map<ParticipantId, DrawnAuthor>([
  [maya, { name: 'Maya', colour: 'lake', shape: 'diamond' }],
  [ruth, { name: 'Ruth Adler', colour: 'pine', shape: 'ring' }],
]);

/** Every letter is half as wide as it is high. */
const type: Type = {
  metrics: { text: { ascent: 0.9, descent: 0.3 }, heading: { ascent: 0.9, descent: 0.3 } },
  widthOf: (words) => [...words].length * 0.5,
};

const id = (number: number) => v.parse(itemId, `item-number-${String(number)}`);
const given = (number: number, x = 0, y = 0) => ({ id: id(number), by: maya, x, y, z: number });
const note = (number: number, text: string, x = 0, y = 0): Item =>
  bornItem('note', { ...given(number, x, y), text });

const only = (item: Item): DrawnItem => {
  const [drawn] = boardDrawing([item], people, type).items;
  if (!drawn) throw new Error('nothing was drawn');
  return drawn;
};
const wordsIn = (pieces: readonly Piece[]): readonly string[] =>
  pieces.flatMap((piece) => (piece.kind === 'words' ? piece.words : []));

test('[R3] items are drawn in the order of the screen, frames beneath everything', () => {
  const items = [
    note(3, 'above'),
    bornItem('frame', { ...given(9), by: ruth, text: 'Good things' }),
    note(1, 'below'),
  ];
  expect(boardDrawing(items, people, type).items.map((one) => one.id)).toEqual([
    id(9),
    id(1),
    id(3),
  ]);
});

test('[R3] a note has its words, and its author’s colour, shape and name', () => {
  const { pieces, label } = only(note(1, 'our treehouse'));
  expect(wordsIn(pieces)).toEqual(['our treehouse', 'Maya']);
  const fills = pieces.map((piece) => (piece.kind === 'path' ? piece.fill?.colour : null));
  expect(fills.filter((fill) => fill === 'lake')).toHaveLength(2);
  expect(label).toBe('Note by Maya: our treehouse');
});

test('a note grows with its words, and its name stays at its lower edge', () => {
  const short = only(note(1, 'short'));
  const long = only(note(1, 'word '.repeat(40)));
  expect(short.box.h).toBe(140);
  expect(long.box.h).toBeGreaterThan(200);
  for (const { box, pieces } of [short, long]) {
    const name = pieces.findLast((piece) => piece.kind === 'words');
    expect(name?.y).toBeGreaterThan(box.h - 30);
    expect(name?.y).toBeLessThan(box.h - 12);
  }
});

test('no line of a note is wider than its card', () => {
  const { pieces } = only(note(1, 'a house, a tree-house and anotherverylongwordwithoutanyend'));
  for (const line of wordsIn(pieces)) expect(line.length * 0.5 * 17).toBeLessThanOrEqual(200 - 32);
});

test('words that a therapist changed say so', () => {
  expect(wordsIn(only({ ...note(1, 'ours'), edited: true } as Item).pieces)).toContain('· edited');
});

test('what says that a text was changed stays within it, in a line of its own where it must', () => {
  const text = (words: string): DrawnItem =>
    only({ ...bornItem('text', { ...given(1), w: 280, h: 44, text: words }), edited: true });
  for (const words of ['ours', 'x'.repeat(22), 'x'.repeat(24), 'a b c '.repeat(30), '']) {
    const { box, pieces } = text(words);
    const mark = pieces.find((piece) => piece.kind === 'words' && piece.words === 'edited');
    if (mark?.kind !== 'words') throw new Error('it is not marked');
    expect(mark.x + mark.words.length * 0.5 * mark.size).toBeLessThanOrEqual(box.x + box.w);
    expect(mark.y).toBeLessThanOrEqual(box.y + box.h);
  }
});

test('[B65] what is read from right to left begins at the right, and says so', () => {
  const { box, pieces } = only(note(1, 'שלום\nhi'));
  const [leftwards, rightwards] = pieces.filter((piece) => piece.kind === 'words');
  if (!leftwards || !rightwards) throw new Error('no words are drawn');
  expect([leftwards.direction, rightwards.direction]).toEqual(['rtl', 'ltr']);
  expect(leftwards.x + 4 * 0.5 * 17).toBe(box.x + box.w - 16);
  expect(rightwards.x).toBe(box.x + 16);
});

test('a frame’s name that is too long ends in an ellipsis', () => {
  const frame = bornItem('frame', { ...given(1), by: ruth, w: 160, text: 'x'.repeat(60) });
  const [name = ''] = wordsIn(only(frame).pieces);
  expect(name).toMatch(/^x+…$/);
  expect(name.length * 0.5 * 20).toBeLessThanOrEqual(160 - 36);
});

test('[R3] what a therapist hid is pale and says that it is hidden', () => {
  const drawn = only({ ...note(1, 'hidden words'), hidden: true });
  expect(drawn.opacity).toBeLessThan(0.5);
  expect(wordsIn(drawn.marks)).toEqual(['hidden']);
});

test('everything lies in the box, with a margin', () => {
  const { box } = boardDrawing([note(1, '', -50, 20), note(2, '', 400, 300)], people, type);
  expect(box).toEqual({ x: -82, y: -12, w: 714, h: 484 });
});

describe('an empty board', () => {
  test('says that nothing is on it', () => {
    const { items, remarks, box } = boardDrawing([], people, type);
    expect(items).toEqual([]);
    expect(wordsIn(remarks)).toEqual(['Nothing was put on this board.']);
    expect(box.w).toBeGreaterThan(0);
  });
});

test('a remark lies beneath everything and within the box', () => {
  const drawing = boardDrawing([note(1, '')], people, type);
  const { box, remarks } = withRemark(drawing, 'One thing more');
  const [remark] = remarks;
  expect(remark?.y).toBeGreaterThan(drawing.box.y + drawing.box.h);
  expect(remark?.y).toBeLessThan(box.y + box.h);
});

test.each(kindNames)('[R3] a %s is drawn', (kind) => {
  const picture = v.parse(pictureId, '01890a5d-ac96-774b-bcce-b302099a8059');
  const points = [0, 0, 50, 40, 40, 50, 80, 0, 50];
  const more = { text: 'words', points, picture };
  const drawn = only(bornItem(kind, { ...given(1), ...more }));
  expect(drawn.pieces.length).toBeGreaterThan(0);
  expect(drawn.label).toContain('Maya');
});

test('the letters asked for are all that is drawn', () => {
  const items = [note(1, 'Zoë'), bornItem('stamp', { ...given(2), stamp: 'dog' })];
  const letters = lettersOf(items, people);
  for (const { pieces } of boardDrawing(items, people, type).items)
    for (const words of wordsIn(pieces))
      for (const letter of words) expect(letters).toContain(letter);
});

describe('as an SVG', () => {
  const svg = (items: readonly Item[]): string =>
    svgOf(boardDrawing(items, people, type), {
      width: 100,
      height: 50,
      label: 'Shared board',
      pictureOf: () => '',
      wordsOf: ({ words }) => `<text>${escaped(words)}</text>`,
    });

  test('words can’t become markup', () => {
    const written = svg([note(1, '</text><script>alert("&")</script>')]);
    expect(written).not.toContain('<script');
    expect(written).toContain('&lt;/text&gt;&lt;script&gt;');
  });

  test('what XML has no place for is left out', () => {
    expect(escaped('a\u0000b\u001bc\ud800d\ufffee 👋')).toBe('abcde 👋');
  });

  test('each item has the name that a screen reader says', () => {
    expect(svg([note(1, 'ours')])).toContain('aria-label="Note by Maya: ours"');
  });
});
