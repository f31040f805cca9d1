/** Personal links: a token becomes a device's cookie, and that cookie is who somebody is. */
import { Router, type Request } from 'express';
import * as v from 'valibot';
import {
  invitationId,
  type InvitationId,
  type PersonId,
  type SessionId,
} from '../../shared/ids.ts';
import { comeBody, type ComeAnswer, type HereAnswer } from '../../shared/wire/http.ts';
import type { Clock } from '../clock.ts';
import { hashOfToken, type Chance } from '../ids.ts';
import type { FactsOf, Identify, Rooms } from '../session/facts.ts';
import type { FamilyStore } from '../storage/family-store.ts';
import type { Invitation, SessionStore } from '../storage/session-store.ts';
import { addressOf, notUsable } from './account-routes.ts';
import type { Cookies } from './cookies.ts';
import { may } from './may.ts';
import type { SignIns } from './sign-ins.ts';
import type { Throttle } from './throttle.ts';

/** Milliseconds a personal link outlasts the time it is planned for: sessions start late. */
export const linkOutlastsPlanMs = 24 * 3_600_000;
/** Milliseconds a personal link holds when no time is set. */
export const linkHoldsMs = 30 * 24 * 3_600_000;

/** Milliseconds its cookie outlasts a link, which the server judges anew: a session may be put off. */
const cookieOutlastsLinkMs = 30 * 24 * 3_600_000;

export const expiryOf = (plannedFor: number | null, now: number): number =>
  plannedFor === null ? now + linkHoldsMs : Math.max(plannedFor, now) + linkOutlastsPlanMs;

export interface PersonalLinkParts {
  readonly sessions: SessionStore;
  readonly families: FamilyStore;
  readonly factsOf: FactsOf;
  /** Whether somebody has been let in, as far as this process knows. */
  readonly isIn: (session: SessionId, person: PersonId) => boolean;
  readonly cookies: Cookies;
  readonly throttle: Throttle;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly chance: Chance;
}

const holds = (invitation: Invitation, now: number): boolean =>
  !invitation.revoked && invitation.expiresAt > now;

/** Whether `header` comes from the device that holds the link. */
const isOfDevice = (cookies: Cookies, header: string | undefined, one: Invitation): boolean => {
  const secret = cookies.read(header, cookies.linkName(one.id));
  return secret !== null && one.deviceHash === hashOfToken(secret);
};

/** Who is behind a socket, by its cookies alone; the default is nobody. */
export function createIdentify(
  parts: Pick<PersonalLinkParts, 'sessions' | 'families' | 'cookies' | 'clock'> & {
    readonly signIns: SignIns;
  },
): Identify {
  const { sessions, families, cookies, clock, signIns } = parts;
  return async ({ cookieHeader, session, as }) => {
    const planned = await sessions.session(session);
    if (!planned || planned.calledOff) return null;
    if (as === 'therapist') {
      const id = await signIns.look(cookieHeader);
      const family = id && (await families.family(planned.family));
      if (!id || !family) return null;
      const who = { as: 'therapist', id } as const;
      const therapists = family.therapists.map((one) => one.id);
      const pass = signIns.passOf(cookieHeader);
      if (pass === null || !may(who, 'join-session', { therapists })) return null;
      return { asker: who, pass };
    }
    const invitation = await sessions.invitation(as);
    if (!invitation?.confirmed || !holds(invitation, clock.now())) return null;
    if (!isOfDevice(cookies, cookieHeader, invitation)) return null;
    const who = { as: 'person', id: invitation.person, session: invitation.session } as const;
    if (!may(who, 'join-session', { session })) return null;
    return { asker: { as: 'person', id: invitation.person }, pass: invitation.id };
  };
}

/**
 * The personal link that a request names, if it comes from the device that holds it.
 * @throws Refused `link-not-usable`, the same whatever is wrong with it
 */
export async function linkOfDevice(
  { sessions, cookies, clock }: Pick<PersonalLinkParts, 'sessions' | 'cookies' | 'clock'>,
  request: Request,
): Promise<Invitation> {
  const read = readLink(request);
  const invitation = read && (await sessions.invitation(read));
  if (!invitation || !holds(invitation, clock.now())) throw notUsable();
  if (!isOfDevice(cookies, request.headers.cookie, invitation)) throw notUsable();
  return invitation;
}

export function personalLinkRoutes(parts: PersonalLinkParts): Router {
  const { sessions, cookies, throttle, clock, chance } = parts;
  const router = Router();

  const ofThisDevice = (request: Request): Promise<Invitation> => linkOfDevice(parts, request);

  async function hereOf(invitation: Invitation): Promise<HereAnswer> {
    const facts = await parts.factsOf(invitation.session);
    const person = facts?.cast.people.find((one) => one.id === invitation.person);
    if (!facts || !person) throw notUsable();
    return {
      link: invitation.id,
      leadsTo: facts.plan.kind === 'between' ? 'goals' : 'room',
      session: invitation.session,
      firstName: person.firstName,
      colour: person.colour,
      shape: person.shape,
      role: person.role,
      ageBand: person.ageBand,
      therapist: facts.cast.therapists.map((one) => one.name).join(' & '),
      confirmed: invitation.confirmed,
      isIn: parts.isIn(invitation.session, invitation.person),
    };
  }

  router.post('/come', async (request, response) => {
    const address = addressOf(request);
    await throttle.take({ address });
    const read = v.safeParse(comeBody, request.body); // A mangled link is answered like a wrong one.
    if (!read.success) throw notUsable();
    const invitation = await sessions.invitationByToken(hashOfToken(read.output.token));
    const planned = invitation && (await sessions.session(invitation.session));
    const isOver = !planned || planned.calledOff || planned.state === 'ended';
    if (!invitation || isOver || !holds(invitation, clock.now())) throw notUsable();
    if (!isOfDevice(cookies, request.headers.cookie, invitation)) {
      const secret = chance.newToken();
      if (!(await sessions.takeByDevice(invitation.id, hashOfToken(secret)))) throw notUsable();
      const forMs = invitation.expiresAt - clock.now() + cookieOutlastsLinkMs;
      response.append('Set-Cookie', cookies.write(cookies.linkName(invitation.id), secret, forMs));
    }
    await throttle.giveBack({ address });
    const answer: ComeAnswer = { link: invitation.id };
    response.json(answer);
  });

  router.get('/here/:link', async (request, response) => {
    response.json(await hereOf(await ofThisDevice(request)));
  });

  router.post('/here/:link/confirm', async (request, response) => {
    const invitation = await ofThisDevice(request);
    await sessions.confirm(invitation.id);
    response.json(await hereOf({ ...invitation, confirmed: true }));
  });

  router.post('/here/:link/not-me', async (request, response) => {
    const invitation = await ofThisDevice(request);
    await sessions.letGo(invitation.id);
    parts.rooms.closeLinks({ participant: invitation.person, session: invitation.session });
    response.append('Set-Cookie', cookies.write(cookies.linkName(invitation.id), null, 0));
    response.status(204).end();
  });

  return router;
}

function readLink(request: Request): InvitationId | null {
  const read = v.safeParse(invitationId, request.params['link']);
  return read.success ? read.output : null;
}
