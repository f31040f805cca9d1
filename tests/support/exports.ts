/** Exports as a therapist's page asks for them, and what is really in their files. */
import { inflateSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';
import type { FamilyId } from '../../shared/ids.ts';
import type { ExportPreview, ExportReason, ExportWish } from '../../shared/record/export.ts';
import { usualExportWords } from '../../shared/record/export-words.ts';
import { nothingHidden, type Redaction } from '../../shared/record/redaction.ts';
import type { Browser } from './outsider.ts';
import { done } from './practice.ts';

export const aReason: ExportReason = {
  basis: 'releases',
  words: 'Both parents have signed the release of 3 March.',
};

export const written = (hidden: Partial<Redaction> = {}) =>
  ({
    timeZone: 'Europe/Berlin',
    paper: 'a4',
    redaction: { ...nothingHidden, ...hidden },
  }) as const;

export const aSummary = (hidden: Partial<Redaction> = {}): ExportWish => ({
  ...{ kind: 'summary', from: null, until: null, words: usualExportWords },
  ...written(hidden),
});

export const previewOf = (
  therapist: Browser,
  family: FamilyId,
  wish: ExportWish,
): Promise<ExportPreview> =>
  done(therapist, 'POST', `/api/families/${family}/exports/preview`, wish);

/** Previewed, confirmed and made. */
export async function exported(
  therapist: Browser,
  family: FamilyId,
  wish: ExportWish,
): Promise<Buffer> {
  const { seen } = await previewOf(therapist, family, wish);
  const path = `/api/families/${family}/exports`;
  const { status, bytes } = await therapist.fileFor(path, { wish, seen });
  if (status !== 200) throw new Error(`${String(status)}: ${bytes.toString()}`);
  return bytes;
}

export async function wordsOfPdf(file: Buffer): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(file));
  return (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, ' ');
}

/** Every byte of a PDF as a reader could come by it: as it stands, and what is compressed in it. */
export function bytesOfPdf(file: Buffer): string {
  const streams: string[] = [];
  for (let at = file.indexOf('stream\n'); at >= 0; at = file.indexOf('stream\n', at + 1)) {
    const end = file.indexOf('endstream', at);
    if (end < 0) break;
    try {
      streams.push(inflateSync(file.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // Not compressed: it is in the file as it stands.
    }
  }
  return [file.toString('latin1'), ...streams].join('\n');
}

/** Words as a PDF may hold them: as letters, in UTF-16, or in hexadecimal of either. */
export function formsOf(words: string): readonly string[] {
  const utf16 = Buffer.from(words, 'utf16le').swap16();
  return [
    words,
    utf16.toString('latin1'),
    utf16.toString('hex'),
    Buffer.from(words).toString('hex'),
  ];
}
