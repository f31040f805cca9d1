/** The program of the thread that makes one export, answers with its bytes and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeExport, type ExportOrder } from './make-export.ts';

// Started by `board-exports.ts` alone, which gives it an order.
const order = workerData as ExportOrder;
const file = await makeExport(order);
parentPort?.postMessage(new Uint8Array(file));
