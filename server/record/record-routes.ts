/** Saved boards: what is left of a session that has ended. Read only, by construction. */
import { Router } from 'express';
import type { SavedBoard } from '../../shared/wire/http.ts';
import { sessionSummary } from '../family/summaries.ts';
import { notFound } from '../refused.ts';
import { sessionOf, type SessionParts } from '../session/session-routes.ts';
import type { RoomStore } from '../storage/room-store.ts';

export function recordRoutes(parts: SessionParts & { readonly roomStore: RoomStore }): Router {
  const router = Router();

  router.get('/sessions/:session/saved', async (request, response) => {
    const { therapist, family, session } = await sessionOf(parts, request);
    const boards = await parts.roomStore.saved(session.id);
    if (!boards) throw notFound();
    await parts.audit.add({
      at: parts.clock.now(),
      practice: therapist.practice,
      by: therapist.id,
      act: 'saved-board-opened',
      subject: session.id,
    });
    const summary = sessionSummary(session, family, () => []);
    const body: SavedBoard = {
      session: summary,
      plannedMinutes: session.plan.plannedMinutes,
      people: summary.people.flatMap((look) =>
        family.people
          .filter((one) => one.id === look.id)
          .map((one) => ({ ...look, role: one.role })),
      ),
      therapists: family.therapists,
      boards,
    };
    response.json(body);
  });

  return router;
}
