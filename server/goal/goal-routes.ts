/** A family's goals on its therapists' page, and on the quiet page between sessions. */
import { Router, type Request } from 'express';
import { goalsForPerson, goalsForTherapist } from '../../shared/goal/visible-to.ts';
import { sentenceOfGoalRefusal } from '../../shared/goal/refusal.ts';
import { familyId, type GoalId } from '../../shared/ids.ts';
import {
  goalBody,
  quietGoalBody,
  type FamilyGoalsAnswer,
  type QuietGoals,
} from '../../shared/wire/http.ts';
import { notUsable } from '../access/account-routes.ts';
import type { Cookies } from '../access/cookies.ts';
import { linkOfDevice } from '../access/personal-links.ts';
import { familyOf, type FamilyParts } from '../family/family-routes.ts';
import { inOrder, sessionSummary } from '../family/summaries.ts';
import { bodyOf, paramOf } from '../http/edge.ts';
import { Refused } from '../refused.ts';
import type { LiveRooms } from '../session/rooms.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { Invitation, SessionRecord } from '../storage/session-store.ts';
import { outsideRooms, type GoalBoards } from './goal-boards.ts';

export interface GoalParts extends FamilyParts {
  readonly goals: GoalBoards;
  readonly cookies: Cookies;
  readonly live: Pick<LiveRooms, 'loaded'>;
}

export function goalRoutes(parts: GoalParts): Router {
  const { families, sessions, presence, goals, live, clock } = parts;
  const router = Router();

  async function answerOf(family: FamilyRecord): Promise<FamilyGoalsAnswer> {
    const board = (await goals.of(family.id)).board();
    const openings = (await sessions.sessionsOf([family.id])).filter(
      ({ plan }) => plan.kind === 'between',
    );
    const seen = await presence.look(openings.map(({ id }) => id));
    const { id, title, people, therapists } = family;
    return {
      ...goalsForTherapist(board, people),
      ...{ family: id, title, people, therapists },
      openings: inOrder(openings.map((one) => sessionSummary(one, family, seen))),
    };
  }

  const ofTherapist = (request: Request) =>
    familyOf(parts, request, paramOf(request, 'family', familyId));

  /** A goal's words where people write them just now, in whichever of the family's rooms. */
  async function wordsInRooms(family: FamilyRecord): Promise<(goal: GoalId) => string | null> {
    const rooms = (await sessions.sessionsOf([family.id])).flatMap(
      ({ id }) => live.loaded(id) ?? [],
    );
    return (goal) => {
      for (const room of rooms) {
        const words = room.goalWords(goal);
        if (words !== null) return words;
      }
      return null;
    };
  }

  router.get('/families/:family/goals', async (request, response) => {
    response.json(await answerOf((await ofTherapist(request)).family));
  });

  router.post('/families/:family/goals', async (request, response) => {
    const { therapist, family } = await ofTherapist(request);
    const command = bodyOf(request, goalBody);
    const onBoard = await wordsInRooms(family);
    const by = { as: 'therapist', id: therapist.id } as const;
    const refused = await (
      await goals.of(family.id)
    ).command(by, command, { session: null, onBoard });
    if (refused) throw new Refused('refused', refused.sentence);
    await parts.audit.add({
      at: clock.now(),
      practice: therapist.practice,
      by: therapist.id,
      act: 'goals-changed',
      subject: family.id,
    });
    response.json(await answerOf(family));
  });

  /** The goal board that a personal link leads to, for whom it is. @throws Refused `link-not-usable` */
  async function quiet(
    request: Request,
  ): Promise<{ invitation: Invitation; session: SessionRecord; family: FamilyRecord }> {
    const invitation = await linkOfDevice(parts, request);
    const session = await sessions.session(invitation.session);
    const family = session && (await families.family(session.family));
    const leadsHere = session?.plan.kind === 'between' && !session.calledOff;
    if (!invitation.confirmed || !family || !leadsHere) throw notUsable();
    return { invitation, session, family };
  }

  const untilOf = ({ plan }: SessionRecord): number => plan.plannedFor ?? 0;

  async function quietAnswer({
    invitation,
    session,
    family,
  }: Awaited<ReturnType<typeof quiet>>): Promise<QuietGoals> {
    const board = (await goals.of(family.id)).board();
    return {
      isOpen: untilOf(session) > clock.now(),
      until: untilOf(session),
      goals: goalsForPerson(board, invitation.person, family.people).filter(
        ({ state }) => state !== 'talking' && state !== 'put',
      ),
    };
  }

  router.get('/here/:link/goals', async (request, response) => {
    response.json(await quietAnswer(await quiet(request)));
  });

  router.post('/here/:link/goals', async (request, response) => {
    const here = await quiet(request);
    if (untilOf(here.session) <= clock.now()) {
      throw new Refused('refused', sentenceOfGoalRefusal('goal-board-closed'));
    }
    const command = bodyOf(request, quietGoalBody);
    if (command.kind === 'say-yes') {
      throw new Refused('refused', sentenceOfGoalRefusal('goal-yes-together'));
    }
    const by = { as: 'person', id: here.invitation.person } as const;
    const refused = await (await goals.of(here.family.id)).command(by, command, outsideRooms);
    if (refused) throw new Refused('refused', refused.sentence);
    response.json(await quietAnswer(here));
  });

  return router;
}
