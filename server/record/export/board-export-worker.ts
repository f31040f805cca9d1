/** The program of the thread that makes one file, answers with its bytes and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { fileOf, type FileOrder } from './file-order.ts';

// Started by `board-exports.ts` alone, which gives it an order.
const order = workerData as FileOrder;
const file = await fileOf(order);
parentPort?.postMessage(new Uint8Array(file));
