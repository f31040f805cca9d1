/** Pictures on boards: sent by a therapist, seen by whoever sees the board they lie on. */
import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import * as v from 'valibot';
import {
  maxPictureBytesPerSession,
  maxPictureFileBytes,
  maxPicturesPerMinute,
  maxPicturesPerSession,
} from '../../shared/board/picture-limits.ts';
import { pictureId, sessionId, type TherapistId } from '../../shared/ids.ts';
import { linkQuery, type PictureAnswer } from '../../shared/wire/http.ts';
import { paramOf } from '../http/edge.ts';
import { notFound, Refused } from '../refused.ts';
import type { Identify } from '../session/facts.ts';
import type { LiveRooms } from '../session/rooms.ts';
import { reviews } from '../record/reading-routes.ts';
import { sessionOf, type SessionParts } from '../session/session-routes.ts';
import type { PictureStore } from '../storage/picture-store.ts';
import { createRemakePictures } from './remade.ts';

export interface PictureParts extends SessionParts {
  readonly pictures: PictureStore;
  readonly identify: Identify;
  readonly live: Pick<LiveRooms, 'loaded'>;
}

const megabytes = (bytes: number): string => String(bytes / 1_024 / 1_024);

const tooBig = (): Refused =>
  new Refused(
    'too-big',
    `This file is too large: a picture may have at most ${megabytes(maxPictureFileBytes)} MB.`,
  );
const full = (): Refused =>
  new Refused(
    'refused',
    `A session takes at most ${String(maxPicturesPerSession)} pictures, ${megabytes(maxPictureBytesPerSession)} MB in all.`,
  );
const notNow = (): Refused =>
  new Refused('refused', 'A picture can be added only while the session is open or paused.');

export function pictureRoutes(parts: PictureParts): Router {
  const { pictures, identify, live, clock, chance } = parts;
  const router = Router();
  const remake = createRemakePictures();
  const limiter = new RateLimiterMemory({ points: maxPicturesPerMinute, duration: 60 });

  async function mustNotBeTooMany(therapist: TherapistId): Promise<void> {
    try {
      await limiter.consume(therapist);
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause;
      throw new Refused(
        'slow-down',
        `At most ${String(maxPicturesPerMinute)} pictures a minute. Please wait a moment.`,
        cause.msBeforeNext,
      );
    }
  }

  /** All that can be said without the file is said before a byte of it is read. */
  const first: RequestHandler = async (request, _response, next) => {
    const { therapist, session } = await sessionOf(parts, request);
    if (session.calledOff || (session.state !== 'open' && session.state !== 'held')) throw notNow();
    if (Number(request.headers['content-length'] ?? 0) > maxPictureFileBytes) throw tooBig();
    await mustNotBeTooMany(therapist.id);
    const there = await pictures.total(session.id);
    const isFull = there.count >= maxPicturesPerSession || there.bytes >= maxPictureBytesPerSession;
    if (isFull) throw full();
    next();
  };

  router.post('/sessions/:session/pictures', first, readFile, async (request, response) => {
    const { therapist, session } = await sessionOf(parts, request);
    const made = await remake.remade(fileOf(request));
    const id = chance.newId(pictureId);
    const added = await pictures.add(session.id, {
      id,
      by: therapist.id,
      at: clock.now(),
      ...made,
    });
    if (added === 'full') throw full();
    if (added === 'not-now') throw notNow();
    await parts.audit.add({
      at: clock.now(),
      practice: therapist.practice,
      by: therapist.id,
      act: 'picture-added',
      subject: session.id,
    });
    const body: PictureAnswer = { id, width: made.width, height: made.height };
    response.status(201).json(body);
  });
  router.use('/sessions/:session/pictures', sayTooBig);

  router.get('/sessions/:session/pictures/:picture', async (request, response) => {
    const session = paramOf(request, 'session', sessionId);
    const id = paramOf(request, 'picture', pictureId);
    const as = v.safeParse(linkQuery.entries.as, request.query['as']);
    if (!as.success) throw notFound();
    const cookieHeader = request.headers.cookie;
    const admitted = await identify({ cookieHeader, session, as: as.output });
    const reviewer =
      admitted || as.output !== 'therapist' ? null : await parts.signIns.look(cookieHeader);
    // The family sees what lies on a board of theirs now; a therapist also what a saved board shows.
    const isSeen = admitted
      ? admitted.asker.as === 'therapist' ||
        live.loaded(session)?.board.showsPicture(admitted.asker, id) === true
      : reviewer !== null && (await reviews(parts, reviewer, session));
    const picture = isSeen ? await pictures.picture(session, id) : null;
    if (!picture) throw notFound();
    response.type(picture.type).send(picture.bytes);
  });

  return router;
}

/** Whatever the body calls itself; no more of it than a picture has. */
const readFile = express.raw({ type: () => true, limit: maxPictureFileBytes });

const isTooLarge = (cause: unknown): boolean =>
  v.is(v.object({ type: v.literal('entity.too.large') }), cause);

const sayTooBig: ErrorRequestHandler = (cause: unknown, _request, _response, next) => {
  next(isTooLarge(cause) ? tooBig() : cause);
};

/** Empty where there was no body. */
function fileOf({ body }: { readonly body: unknown }): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}
