/** Saved boards: what is left of a session that has ended. Read only, by construction. */
import { Router } from 'express';
import type { SavedBoard } from '../../shared/wire/http.ts';
import { nobodySeen, sessionSummary } from '../family/summaries.ts';
import { notFound } from '../refused.ts';
import { sessionOf, type SessionParts } from '../session/session-routes.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { RoomStore, SavedZone } from '../storage/room-store.ts';

export function recordRoutes(parts: SessionParts & { readonly roomStore: RoomStore }): Router {
  const router = Router();

  /** The family's therapists, and whoever of the practice made something then and has left it since. */
  async function authorsAmong(
    therapist: Therapist,
    family: FamilyRecord,
    boards: readonly SavedZone[],
  ): Promise<SavedBoard['therapists']> {
    const authors = new Set<string>(boards.flatMap(({ items }) => items.map((item) => item.by)));
    const known = new Set<string>(family.therapists.map((one) => one.id));
    const all = await parts.accounts.therapistsOf(therapist.practice);
    return all.filter((one) => known.has(one.id) || authors.has(one.id));
  }

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
    const summary = sessionSummary(session, family, nobodySeen);
    const body: SavedBoard = {
      session: summary,
      plannedMinutes: session.plan.plannedMinutes,
      people: summary.people.flatMap((look) =>
        family.people
          .filter((one) => one.id === look.id)
          .map((one) => ({ ...look, role: one.role })),
      ),
      therapists: await authorsAmong(therapist, family, boards),
      boards,
    };
    response.json(body);
  });

  return router;
}
