import { getDocumentProxy, getMeta } from 'unpdf';
import { expect, test } from 'vitest';
import type { Document } from '../../../shared/record/document.ts';
import { bar } from '../../../shared/record/redaction.ts';
import { wordsOfPdf } from '../../../tests/support/exports.ts';
import { documentPdf } from './document-pdf.ts';
import { fontsFor, FontsMissing } from './fonts.ts';

/** Milliseconds; on a busy machine. */
const timeout = 30_000;

const aDocument = (blocks: Document['blocks']): Document => ({
  ...{ title: 'What was agreed', language: 'en', blocks },
});
const made = (blocks: Document['blocks'], paper: 'a4' | 'letter' = 'a4'): Promise<Buffer> =>
  documentPdf({ format: 'document', document: aDocument(blocks), paper });

test(
  '[R50] every word of a document can be taken out of its PDF, in the order it is read',
  async () => {
    const file = await made([
      { is: 'facts', rows: [['Case reference', '17 F 204/26']] },
      { is: 'heading', words: 'Sessions' },
      {
        is: 'table',
        ...{ heads: ['Day', 'Held'], rows: [['3 March 2026', 'held']], widths: [0.5, 0.5] },
      },
      {
        is: 'list',
        items: ['We bake a cake together, and whoever wants to may leave. '.repeat(6)],
      },
      { is: 'small', words: 'The end.' },
    ]);
    const words = await wordsOfPdf(file);
    expect(words).toMatch(
      /What was agreed.*Case reference.*17 F 204\/26.*Sessions.*Day.*Held.*3 March 2026.*held.*We bake a cake together, and whoever wants to may leave\..*The end\./,
    );
    expect(words).toContain('to may leave. We bake');
    expect(words).toContain('Page 1 of 1');
  },
  timeout,
);

test(
  '[R50] it says its language, its title and the day it was made, and is marked up for screen readers',
  async () => {
    const file = await made([{ is: 'text', words: 'ours' }]);
    const pdf = await getDocumentProxy(new Uint8Array(file));
    const { info } = await getMeta(pdf);
    expect(info).toMatchObject({ Title: 'What was agreed', Producer: 'Kinbridge', Language: 'en' });
    expect(info['CreationDate']).toMatch(/^D:\d{8}000000/);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
    expect(tree).toMatch(/"role":"Document".*"role":"H1".*"role":"P"/);
  },
  timeout,
);

test(
  '[R52] a bar is painted, and is no letter of the file',
  async () => {
    const file = await made([{ is: 'text', words: `with ${bar} at home` }]);
    expect(await wordsOfPdf(file)).toMatch(/with\s+at home/);
    expect(await wordsOfPdf(file)).not.toContain('An empty box');
  },
  timeout,
);

test(
  'what is longer than a page goes on at the next, on either paper',
  async () => {
    const rows = Array.from({ length: 120 }, (_, at) => [`row ${String(at)}`, 'x']);
    const table = { is: 'table', heads: ['a', 'b'], rows, widths: [0.5, 0.5] } as const;
    const words = 'one and another and '.repeat(900);
    for (const paper of ['a4', 'letter'] as const) {
      const file = await made([table, { is: 'facts', rows: [['long', words]] }], paper);
      const pdf = await getDocumentProxy(new Uint8Array(file));
      expect(pdf.numPages).toBeGreaterThan(4);
      const read = await wordsOfPdf(file);
      for (const [name] of rows) expect(read).toContain(name);
      expect(read.match(/another/g)).toHaveLength(900);
      expect(read).toContain(`Page ${String(pdf.numPages)} of ${String(pdf.numPages)}`);
    }
  },
  timeout,
);

test('[R58] without its fonts nothing is set, and that they are missing is what is said', async () => {
  const nowhere = (path: string): string => `/nowhere/${path}`;
  await expect(fontsFor('ours', nowhere)).rejects.toThrow(FontsMissing);
});
