/**
 * The letters of one export: of the page's own fonts, at the weight used, as few glyphs as needed. All
 * three formats are set from them, so that lines break at the same places.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import subsetFont from 'subset-font';
import { bar } from '../../../shared/record/redaction.ts';
import type { Family, FontMetrics, Type } from '../../../shared/board/draw/type.ts';

/** One file's share of the letters. */
export interface UsedFont {
  /** What it is called inside of a document. */
  readonly name: string;
  /** A static TrueType font. */
  readonly file: Buffer;
  readonly font: Font;
}

/** Letters that follow each other and are set from one font; `font` null: no font has them. */
export interface Run {
  readonly font: UsedFont | null;
  readonly words: string;
  /** From the beginning of the words, and across; in parts of the font's size. */
  readonly x: number;
  readonly width: number;
}

export interface Fonts extends Type {
  readonly used: Readonly<Record<Family, readonly UsedFont[]>>;
  runsOf(words: string, family: Family): readonly Run[];
  /** The letters, each once, that no font here has. */
  readonly lacking: readonly string[];
}

/** As in `client/look/fonts.css` and `tokens.css`. */
const families = {
  text: {
    files: ['latin', 'latin-ext'].map(
      (part) =>
        `@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${part}-wght-normal.woff2`,
    ),
    weight: 400,
  },
  heading: {
    files: ['latin', 'latin-ext'].map(
      (part) => `@fontsource-variable/fraunces/files/fraunces-${part}-wght-normal.woff2`,
    ),
    weight: 560,
  },
} as const satisfies Record<Family, { readonly files: readonly string[]; readonly weight: number }>;

/** No ligatures: every letter is as wide in one format as in the other. */
const features = ['kern', 'mark', 'mkmk', 'ccmp', 'locl'];

/** Across the box that stands for a letter which no font has, in parts of the font's size. */
export const lackingWidth = 0.6;

const require = createRequire(import.meta.url);

/** The installed fonts can't be read. */
export class FontsMissing extends Error {
  override readonly name = 'FontsMissing';
}

/**
 * @param fileOf where a font lies in its package's name; as installed unless a test says otherwise
 * @throws FontsMissing
 */
export async function fontsFor(
  letters: string,
  fileOf: (path: string) => string = require.resolve,
): Promise<Fonts> {
  const [text, heading] = await Promise.all([
    usedOf('text', letters, fileOf),
    usedOf('heading', letters, fileOf),
  ]);
  const used = { text, heading };
  const fontOf = (letter: string, family: Family): UsedFont | null =>
    used[family].find(({ font }) => hasLetter(font, letter)) ?? null;

  /** A line is measured while it is broken and again where it is drawn. */
  const runs = new Map<string, readonly Run[]>();
  function runsOf(words: string, family: Family): readonly Run[] {
    const key = `${family} ${words}`;
    const known = runs.get(key);
    if (known) return known;
    const found = newRuns(words, family);
    runs.set(key, found);
    return found;
  }

  function newRuns(words: string, family: Family): readonly Run[] {
    const pieces: { font: UsedFont | null; words: string }[] = [];
    for (const letter of words.normalize('NFC')) {
      if (isUnseen(letter)) continue;
      const font = fontOf(letter, family);
      const last = pieces.at(-1);
      if (last?.font === font) last.words += letter;
      else pieces.push({ font, words: letter });
    }
    let x = 0;
    return pieces.map((piece) => {
      const width = piece.font
        ? widthIn(piece.font.font, piece.words)
        : [...piece.words].length * lackingWidth;
      const run = { ...piece, x, width };
      x += width;
      return run;
    });
  }

  return {
    used,
    runsOf,
    metrics: { text: metricsOf(text), heading: metricsOf(heading) },
    widthOf(words, family) {
      const last = runsOf(words, family).at(-1);
      return last ? last.x + last.width : 0;
    },
    lacking: [...letters].filter(
      (letter) =>
        letter.trim() && letter !== bar[0] && !isUnseen(letter) && !fontOf(letter, 'text'),
    ),
  };
}

/** What has no shape of its own: joiners, marks of direction, variants, line ends. */
const isUnseen = (letter: string): boolean => /[\p{Cc}\p{Cf}\u{FE00}-\u{FE0F}]/u.test(letter);

const widthIn = (font: Font, words: string): number =>
  font.layout(words, features).advanceWidth / font.unitsPerEm;

/** The files of a family in their order, as long as one of the letters is still to be found. */
async function usedOf(
  family: Family,
  letters: string,
  fileOf: (path: string) => string,
): Promise<readonly UsedFont[]> {
  const { files, weight } = families[family];
  const used: UsedFont[] = [];
  // A blank at least, so that a family always has its measures.
  let wanted = [...new Set(`${letters} `)];
  for (const path of files) {
    if (wanted.length === 0) break;
    const file = await subsetFont(await fontFile(path, fileOf), wanted.join(''), {
      targetFormat: 'truetype',
      variationAxes: { wght: weight },
      keepFeatures: features,
      preserveNameIds: [1, 2, 6],
    });
    const font = create(file);
    if ('fonts' in font) throw new Error('a font file holds many');
    const found = lettersIn(font, wanted);
    if (found.length > 0) {
      used.push({ name: `kinbridge-${family}-${String(used.length)}`, file, font });
    }
    wanted = wanted.filter((letter) => !found.includes(letter));
  }
  return used;
}

async function fontFile(path: string, fileOf: (path: string) => string): Promise<Buffer> {
  try {
    return await readFile(fileOf(path));
  } catch (cause) {
    throw new FontsMissing(`the font ${path} can't be read`, { cause });
  }
}

function lettersIn(font: Font, wanted: readonly string[]): readonly string[] {
  try {
    return wanted.filter((letter) => hasLetter(font, letter));
  } catch {
    // Cut down to none of the letters, a file has no table of them, and fontkit throws over that.
    return [];
  }
}

const hasLetter = (font: Font, letter: string): boolean =>
  font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);

function metricsOf([first]: readonly UsedFont[]): FontMetrics {
  if (!first) throw new Error('a family without a font');
  const { ascent, descent, unitsPerEm } = first.font;
  return { ascent: ascent / unitsPerEm, descent: -descent / unitsPerEm };
}

/** The same letters in the smallest form, to lie inside of an SVG. */
export const asWoff2 = async ({ file, font }: UsedFont): Promise<Buffer> =>
  await subsetFont(file, String.fromCodePoint(...font.characterSet), {
    targetFormat: 'woff2',
    keepFeatures: features,
  });
