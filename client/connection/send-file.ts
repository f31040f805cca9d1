/** Sends a file as it is, and says how far it has come: `fetch` can't. */
import type { Trouble } from '../../shared/wire/http.ts';
import { noConnection, troubleOfAnswer, TroubleError } from './http.ts';

/** Milliseconds until it counts as lost: 20 MB on a slow line take minutes. */
const patienceMs = 300_000;

export interface SendFile {
  readonly path: string;
  readonly file: Blob;
  /** From 0 to 1. */
  readonly onprogress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** @throws {TroubleError} for every answer that is not 2xx, and when none comes. */
export function sendFile<T>({ path, file, onprogress, signal }: SendFile): Promise<T> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const fail = (trouble: Trouble): void => failed(new TroubleError(trouble));
    const abort = (): void => request.abort();
    request.open('POST', path);
    request.timeout = patienceMs;
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onprogress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const body = read(request.responseText);
      if (request.status >= 200 && request.status < 300) done(body as T);
      else fail(troubleOfAnswer(request.status, body));
    };
    request.onerror = request.ontimeout = request.onabort = () => fail(noConnection);
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    request.send(file);
  });
}

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // No answer of ours; its status says what it is.
  }
}
