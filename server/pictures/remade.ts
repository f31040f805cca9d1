/**
 * A picture made anew: decoded, upright, small enough, and written without anything but its pixels. What
 * a camera noted beside them (place, time, device) is gone, and so is whatever else a file can carry.
 */
import sharp, { type Sharp } from 'sharp';
import {
  maxPictureBytes,
  maxPictureFilePixels,
  maxPictureSide,
  type pictureTypes,
} from '../../shared/board/picture-limits.ts';
import { Refused } from '../refused.ts';
import type { KeptPicture } from '../storage/picture-store.ts';

type PictureType = (typeof pictureTypes)[number];
export type Remade = Omit<KeptPicture, 'id'>;

/** Seconds of work a picture may cost; the largest honest one takes two on a small machine. */
const mostSeconds = 10;
/** Pictures that are made anew at once, and that wait for it: each takes up to 200 MB of memory. */
const mostAtOnce = 1;
const mostWaiting = 8;
/** Tried one after the other until what comes out is small enough; the last one always is. */
const sides = [maxPictureSide, 1_400, 1_000, 700] as const;
/** Of JPEG: no difference can be seen; little can. */
const qualities = [86, 74] as const;

const startsWith = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  wanted.every((byte, offset) => bytes[at + offset] === byte);

const ascii = (text: string): readonly number[] => [...text].map((one) => one.charCodeAt(0));

/** What it is by its first bytes; null for anything that is none of the three. */
export function typeOf(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, 0, [0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, 0, ascii('RIFF')) && startsWith(bytes, 8, ascii('WEBP')))
    return 'image/webp';
  return null;
}

const noPicture = (): Refused =>
  new Refused('bad-input', 'This is no picture that Kinbridge can show. Use a PNG, JPEG or WebP.');
const broken = (): Refused =>
  new Refused('bad-input', 'This picture is damaged and can’t be opened. Try another copy of it.');
const tooManyPixels = (): Refused =>
  new Refused(
    'too-big',
    `This picture is too large: at most ${String(maxPictureFilePixels / 1_000_000)} megapixels.`,
  );

export interface RemakePictures {
  /** @throws Refused with a sentence for whoever sent it */
  remade(file: Uint8Array): Promise<Remade>;
}

/** One for the whole process: it bounds the memory that pictures take. */
export function createRemakePictures(): RemakePictures {
  // Not even asked whether it is an SVG, a PDF or anything else it could open.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'],
  });
  sharp.cache(false);
  let underWay = 0;
  let waiting: readonly (() => void)[] = [];

  async function turn(): Promise<void> {
    if (underWay < mostAtOnce) {
      underWay += 1;
      return;
    }
    if (waiting.length >= mostWaiting) {
      throw new Refused('slow-down', 'Too many pictures at once. Please try again in a moment.');
    }
    await new Promise<void>((go) => (waiting = [...waiting, go]));
  }

  function done(): void {
    const [next, ...others] = waiting;
    waiting = others;
    if (next) next();
    else underWay -= 1;
  }

  return {
    async remade(file) {
      if (!typeOf(file)) throw noPicture();
      await turn();
      try {
        return await remade(file);
      } finally {
        done();
      }
    },
  };
}

async function remade(file: Uint8Array): Promise<Remade> {
  const input = { limitInputPixels: maxPictureFilePixels, failOn: 'error' } as const;
  // Its head only: nothing is decoded yet.
  const { width, height, hasAlpha } = await readable(() =>
    sharp(file, { ...input, limitInputPixels: false }).metadata(),
  );
  if (width * height > maxPictureFilePixels) throw tooManyPixels();
  const pixels = await readable(() =>
    sharp(file, input)
      .timeout({ seconds: mostSeconds })
      .autoOrient()
      .resize({ ...within(maxPictureSide), withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  const { data, info } = pixels;
  const raw = { width: info.width, height: info.height, channels: info.channels } as const;
  const isPlain = typeOf(file) !== 'image/png' && !hasAlpha;
  for (const side of sides) {
    const sized = (): Sharp =>
      sharp(data, { raw }).resize({ ...within(side), withoutEnlargement: true });
    const tries = [
      ...(isPlain ? [] : [() => sized().png({ compressionLevel: 9 })]),
      ...(hasAlpha ? [] : qualities.map((quality) => () => sized().jpeg({ quality }))),
    ];
    for (const one of tries) {
      const made = await one()
        .timeout({ seconds: mostSeconds })
        .toBuffer({ resolveWithObject: true });
      if (made.data.byteLength > maxPictureBytes) continue;
      const type = made.info.format === 'png' ? 'image/png' : 'image/jpeg';
      return { type, width: made.info.width, height: made.info.height, bytes: made.data };
    }
  }
  throw broken();
}

const within = (side: number) => ({ width: side, height: side, fit: 'inside' }) as const;

/** Whatever the decoder throws about a file, the file is what is wrong. */
async function readable<Read>(read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    throw /pixel limit/i.test(said) ? tooManyPixels() : broken();
  }
}
