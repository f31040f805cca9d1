/**
 * The page's fonts, cut down to what it uses: the weights of `client/look/tokens.css`, in parts by
 * letters, so that a page in English gets a third of the bytes of the packages' files.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { root } from './places.mjs';

/** Where `client/look/fonts.css` finds them. */
export const narrowedFonts = 'narrowed-fonts';

const folder = join(root, 'node_modules', '.cache', 'kinbridge-fonts');

/** Ranges of code points, both ends included; the same as in `client/look/fonts.css`. */
const parts = /** @type {const} */ ({
  // What English is written with.
  plain: [
    [0x20, 0x7e],
    [0xa0, 0xa0],
    [0xb7, 0xb7],
    [0x2010, 0x2027],
    [0x202f, 0x202f],
  ],
  // What else the names and words of Western Europe need.
  latin: [
    [0xa1, 0xb6],
    [0xb8, 0xff],
    [0x131, 0x131],
    [0x152, 0x153],
    [0x2bb, 0x2bc],
    [0x2c6, 0x2c6],
    [0x2da, 0x2da],
    [0x2dc, 0x2dc],
    [0x304, 0x304],
    [0x308, 0x308],
    [0x329, 0x329],
    [0x2000, 0x200f],
    [0x2028, 0x202e],
    [0x2030, 0x206f],
    [0x20ac, 0x20ac],
    [0x2122, 0x2122],
    [0x2191, 0x2191],
    [0x2193, 0x2193],
    [0x2212, 0x2212],
    [0x2215, 0x2215],
    [0xfeff, 0xfeff],
    [0xfffd, 0xfffd],
  ],
  // Central and Northern Europe.
  'latin-ext': [
    [0x100, 0x130],
    [0x132, 0x151],
    [0x154, 0x2ba],
    [0x2bd, 0x2c5],
    [0x2c7, 0x2cc],
    [0x2ce, 0x2d7],
    [0x2dd, 0x2ff],
    [0x1d00, 0x1dbf],
    [0x1e00, 0x1e9f],
    [0x1ef2, 0x1eff],
    [0x20a0, 0x20ab],
    [0x20ad, 0x20c0],
    [0x2113, 0x2113],
    [0x2c60, 0x2c7f],
    [0xa720, 0xa7ff],
  ],
});

const fonts = /** @type {const} */ ([
  { name: 'fraunces', weight: 560 },
  { name: 'atkinson-hyperlegible-next', weight: { min: 400, max: 700 } },
]);

/** Without swashes, fractions and other figures than those that stand in columns. */
const keepFeatures = ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'liga', 'calt', 'tnum'];

/**
 * Makes them where they are not there yet.
 * @returns {Promise<string>} the folder: `<font>-<part>.woff2`
 */
export async function narrowFonts() {
  const own = await readFile(import.meta.filename);
  const made = await Promise.all(
    fonts.map(async ({ name, weight }) => {
      const files = { latin: await fileOf(name, 'latin'), ext: await fileOf(name, 'latin-ext') };
      return { name, weight, files };
    }),
  );
  const hash = createHash('sha256').update(own);
  for (const { files } of made) hash.update(files.latin).update(files.ext);
  const to = join(folder, hash.digest('hex').slice(0, 16));
  await mkdir(to, { recursive: true });
  for (const { name, weight, files } of made)
    for (const [part, ranges] of Object.entries(parts)) {
      const file = join(to, `${name}-${part}.woff2`);
      if ((await readFile(file).catch(() => null)) !== null) continue;
      const narrowed = await subsetFont(
        part === 'latin-ext' ? files.ext : files.latin,
        ranges.map(([from, last]) => lettersOf(from, last)).join(''),
        { targetFormat: 'woff2', variationAxes: { wght: weight }, keepFeatures },
      );
      // Under its name once it is whole: another build may be reading here.
      const half = `${file}.${process.pid}`;
      await writeFile(half, narrowed);
      await rename(half, file);
    }
  return to;
}

/** @param {string} name @param {string} part */
function fileOf(name, part) {
  const path = `@fontsource-variable/${name}/files/${name}-${part}-wght-normal.woff2`;
  return readFile(createRequire(import.meta.url).resolve(path));
}

/** @param {number} from @param {number} last */
function lettersOf(from, last) {
  return String.fromCodePoint(...Array.from({ length: last - from + 1 }, (_, at) => from + at));
}
