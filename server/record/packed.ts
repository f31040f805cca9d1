/** Records as they are stored: compressed, beside their seal. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { SessionId } from '../../shared/ids.ts';
import { digestOfBytes, textOfBody, type Body } from './chain.ts';
import type { Unsigned } from './seal.ts';

/** Of brotli's eleven: beyond it each tenth of the size costs as much time again. */
const quality = 6;
/** Bytes of a body at the most: what a session of three hours comes to, twenty times over. */
export const mostBodyBytes = 512 * 1_024 * 1_024;

/** What is to be stored, and signed. */
export interface PackedBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly unsigned: Unsigned;
}

export function packed(session: SessionId, body: Body): PackedBody {
  const text = Buffer.from(textOfBody(body));
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGWIN } = constants;
  const stored = brotliCompressSync(text, {
    params: {
      [BROTLI_PARAM_QUALITY]: quality,
      [BROTLI_PARAM_LGWIN]: 22,
      [BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  const bytes = new Uint8Array(stored);
  return {
    bytes,
    unsigned: {
      session,
      entries: body.lines.length,
      hash: body.hash,
      body: digestOfBytes(text),
      stored: digestOfBytes(bytes),
    },
  };
}

/** Null where they are no longer what was packed. */
export function unpacked(bytes: Uint8Array): Buffer | null {
  try {
    return brotliDecompressSync(bytes, { maxOutputLength: mostBodyBytes });
  } catch {
    return null;
  }
}
