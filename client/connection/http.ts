/** Requests to our own server; whatever goes wrong becomes a {@link TroubleError} with a sentence. */
import type { Trouble, TroubleReason } from '../../shared/wire/http.ts';

/** A request that was not done; `sentence` can be shown as it is. */
export class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.reason);
    this.name = 'TroubleError';
    this.trouble = trouble;
  }
  get reason(): TroubleReason {
    return this.trouble.reason;
  }
  get sentence(): string {
    return this.trouble.sentence;
  }
  /** Whether the server was not reached at all, so that the same request may work in a moment. */
  get isConnectionLost(): boolean {
    return this.trouble === noConnection;
  }
}

/** There was no answer. */
export const noConnection: Trouble = {
  reason: 'failed',
  sentence: 'No connection to Kinbridge right now. Nothing is lost; try again in a moment.',
};
const notUnderstood: Trouble = {
  reason: 'failed',
  sentence: 'Something went wrong on our side. Try again in a moment.',
};

/** Milliseconds after which a request counts as lost. */
const patienceMs = 20_000;
/** The same for a file that the server makes first, for which it takes up to forty seconds itself. */
const filePatienceMs = 60_000;

/** The same for a zip of all sessions of a family, made while it comes. */
const manyFilesPatienceMs = 30 * 60_000;

export type WriteMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** @throws {TroubleError} for every answer that is not 2xx, and when none comes. */
export const getJson = <T>(path: string): Promise<T> => ask<T>(path, { method: 'GET' });

/**
 * Sends a write; the type is that of the answer, `undefined` for one without a body (204).
 * @throws {TroubleError} as {@link getJson}.
 */
export const sendJson = <T = undefined>(
  method: WriteMethod,
  path: string,
  body?: unknown,
): Promise<T> =>
  ask<T>(
    path,
    body === undefined
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );

/**
 * A file as the server made it.
 * @throws {TroubleError} as {@link getJson}.
 */
export async function getFile(path: string): Promise<Blob> {
  const answer = await reach(path, { method: 'GET' }, filePatienceMs);
  if (!answer.ok) throw await troubleIn(answer);
  try {
    return await answer.blob();
  } catch {
    throw new TroubleError(noConnection);
  }
}

/**
 * A file that the server makes of what is sent to it, however long that takes: of many sessions minutes.
 * @throws {TroubleError} as {@link getJson}.
 */
export async function fileFor(path: string, body: unknown): Promise<Blob> {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await reach(path, request, manyFilesPatienceMs);
  if (!answer.ok) throw await troubleIn(answer);
  try {
    return await answer.blob();
  } catch {
    throw new TroubleError(noConnection);
  }
}

async function ask<T>(path: string, request: RequestInit): Promise<T> {
  const answer = await reach(path, request, patienceMs);
  if (!answer.ok) throw await troubleIn(answer);
  const body = await bodyOf(answer);
  // The server's answers are typed by the interface it shares with this page.
  return body as T;
}

async function troubleIn(answer: Response): Promise<TroubleError> {
  const body = await bodyOf(answer);
  return new TroubleError(isTrouble(body) ? body : troubleOfStatus(answer.status));
}

async function reach(path: string, request: RequestInit, withinMs: number): Promise<Response> {
  try {
    return await fetch(path, {
      ...request,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(withinMs),
    });
  } catch {
    throw new TroubleError(noConnection);
  }
}

async function bodyOf(answer: Response): Promise<unknown> {
  try {
    const text = await answer.text();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw new TroubleError(answer.ok ? notUnderstood : troubleOfStatus(answer.status));
  }
}

/** A proxy between us and the server answers these while the server is being started again. */
const troubleOfStatus = (status: number): Trouble =>
  status >= 502 && status <= 504 ? noConnection : notUnderstood;

/** What an answer that is not 2xx says. */
export const troubleOfAnswer = (status: number, body: unknown): Trouble =>
  isTrouble(body) ? body : troubleOfStatus(status);

const isTrouble = (body: unknown): body is Trouble =>
  typeof body === 'object' &&
  body !== null &&
  'reason' in body &&
  'sentence' in body &&
  typeof body.reason === 'string' &&
  typeof body.sentence === 'string';

/** The sentence to show for anything thrown while asking. */
export const sentenceOf = (thrown: unknown): string =>
  thrown instanceof TroubleError ? thrown.sentence : notUnderstood.sentence;
