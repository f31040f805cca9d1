/** Files that somebody might send as a picture. */
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Every byte of `text` that a place in a file may hide in. */
export const holds = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text);

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2f6f8f' } });

/** As a camera writes it: where it was taken, with what, and that it lies on its side. */
export const aPhoto = (as: 'png' | 'jpeg' | 'webp', width = 300, height = 200): Promise<Buffer> =>
  plain(width, height)
    .withExif({
      IFD0: { Make: 'Zqcamera', Orientation: '6' },
      IFD3: { GPSLatitude: '53/1 33/1 0/1', GPSLatitudeRef: 'N', GPSMapDatum: 'Zqhome' },
    })
    .withMetadata({ orientation: 6 })
    .toFormat(as)
    .toBuffer();

/** A picture in which nothing repeats: no encoder makes it small. */
export function noise(width: number, height: number, channels: 3 | 4): Promise<Buffer> {
  const data = new Uint8Array(width * height * channels);
  let state = 7;
  for (let at = 0; at < data.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[at] = state >>> 24;
  }
  return sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 1 }).toBuffer();
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crcOf(body), body.length + 4);
  return whole;
}

/** A PNG of a few bytes that says it is so many pixels. */
export function aBomb(width = 30_000, height = 30_000): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8); // One bit a pixel, grey.
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(20_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
