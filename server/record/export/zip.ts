/** Files in one zip, made one after the other while it is sent: never more than one is held. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a manifest says of a file. */
export interface Listed {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const listed = ({ path, bytes }: ZipEntry): Listed => ({
  ...{ path, bytes: bytes.length },
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/**
 * Sends the entries in their order as a zip, each once the one before has been taken. The files' own
 * times are all the same: when somebody made them is nobody's business.
 * @throws what making an entry throws; what was sent by then is no whole zip
 */
export async function sendZip(entries: AsyncIterable<ZipEntry>, to: Writable): Promise<void> {
  const zip = new ZipFile();
  const sent = pipeline(zip.outputStream, to);
  const settled = sent.then(
    () => undefined,
    () => undefined,
  );
  try {
    for await (const { path, bytes } of entries) {
      const content = Readable.from([Buffer.from(bytes)]);
      const taken = once(content, 'end');
      zip.addReadStream(content, path, { mtime: zipTime, size: bytes.length });
      await Promise.race([taken, sent]);
      if (to.destroyed) break;
    }
    zip.end();
    await sent;
  } catch (cause) {
    to.destroy(cause instanceof Error ? cause : new Error('no zip'));
    await settled;
    throw cause;
  }
}

/** 1 January 1980, where a zip's calendar begins. */
const zipTime = new Date(1980, 0, 1);
