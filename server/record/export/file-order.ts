/** Everything that is drawn or set in a thread of its own: a board, or words. */
import { documentPdf, type DocumentOrder } from './document-pdf.ts';
import { makeExport, type ExportOrder } from './make-export.ts';

export type FileOrder = ExportOrder | DocumentOrder;

export const fileOf = (order: FileOrder): Promise<Buffer> =>
  order.format === 'document' ? documentPdf(order) : makeExport(order);
