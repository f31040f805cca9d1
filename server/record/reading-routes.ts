/** Records as they are read: by the family's therapists, and by those it is granted to. */
import { Router, type Request } from 'express';
import { sessionId, type SessionId, type TherapistId } from '../../shared/ids.ts';
import { may } from '../access/may.ts';
import { paramOf } from '../http/edge.ts';
import { notFound } from '../refused.ts';
import type { SessionParts } from '../session/session-routes.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { SessionRecord } from '../storage/session-store.ts';
import type { RecordReading } from './record-reading.ts';
import type { Thumbnails } from './thumbnails.ts';

export type ReaderParts = Pick<SessionParts, 'signIns' | 'families' | 'sessions'>;

/** Whether a therapist may read the records of a family. */
export const mayRead = (therapist: Pick<Therapist, 'id'>, family: FamilyRecord): boolean =>
  may({ as: 'therapist', id: therapist.id }, 'read-records', {
    therapists: family.therapists.map((one) => one.id),
    reviewers: family.reviewers.map((one) => one.id),
  });

/** Whether a therapist reads the record of a session that has ended, when they don't work with its family. */
export async function reviews(
  parts: Pick<ReaderParts, 'families' | 'sessions'>,
  therapist: TherapistId,
  id: SessionId,
): Promise<boolean> {
  const session = await parts.sessions.session(id);
  const family = session?.state === 'ended' && (await parts.families.family(session.family));
  return family ? mayRead({ id: therapist }, family) : false;
}

/** The session of a request and who asks. @throws Refused `not-found` unless they may read its record. */
export async function readSessionOf(
  parts: ReaderParts,
  request: Request,
): Promise<{ therapist: Therapist; family: FamilyRecord; session: SessionRecord }> {
  const therapist = await parts.signIns.needed(request);
  const session = await parts.sessions.session(paramOf(request, 'session', sessionId));
  const family = session && (await parts.families.family(session.family));
  if (!session || !family || !mayRead(therapist, family)) throw notFound();
  return { therapist, family, session };
}

export function readingRoutes(
  parts: SessionParts & { readonly reading: RecordReading; readonly thumbnails: Thumbnails },
): Router {
  const router = Router();

  router.get('/sessions/:session/record', async (request, response) => {
    const { therapist, family, session } = await readSessionOf(parts, request);
    const answer = await parts.reading.answer({ session, family });
    if (!answer) throw notFound();
    await parts.audit.add({
      ...{ at: parts.clock.now(), practice: therapist.practice, by: therapist.id },
      ...{ act: 'saved-board-opened', subject: session.id },
    });
    // Every browser and every fetch takes it; whoever does not can't read records.
    response.set('Content-Encoding', 'gzip').type('application/json');
    response.end(answer);
  });

  router.get('/sessions/:session/thumbnail.png', async (request, response) => {
    const { session } = await readSessionOf(parts, request);
    const png = await parts.thumbnails.of(session.id);
    if (!png) throw notFound();
    response.type('image/png').send(Buffer.from(png));
  });

  return router;
}
