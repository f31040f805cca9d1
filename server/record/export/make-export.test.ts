import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { bornItem } from '../../../shared/board/board-doc.ts';
import type { Item } from '../../../shared/board/item.ts';
import { itemId, personId, pictureId } from '../../../shared/ids.ts';
import { mostExportPixels } from '../../../shared/wire/http.ts';
import { makeExport, type ExportOrder } from './make-export.ts';

const maya = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');

const note = (number: number, text: string, x = 0, y = 0): Item =>
  bornItem('note', {
    id: v.parse(itemId, `item-number-${String(number)}`),
    by: maya,
    x,
    y,
    z: number,
    text,
  });

const order = (format: ExportOrder['format'], items: readonly Item[], more = {}): ExportOrder => ({
  format,
  paper: 'a4',
  isSplit: false,
  items,
  people: [[maya, { name: 'Maya', colour: 'lake', shape: 'diamond' }]],
  pictures: [],
  bars: [],
  title: 'Shared board',
  remarks: [],
  ...more,
});
const text = async (wanted: ExportOrder): Promise<string> => (await makeExport(wanted)).toString();

/** Milliseconds; large pictures on a busy machine. */
const timeout = 30_000;

/** Width and height, as every PNG begins. */
const pngSize = (file: Buffer): readonly [number, number] => [
  file.readUInt32BE(16),
  file.readUInt32BE(20),
];

describe('a picture', { timeout }, () => {
  const id = v.parse(pictureId, '01890a5d-ac96-774b-bcce-b302099a8059');
  const place = {
    id: v.parse(itemId, 'item-number-9'),
    by: maya,
    x: 0,
    y: 0,
    z: 9,
    w: 100,
    h: 100,
  };
  const board = [bornItem('picture', { ...place, picture: id, alt: 'our house' })];
  /** One red dot. */
  const bytes = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
    'base64',
  );
  const has = { pictures: [[id, { type: 'image/png', bytes }]] } as const;

  test('[R5] lies inside of the file, and is linked to nowhere', async () => {
    const svg = await text(order('svg', board, has));
    const links = [...svg.matchAll(/href="([^"]{0,30})/g)].map(([, link]) => link);
    expect(links).toEqual([expect.stringMatching(/^data:image\/png;base64,/)]);
    expect((await makeExport(order('pdf', board, has))).toString('latin1')).toContain('/Image');
  });

  test('[R3] is painted into a PNG, and where it is not here its place says what it shows', async () => {
    const [painted, placed] = await Promise.all([
      makeExport(order('png', board, has)),
      makeExport(order('png', board)),
    ]);
    expect(painted.equals(placed)).toBe(false);
    expect(await text(order('svg', board))).toContain('>Picture: our</text>');
  });
});

describe('an SVG', { timeout }, () => {
  test('[R3] has every word under its author’s name', async () => {
    const svg = await text(order('svg', [note(1, 'our treehouse')]));
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('>our treehouse</text>');
    expect(svg).toContain('>Maya</text>');
  });

  test('[G7] has sentences beneath the board where there are any', async () => {
    const remarks = ['The levels of these goals begin at −1.'];
    const svg = await text(order('svg', [note(1, 'ours')], { remarks }));
    expect(svg).toContain('>The levels of these goals begin at −1.</text>');
  });

  test('[R5] has its letters inside and refers to nothing outside', async () => {
    const svg = await text(order('svg', [note(1, 'see https://elsewhere.example/ ok')]));
    const sources = [...svg.matchAll(/url\(([^)]{0,30})/g)].map(([, source]) => source);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(source).toMatch(/^data:font\/woff2;base64,/);
    expect(svg).not.toMatch(/href|@import|<image|<script|<foreignObject/i);
  });

  test('[R5] a letter that no font has stands there as itself', async () => {
    expect(await text(order('svg', [note(1, 'Привет')]))).toContain('>Привет</text>');
  });
});

describe('a PNG', { timeout }, () => {
  test('is as large as the board, twice', async () => {
    expect(pngSize(await makeExport(order('png', [note(1, 'ours')])))).toEqual([528, 408]);
  });

  test('[R6] is never larger than the limit', async () => {
    const file = await makeExport(order('png', [note(1, 'here'), note(2, 'far', 40_000, 20_000)]));
    expect(Math.max(...pngSize(file))).toBe(mostExportPixels);
  });

  test('[R5] a letter that no font has is painted, and is said to be', async () => {
    const [known, unknown] = await Promise.all([
      makeExport(order('png', [note(1, ' ')])),
      makeExport(order('png', [note(1, 'П')])),
    ]);
    // One line more at its foot.
    expect(pngSize(unknown)[1]).toBe(pngSize(known)[1] + 48);
  });
});

describe('a PDF', { timeout }, () => {
  const opened = async (wanted: ExportOrder) =>
    await getDocumentProxy(new Uint8Array(await makeExport(wanted)));
  const wordsOf = async (wanted: ExportOrder): Promise<string> => {
    const read = await extractText(await opened(wanted), { mergePages: true });
    return read.text;
  };

  test('[R3] has every word as text, under its author’s name', async () => {
    const words = await wordsOf(order('pdf', [note(1, 'Zoë in Łódź'), note(2, 'Škoda', 300)]));
    expect(words.replace(/\s+/g, '')).toContain('ZoëinŁódź');
    expect(words.match(/Maya/g)).toHaveLength(2);
    expect(words).not.toContain('empty box');
  });

  test.each([
    ['a4', [841.89, 595.28]],
    ['letter', [792, 612]],
  ] as const)('lies across on %s when the board is wide', async (paper, size) => {
    const pdf = await opened(order('pdf', [note(1, 'a'), note(2, 'b', 900)], { paper }));
    expect(pdf.numPages).toBe(1);
    const { view } = await pdf.getPage(1);
    expect(view.slice(2).map((one: number) => Math.round(one))).toEqual(size.map(Math.round));
  });

  test('is split on request, and each sheet says which it is', async () => {
    const items = [note(1, 'first'), note(2, 'last', 2_400, 1_800)];
    expect((await opened(order('pdf', items))).numPages).toBe(1);
    const split = order('pdf', items, { isSplit: true });
    const { numPages } = await opened(split);
    expect(numPages).toBeGreaterThan(3);
    const words = await wordsOf(split);
    expect(words).toContain(`Sheet 1 of ${String(numPages)}: row 1, column 1`);
    expect(words).toMatch(/first[\s\S]*last/);
  });

  test('[R5] has its fonts inside, no link, and no name in what it says of itself', async () => {
    const wanted = order('pdf', [note(1, 'see https://elsewhere.example/ ok')]);
    const file = (await makeExport(wanted)).toString('latin1');
    expect(file.match(/\/FontFile2 /g)?.length).toBeGreaterThan(0);
    expect(file).not.toMatch(/\/URI|\/Launch|\/JavaScript|\/EmbeddedFile|\/GoToR/);
    const { info } = await getMeta(await opened(wanted));
    expect(info).toMatchObject({ Title: 'Shared board', Producer: 'Kinbridge' });
    expect(JSON.stringify(info)).not.toContain('Maya');
  });

  test('[R5] a letter that no font has is said to be a box', async () => {
    expect(await wordsOf(order('pdf', [note(1, 'Привет')]))).toContain('An empty box stands for');
  });

  test('an empty board says so', async () => {
    expect(await wordsOf(order('pdf', []))).toContain('Nothing was put on this board.');
  });
});
