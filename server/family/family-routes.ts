/** The practice's home page and everything about a family. */
import { Router, type Request } from 'express';
import { mayMeet } from '../../shared/family/meeting.ts';
import { nextAppearance, type Person, type PersonEntry } from '../../shared/family/person.ts';
import { familyId, personId, type PersonId, type TherapistId } from '../../shared/ids.ts';
import {
  familyBody,
  familyReviewersBody,
  familyTherapistsBody,
  maxPeopleInFamily,
  meetingBody,
  newFamilyBody,
  newPersonBody,
  personBody,
  type FamilyAnswer,
  type PracticeAnswer,
} from '../../shared/wire/http.ts';
import type { AuditAct } from '../access/audit.ts';
import { may } from '../access/may.ts';
import type { SignIns } from '../access/sign-ins.ts';
import type { Clock } from '../clock.ts';
import { bodyOf, paramOf } from '../http/edge.ts';
import type { Chance } from '../ids.ts';
import { notFound, Refused } from '../refused.ts';
import type { Presence } from '../presence/presence.ts';
import type { Rooms } from '../session/facts.ts';
import type { AccountStore, Therapist } from '../storage/account-store.ts';
import type { AuditStore } from '../storage/audit-store.ts';
import type { FamilyRecord, FamilyStore } from '../storage/family-store.ts';
import type { SessionStore } from '../storage/session-store.ts';
import { familyAnswer, familySummary, inOrder, sessionSummary } from './summaries.ts';

export interface FamilyParts {
  readonly accounts: AccountStore;
  readonly families: FamilyStore;
  readonly sessions: SessionStore;
  readonly audit: AuditStore;
  readonly signIns: SignIns;
  readonly rooms: Rooms;
  readonly presence: Pick<Presence, 'look'>;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** The family of a request and who asks. @throws Refused `not-found` unless they work with it. */
export async function familyOf(
  parts: Pick<FamilyParts, 'signIns' | 'families'>,
  request: Request,
  id = paramOf(request, 'family', familyId),
): Promise<{ therapist: Therapist; family: FamilyRecord }> {
  const therapist = await parts.signIns.needed(request);
  const family = await parts.families.family(id);
  const who = { as: 'therapist', id: therapist.id } as const;
  const therapists = family?.therapists.map((one) => one.id) ?? [];
  if (!family || !may(who, 'work-with-family', { therapists })) throw notFound();
  return { therapist, family };
}

/** A family as its page shows it, with who is there now. */
export async function answerOf(
  { sessions, presence }: Pick<FamilyParts, 'sessions' | 'presence'>,
  family: FamilyRecord,
): Promise<FamilyAnswer> {
  const all = await sessions.sessionsOf([family.id]);
  return familyAnswer(family, all, await presence.look(all.map((one) => one.id)));
}

const refused = (sentence: string): Refused => new Refused('refused', sentence);

export function familyRoutes(parts: FamilyParts): Router {
  const { families, sessions, rooms, clock, chance } = parts;
  const router = Router();

  async function answer(id: FamilyRecord['id']) {
    const family = await families.family(id);
    if (!family) throw notFound();
    return answerOf(parts, family);
  }
  const note = (therapist: Therapist, act: AuditAct, subject: string): Promise<void> =>
    parts.audit.add({
      at: clock.now(),
      practice: therapist.practice,
      by: therapist.id,
      act,
      subject,
    });
  /** Tells the rooms of a family that something about its people changed. */
  async function refreshRooms(family: FamilyRecord): Promise<void> {
    for (const one of await sessions.sessionsOf([family.id])) {
      if (one.state !== 'ended') await rooms.refresh(one.id);
    }
  }
  const personIn = (request: Request, family: FamilyRecord): Person => {
    const id = paramOf(request, 'person', personId);
    const found = family.people.find((one) => one.id === id);
    if (!found) throw notFound();
    return found;
  };
  const newPerson = (entry: PersonEntry, others: readonly Person[]): Person => ({
    id: chance.newId(personId),
    ...entry,
    ...nextAppearance(others),
    ready: false,
  });

  router.get('/practice', async (request, response) => {
    const me = await parts.signIns.needed(request);
    const mine = await families.familiesOf(me.id);
    const active = mine.filter((one) => !one.archived);
    const planned = await sessions.sessionsOf(active.map((one) => one.id));
    const coming = planned.filter(
      ({ state, plan }) => state !== 'ended' && plan.kind !== 'between',
    );
    const seen = await parts.presence.look(coming.map((one) => one.id));
    const summaries = coming.flatMap((session) =>
      active
        .filter((family) => family.id === session.family)
        .map((family) => sessionSummary(session, family, seen)),
    );
    const body: PracticeAnswer = {
      me: { id: me.id, name: me.name, email: me.email, practice: me.practiceName },
      therapists: await parts.accounts.therapistsOf(me.practice),
      families: active.map(familySummary),
      archived: mine.length - active.length,
      sessions: inOrder(summaries),
      presence: seen.isCertain ? 'known' : 'in-doubt',
    };
    response.json(body);
  });

  router.get('/families', async (request, response) => {
    const therapist = await parts.signIns.needed(request);
    const archived = request.query['archived'] === '1';
    const mine = await families.familiesOf(therapist.id);
    response.json(mine.filter((one) => one.archived === archived).map(familySummary));
  });

  router.post('/families', async (request, response) => {
    const therapist = await parts.signIns.needed(request);
    const body = bodyOf(request, newFamilyBody);
    const people = body.people.reduce<readonly Person[]>(
      (others, entry) => [...others, newPerson(entry, others)],
      [],
    );
    const id = chance.newId(familyId);
    await families.add({
      id,
      practice: therapist.practice,
      title: body.title,
      reference: body.reference,
      people,
      therapist: therapist.id,
      at: clock.now(),
    });
    await note(therapist, 'family-added', id);
    response.status(201).json(await answer(id));
  });

  router.get('/families/:family', async (request, response) => {
    response.json(await answer((await familyOf(parts, request)).family.id));
  });

  router.patch('/families/:family', async (request, response) => {
    const { therapist, family } = await familyOf(parts, request);
    const body = bodyOf(request, familyBody);
    const { title, reference, remark, archived } = body;
    if (archived === true) {
      const running = (await sessions.sessionsOf([family.id])).some(
        (one) => one.state === 'open' || one.state === 'held',
      );
      if (running) throw refused('A session of this family is running. End it first.');
    }
    await families.change(family.id, {
      ...(title === undefined ? {} : { title }),
      ...(reference === undefined ? {} : { reference }),
      ...(remark === undefined ? {} : { remark }),
      ...(archived === undefined ? {} : { archived }),
    });
    if (archived !== undefined && archived !== family.archived) {
      await note(therapist, archived ? 'family-archived' : 'family-brought-back', family.id);
    }
    await refreshRooms(family);
    response.json(await answer(family.id));
  });

  router.put('/families/:family/therapists', async (request, response) => {
    const { therapist, family } = await familyOf(parts, request);
    const wanted = new Set<TherapistId>(bodyOf(request, familyTherapistsBody).therapists);
    const known = await parts.accounts.therapistsOf(therapist.practice);
    if ([...wanted].some((id) => !known.some((one) => one.id === id))) {
      throw refused('Someone chosen is not a therapist of this practice.');
    }
    await families.setTherapists(family.id, [...wanted]);
    await note(therapist, 'family-therapists-changed', family.id);
    const planned = await sessions.sessionsOf([family.id]);
    for (const { id } of family.therapists.filter((one) => !wanted.has(one.id))) {
      for (const session of planned) rooms.closeLinks({ participant: id, session: session.id });
    }
    await refreshRooms(family);
    if (wanted.has(therapist.id)) response.json(await answer(family.id));
    else response.status(204).end();
  });

  router.put('/families/:family/reviewers', async (request, response) => {
    const { therapist, family } = await familyOf(parts, request);
    const { reviewers } = bodyOf(request, familyReviewersBody);
    const known = await parts.accounts.therapistsOf(therapist.practice);
    const ids = new Set<TherapistId>(reviewers.map(({ id }) => id));
    if ([...ids].some((id) => !known.some((one) => one.id === id))) {
      throw refused('Someone chosen is not a therapist of this practice.');
    }
    if (family.therapists.some(({ id }) => ids.has(id))) {
      throw refused('Who works with a family reads its records already.');
    }
    if (ids.size < reviewers.length) throw refused('Somebody is named twice.');
    await families.setReviewers(family.id, reviewers);
    await note(therapist, 'family-reviewers-changed', family.id);
    response.json(await answer(family.id));
  });

  router.post('/families/:family/people', async (request, response) => {
    const { family } = await familyOf(parts, request);
    const entry = bodyOf(request, newPersonBody);
    if (family.people.length >= maxPeopleInFamily) {
      throw refused(`A family has at most ${String(maxPeopleInFamily)} people.`);
    }
    await families.addPerson(family.id, newPerson(entry, family.people));
    response.status(201).json(await answer(family.id));
  });

  router.patch('/families/:family/people/:person', async (request, response) => {
    const { family } = await familyOf(parts, request);
    const person = personIn(request, family);
    const { entry, appearance, ready } = bodyOf(request, personBody);
    if (entry && entry.role !== person.role && (await isPlanned(family, person.id))) {
      throw refused(`${person.firstName} is part of a session, so who they are can't change now.`);
    }
    if (appearance && !(await families.changeLook(family.id, person.id, appearance))) {
      throw new Refused('already-there', 'Someone else in this family looks like that already.');
    }
    await families.changePerson(person.id, {
      ...(entry === undefined ? {} : { entry }),
      ...(ready === undefined ? {} : { ready }),
    });
    await refreshRooms(family);
    response.json(await answer(family.id));
  });

  const isPlanned = async (family: FamilyRecord, person: PersonId): Promise<boolean> =>
    (await sessions.sessionsOf([family.id])).some((one) => one.plan.arriving.includes(person));

  router.delete('/families/:family/people/:person', async (request, response) => {
    const { family } = await familyOf(parts, request);
    const person = personIn(request, family);
    if (!(await families.removePerson(person.id))) {
      throw refused(`${person.firstName} is part of a session and stays in the family.`);
    }
    response.json(await answer(family.id));
  });

  router.put('/families/:family/meetings', async (request, response) => {
    const { family } = await familyOf(parts, request);
    const body = bodyOf(request, meetingBody);
    const [one, other] = [body.one, body.other].map((id) =>
      family.people.find((person) => person.id === id),
    );
    if (!one || !other || one === other) throw notFound();
    const usual = mayMeet(one, other, []);
    await families.setRule(family.id, body, body.mayMeet === usual ? null : body.mayMeet);
    response.json(await answer(family.id));
  });

  return router;
}
