/**
 * Private notes: the family's therapists read all of a session's, and each writes their own; a reviewer
 * reads them where that was granted.
 */
import { Router, type Request } from 'express';
import { privateNoteId, sessionId, type PracticeId } from '../../shared/ids.ts';
import {
  maxPrivateNotesInSession,
  maxPrivateNoteVersions,
} from '../../shared/notes/private-note.ts';
import { newPrivateNoteBody, privateNoteBody, type PrivateNote } from '../../shared/wire/http.ts';
import type { AuditAct } from '../access/audit.ts';
import { may } from '../access/may.ts';
import { bodyOf, paramOf } from '../http/edge.ts';
import { notFound, Refused } from '../refused.ts';
import { sessionOf, type SessionParts } from '../session/session-routes.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { PrivateNoteRecord, PrivateNoteStore } from '../storage/private-note-store.ts';
import type { RoomStore } from '../storage/room-store.ts';
import type { SessionRecord } from '../storage/session-store.ts';

export interface PrivateNoteParts extends SessionParts {
  readonly notes: PrivateNoteStore;
  readonly roomStore: Pick<RoomStore, 'head'>;
}

const isWithin = ({ openedAt, endedAt }: SessionRecord, at: number): boolean =>
  openedAt !== null && at >= openedAt && (endedAt === null || at <= endedAt);

export function privateNoteRoutes(parts: PrivateNoteParts): Router {
  const { notes, clock } = parts;
  const router = Router();

  /** Like the session itself, {@link sessionOf}: for whoever it isn't for, it isn't there. */
  async function placeOf(request: Request) {
    const place = await sessionOf(parts, request);
    if (place.session.calledOff) throw notFound();
    return place;
  }

  /** As {@link placeOf}, for reading alone: also by a reviewer to whom the notes were granted. */
  async function placeToRead(request: Request) {
    const therapist = await parts.signIns.needed(request);
    const session = await parts.sessions.session(paramOf(request, 'session', sessionId));
    const family = session && (await parts.families.family(session.family));
    if (!session || !family || session.calledOff) throw notFound();
    const who = { as: 'therapist', id: therapist.id } as const;
    const mayRead = may(who, 'read-notes', {
      therapists: family.therapists.map(({ id }) => id),
      // What is still to come or going on is nobody's to review.
      reviewers: family.reviewers.flatMap(({ id, notes: granted }) =>
        granted && session.state === 'ended' ? [id] : [],
      ),
    });
    if (!mayRead) throw notFound();
    return { therapist, session };
  }

  /** Only that it happened, and in which session. */
  const trace = (therapist: Therapist, act: AuditAct, session: SessionRecord): Promise<void> =>
    parts.audit.add({
      at: clock.now(),
      practice: therapist.practice,
      by: therapist.id,
      act,
      subject: session.id,
    });

  /** With names, also of those who have left the family since. */
  async function shown(
    practice: PracticeId,
    records: readonly PrivateNoteRecord[],
  ): Promise<PrivateNote[]> {
    const names = new Map(
      (await parts.accounts.therapistsOf(practice)).map((one) => [one.id, one.name]),
    );
    return records.map(({ by, ...rest }) => ({
      ...rest,
      by: { id: by, name: names.get(by) ?? 'A colleague' },
    }));
  }

  /** A note that is not the asker's to change, or not there. */
  async function notTheirs(session: SessionRecord, id: PrivateNoteRecord['id']): Promise<Refused> {
    return (await notes.note(session.id, id))
      ? new Refused('not-allowed', 'Only who wrote a note can change or delete it.')
      : notFound();
  }

  router.get('/sessions/:session/notes', async (request, response) => {
    const { therapist, session } = await placeToRead(request);
    response.json(await shown(therapist.practice, await notes.notesOf(session.id)));
  });

  router.post('/sessions/:session/notes', async (request, response) => {
    const { therapist, session } = await placeOf(request);
    const { id, text, pin } = bodyOf(request, newPrivateNoteBody);
    if (typeof pin === 'number' && !isWithin(session, pin)) {
      throw new Refused('bad-input', 'That moment is not one of this session.');
    }
    // What is durable: an entry that is still under way has been on nobody else's screen.
    const seq = await parts.roomStore.head(session.id);
    const note = { id, by: therapist.id, at: clock.now(), seq, text, pin };
    const added = await notes.add(session.id, note);
    if (added === 'full') {
      const sentence = `A session holds at most ${String(maxPrivateNotesInSession)} private notes.`;
      throw new Refused('refused', sentence);
    }
    const { kept, isNew } = added;
    // Whoever guesses or repeats a colleague's id learns nothing that the list doesn't say.
    if (kept.by !== therapist.id) throw await notTheirs(session, id);
    if (isNew) await trace(therapist, 'private-note-added', session);
    const [body] = await shown(therapist.practice, [kept]);
    response.status(isNew ? 201 : 200).json(body);
  });

  router.patch('/sessions/:session/notes/:note', async (request, response) => {
    const { therapist, session } = await placeOf(request);
    const id = paramOf(request, 'note', privateNoteId);
    const { text } = bodyOf(request, privateNoteBody);
    const by = therapist.id;
    const changed = await notes.change(session.id, { id, by, text, at: clock.now() });
    if (!changed) throw await notTheirs(session, id);
    if (changed === 'full') {
      const times = String(maxPrivateNoteVersions);
      const sentence = `A note can be changed ${times} times. Write a new one beside it.`;
      throw new Refused('refused', sentence);
    }
    await trace(therapist, 'private-note-changed', session);
    const [body] = await shown(therapist.practice, [changed]);
    response.json(body);
  });

  router.get('/sessions/:session/notes/:note/versions', async (request, response) => {
    const { session } = await placeToRead(request);
    const id = paramOf(request, 'note', privateNoteId);
    if (!(await notes.note(session.id, id))) throw notFound();
    response.json(await notes.versionsOf(session.id, id));
  });

  router.delete('/sessions/:session/notes/:note', async (request, response) => {
    const { therapist, session } = await placeOf(request);
    const id = paramOf(request, 'note', privateNoteId);
    const isGone = await notes.remove(session.id, { id, by: therapist.id });
    if (!isGone) throw await notTheirs(session, id);
    await trace(therapist, 'private-note-deleted', session);
    response.status(204).end();
  });

  return router;
}
