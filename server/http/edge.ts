/** Where HTTP comes in: bodies are parsed once, refusals answered, failures logged under an id. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import * as v from 'valibot';
import type { Trouble, TroubleReason } from '../../shared/wire/http.ts';
import { TooManyPasswords } from '../access/passwords.ts';
import type { Log } from '../log.ts';
import { notFound, Refused } from '../refused.ts';

const statusOf: Record<TroubleReason, number> = {
  'bad-input': 400,
  'password-wrong': 400,
  'sign-in-needed': 401,
  'sign-in-wrong': 401,
  'wrong-origin': 403,
  'not-allowed': 403,
  'not-found': 404,
  'link-not-usable': 404,
  'already-there': 409,
  refused: 409,
  'too-big': 413,
  'slow-down': 429,
  failed: 500,
};

/** Answers with a trouble; nothing but its reason and sentence leaves. */
export function answerTrouble(response: Response, trouble: Trouble): void {
  if (trouble.retryAfterMs !== undefined) {
    response.set('Retry-After', String(Math.ceil(trouble.retryAfterMs / 1_000)));
  }
  response.status(statusOf[trouble.reason]).json(trouble);
}

/** The body as `schema` reads it. @throws Refused `bad-input` with the first sentence of why not. */
export function bodyOf<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): v.InferOutput<Schema> {
  const read = v.safeParse(schema, request.body as unknown, { abortEarly: true });
  if (read.success) return read.output;
  throw new Refused('bad-input', sentenceOf(read.issues[0]));
}

/** Our own sentences as they are; what valibot says by itself, or we to programs, is not for people. */
const sentenceOf = (issue: v.BaseIssue<unknown>): string =>
  /^(?!Invalid)\p{Lu}/u.test(issue.message)
    ? `${issue.message.replace(/\.$/, '')}.`
    : 'Something in this form could not be read. Please check it and try again.';

/** A route parameter as an id. @throws Refused `not-found` for what can't be one. */
export function paramOf<Schema extends v.GenericSchema>(
  request: Request,
  name: string,
  schema: Schema,
): v.InferOutput<Schema> {
  const read = v.safeParse(schema, request.params[name]);
  if (read.success) return read.output;
  throw notFound();
}

/** Every write must come from our own page: missing, `null` and foreign origins are refused. */
export const ownOriginOnly =
  (origin: () => string): RequestHandler =>
  (request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead || request.headers.origin === origin()) next();
    else {
      answerTrouble(response, {
        reason: 'wrong-origin',
        sentence: `This was not sent by the Kinbridge page at ${origin()}.`,
      });
    }
  };

/** Turns whatever a route threw into an answer. */
export const answerErrors =
  ({ log, newId }: { readonly log: Log; readonly newId: () => string }): ErrorRequestHandler =>
  (cause: unknown, _request, response, next) => {
    if (response.headersSent) next(cause);
    else answerTrouble(response, troubleOf(cause, log, newId));
  };

function troubleOf(cause: unknown, log: Log, newId: () => string): Trouble {
  if (cause instanceof Refused) return cause.trouble;
  if (cause instanceof TooManyPasswords) {
    return { reason: 'slow-down', sentence: 'Too many sign-ins at once. Please try again.' };
  }
  if (isTaken(cause)) {
    return { reason: 'already-there', sentence: 'This is there already. Please look again.' };
  }
  const kind = kindOf(cause);
  if (kind === 'entity.too.large') {
    return { reason: 'too-big', sentence: 'This is too much at once.' };
  }
  if (kind === 'absent') return notFound().trouble;
  if (kind !== null) return { reason: 'bad-input', sentence: 'This could not be read.' };
  const id = newId();
  log.error({ err: cause, trouble: id }, 'request failed');
  return {
    reason: 'failed',
    sentence: `Something went wrong on our side (${id}). Please look whether it was done, then try again.`,
  };
}

/** What the two databases say when, of two writers at once, this one came second: nothing of it was written. */
const takenCodes = ['SQLITE_CONSTRAINT_UNIQUE', '23505'] as const;
const taken = v.object({ code: v.picklist(takenCodes) });
const isTaken = (cause: unknown): boolean => v.is(taken, cause);

/** What express's body parser and router throw carries a `type` or a status below 500. */
function kindOf(cause: unknown): string | null {
  const read = v.safeParse(v.object({ status: v.number(), type: v.optional(v.string()) }), cause);
  if (!read.success || read.output.status >= 500) return null;
  return read.output.type ?? (read.output.status === 404 ? 'absent' : 'unreadable');
}
