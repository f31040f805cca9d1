/** Planning sessions, and their personal links. */
import { Router, type Request } from 'express';
import { familyId, invitationId, personId, sessionId, type PersonId } from '../../shared/ids.ts';
import {
  refusalOfPlan,
  sentenceOfPlanRefusal,
  type SessionPlan,
} from '../../shared/session/plan.ts';
import {
  newSessionBody,
  type NewSessionAnswer,
  type PersonalLink,
  type SessionAnswer,
} from '../../shared/wire/http.ts';
import type { AuditAct } from '../access/audit.ts';
import { expiryOf } from '../access/personal-links.ts';
import { answerOf, familyOf, type FamilyParts } from '../family/family-routes.ts';
import { sessionSummary } from '../family/summaries.ts';
import { bodyOf, paramOf } from '../http/edge.ts';
import { hashOfToken } from '../ids.ts';
import { notFound, Refused } from '../refused.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { Invitation, NewInvitation, SessionRecord } from '../storage/session-store.ts';

export type SessionParts = FamilyParts & { readonly publicUrl: () => string };

/** The session of a request, its family and who asks. @throws Refused `not-found` unless it is theirs. */
export async function sessionOf(
  parts: Pick<SessionParts, 'signIns' | 'families' | 'sessions'>,
  request: Request,
): Promise<{ therapist: Therapist; family: FamilyRecord; session: SessionRecord }> {
  await parts.signIns.needed(request);
  const session = await parts.sessions.session(paramOf(request, 'session', sessionId));
  if (!session) throw notFound();
  return { ...(await familyOf(parts, request, session.family)), session };
}

const opened = (): Refused =>
  new Refused('refused', 'This session has been opened, so its plan stays as it is.');

/** What an untitled session is called. */
const kindNames: Record<SessionPlan['kind'], string> = {
  individual: 'Individual session',
  joint: 'Joint session',
  goals: 'Goal session',
  between: 'Goal board between sessions',
};

export function sessionRoutes(parts: SessionParts): Router {
  const { sessions, families, rooms, clock, chance } = parts;
  const router = Router();

  const note = (therapist: Therapist, act: AuditAct, subject: string): Promise<void> =>
    parts.audit.add({
      at: clock.now(),
      practice: therapist.practice,
      by: therapist.id,
      act,
      subject,
    });

  function checked(plan: SessionPlan, family: FamilyRecord): void {
    if (plan.kind === 'between' && (plan.plannedFor ?? 0) <= clock.now()) {
      throw new Refused('refused', 'Say until when the goal board is open.');
    }
    const refusal = refusalOfPlan(plan, family);
    if (!refusal) return;
    const nameOf = (id: PersonId): string =>
      family.people.find((one) => one.id === id)?.firstName ?? 'Someone';
    throw new Refused('refused', sentenceOfPlanRefusal(refusal, nameOf));
  }

  /** An untitled session is numbered among the family's of its kind. */
  async function titled(plan: SessionPlan, family: FamilyRecord): Promise<SessionPlan> {
    if (plan.title) return plan;
    const number = (await sessions.countOf(family.id, plan.kind)) + 1;
    return { ...plan, title: `${kindNames[plan.kind]} ${String(number)}` };
  }

  /** New links: what is stored of them, and what is shown this once. */
  function newLinks(people: readonly PersonId[], plan: SessionPlan) {
    const expiresAt = expiryOf(plan.plannedFor, clock.now());
    return people.map((person): { stored: NewInvitation; shown: PersonalLink } => {
      const token = chance.newToken();
      return {
        stored: {
          id: chance.newId(invitationId),
          person,
          tokenHash: hashOfToken(token),
          expiresAt,
        },
        shown: { person, url: `${parts.publicUrl()}/come#${token}`, expiresAt },
      };
    });
  }

  async function answer(id: SessionRecord['id']): Promise<SessionAnswer> {
    const session = await sessions.session(id);
    const family = session && (await families.family(session.family));
    if (!session || !family) throw notFound();
    const invitations = await sessions.invitationsOf(id);
    return {
      ...sessionSummary(session, family, await parts.presence.look([id])),
      plan: session.plan,
      links: session.plan.arriving.flatMap((person) =>
        invitations
          .filter((one) => one.person === person)
          .map((one) => ({ person, state: linkState(one), expiresAt: one.expiresAt })),
      ),
    };
  }

  const linkState = (one: Invitation): SessionAnswer['links'][number]['state'] =>
    one.revoked
      ? 'revoked'
      : one.expiresAt <= clock.now()
        ? 'expired'
        : one.deviceHash === null
          ? 'unused'
          : 'used';

  router.post('/families/:family/sessions', async (request, response) => {
    const { therapist, family } = await familyOf(
      parts,
      request,
      paramOf(request, 'family', familyId),
    );
    const asked = bodyOf(request, newSessionBody);
    checked(asked, family);
    const plan = await titled(asked, family);
    const id = chance.newId(sessionId);
    const links = newLinks(plan.arriving, plan);
    await sessions.plan(
      { id, family: family.id, plan },
      links.map((one) => one.stored),
      clock.now(),
    );
    await note(therapist, 'session-planned', id);
    const body: NewSessionAnswer = {
      session: await answer(id),
      links: links.map((one) => one.shown),
    };
    response.status(201).json(body);
  });

  router.get('/sessions/:session', async (request, response) => {
    const { session } = await sessionOf(parts, request);
    if (session.calledOff) throw notFound();
    response.json(await answer(session.id));
  });

  router.put('/sessions/:session/plan', async (request, response) => {
    const { therapist, family, session } = await sessionOf(parts, request);
    const asked = bodyOf(request, newSessionBody);
    checked(asked, family);
    const plan = asked.title ? asked : { ...asked, title: session.plan.title };
    const there = await sessions.invitationsOf(session.id);
    const newcomers = plan.arriving.filter((id) => !there.some((one) => one.person === id));
    const links = newLinks(newcomers, plan);
    const stored = links.map((one) => one.stored);
    const isPutOff = plan.plannedFor !== session.plan.plannedFor;
    const expiresAt = isPutOff ? expiryOf(plan.plannedFor, clock.now()) : null;
    if (!(await sessions.replan(session.id, plan, stored, expiresAt))) throw opened();
    for (const { person } of there) {
      if (!plan.arriving.includes(person)) {
        rooms.closeLinks({ participant: person, session: session.id });
      }
    }
    await rooms.refresh(session.id);
    await note(therapist, 'session-plan-changed', session.id);
    const body: NewSessionAnswer = {
      session: await answer(session.id),
      links: links.map((one) => one.shown),
    };
    response.json(body);
  });

  router.post('/sessions/:session/call-off', async (request, response) => {
    const { therapist, family, session } = await sessionOf(parts, request);
    if (!(await sessions.callOff(session.id))) throw opened();
    const therapists = family.therapists.map((one) => one.id);
    for (const participant of [...session.plan.arriving, ...therapists]) {
      rooms.closeLinks({ participant, session: session.id });
    }
    await note(therapist, 'session-called-off', session.id);
    response.json(await answerOf(parts, family));
  });

  const invited = (request: Request, session: SessionRecord): PersonId => {
    const person = paramOf(request, 'person', personId);
    if (!session.plan.arriving.includes(person)) throw notFound();
    if (session.state === 'ended' || session.calledOff) {
      throw new Refused('refused', 'This session is over.');
    }
    return person;
  };

  router.post('/sessions/:session/links/:person', async (request, response) => {
    const { therapist, session } = await sessionOf(parts, request);
    const person = invited(request, session);
    const [link] = newLinks([person], session.plan);
    if (!link) throw notFound();
    await sessions.renew(session.id, link.stored);
    rooms.closeLinks({ participant: person, session: session.id });
    await rooms.sendBack(session.id, person);
    await note(therapist, 'link-renewed', session.id);
    response.status(201).json(link.shown);
  });

  router.delete('/sessions/:session/links/:person', async (request, response) => {
    const { therapist, session } = await sessionOf(parts, request);
    const person = invited(request, session);
    await sessions.revoke(session.id, person);
    rooms.closeLinks({ participant: person, session: session.id });
    await rooms.sendBack(session.id, person);
    await note(therapist, 'link-revoked', session.id);
    response.json(await answer(session.id));
  });

  return router;
}
