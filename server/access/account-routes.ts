/** First start, sign-in and out, password, colleagues. */
import { Router, type Request } from 'express';
import { practiceId, therapistId } from '../../shared/ids.ts';
import {
  colleagueJoinBody,
  colleagueLookBody,
  firstStartBody,
  passwordBody,
  signInBody,
  type ColleagueLook,
  type Me,
  type NewLink,
  type StartAnswer,
} from '../../shared/wire/http.ts';
import type { Clock } from '../clock.ts';
import { bodyOf } from '../http/edge.ts';
import { hashOfToken, type Chance } from '../ids.ts';
import { Refused } from '../refused.ts';
import type { Rooms } from '../session/facts.ts';
import type { AccountStore, Therapist } from '../storage/account-store.ts';
import type { AuditStore } from '../storage/audit-store.ts';
import { holderOf } from './address.ts';
import type { AuditAct } from './audit.ts';
import type { Passwords } from './passwords.ts';
import type { SignIns } from './sign-ins.ts';
import type { Throttle } from './throttle.ts';

/** Milliseconds a colleague's link can be used: a week, holidays aside. */
export const colleagueLinkForMs = 7 * 24 * 3_600_000;

export interface AccountParts {
  readonly accounts: AccountStore;
  readonly audit: AuditStore;
  readonly signIns: SignIns;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly publicUrl: () => string;
}

const meOf = (therapist: Therapist): Me => ({
  id: therapist.id,
  name: therapist.name,
  email: therapist.email,
  practice: therapist.practiceName,
});

const wrong = (): Refused =>
  new Refused('sign-in-wrong', 'This e-mail address and password do not belong together.');
export const notUsable = (): Refused =>
  new Refused('link-not-usable', 'This link does not work. Please ask for a new one.');
const taken = (): Refused =>
  new Refused('already-there', 'There is an account with this e-mail address already.');

export const addressOf = (request: Request): string => holderOf(request.ip);

export function accountRoutes(parts: AccountParts): Router {
  const { accounts, signIns, passwords, throttle, clock, chance } = parts;
  const router = Router();

  const note = (therapist: Therapist, act: AuditAct): Promise<void> =>
    parts.audit.add({
      at: clock.now(),
      practice: therapist.practice,
      by: therapist.id,
      act,
      subject: therapist.id,
    });
  const newcomer = async (body: { name: string; email: string; password: string }) => ({
    id: chance.newId(therapistId),
    name: body.name,
    email: body.email,
    passwordHash: await passwords.hash(body.password),
  });
  async function justMade(email: string, act: AuditAct): Promise<Therapist> {
    const made = await accounts.therapistByEmail(email);
    if (!made) throw new Error('[A1] an account that was made is not there');
    await note(made, act);
    return made;
  }

  router.get('/start', async (request, response) => {
    const id = await signIns.whose(request.headers.cookie);
    const therapist = id && (await accounts.therapist(id));
    const answer: StartAnswer = {
      firstStart: !(await accounts.isStarted()),
      me: therapist ? meOf(therapist) : null,
    };
    response.json(answer);
  });

  router.post('/first-start', async (request, response) => {
    const body = bodyOf(request, firstStartBody);
    const done = new Refused('already-there', 'Kinbridge has been set up already. Please sign in.');
    if (await accounts.isStarted()) throw done; // Before the costly hash.
    const practice = { id: chance.newId(practiceId), name: body.practice };
    if (!(await accounts.start(practice, await newcomer(body), clock.now()))) throw done;
    const made = await justMade(body.email, 'practice-started');
    await signIns.begin(response, made.id);
    response.json(meOf(made));
  });

  router.post('/sign-in', async (request, response) => {
    const { email, password } = bodyOf(request, signInBody);
    const keys = { account: email, address: addressOf(request) };
    await throttle.take(keys);
    const therapist = await accounts.therapistByEmail(email);
    const right = await passwords.isRight(password, therapist?.passwordHash ?? null);
    if (!therapist || !right) throw wrong();
    await throttle.giveBack(keys);
    await signIns.begin(response, therapist.id);
    await note(therapist, 'signed-in');
    response.json(meOf(therapist));
  });

  router.post('/sign-out', async (request, response) => {
    const pass = signIns.passOf(request.headers.cookie);
    const id = await signIns.whose(request.headers.cookie);
    await signIns.end(request, response);
    const therapist = id && (await accounts.therapist(id));
    if (therapist) {
      if (pass !== null) parts.rooms.closeLinks({ participant: therapist.id, pass });
      await note(therapist, 'signed-out');
    }
    response.status(204).end();
  });

  router.post('/password', async (request, response) => {
    const therapist = await signIns.needed(request);
    const { current, next } = bodyOf(request, passwordBody);
    // A key of its own: guesses at the sign-in page must not keep a therapist from changing it.
    const keys = { account: therapist.id, address: addressOf(request) };
    await throttle.take(keys);
    if (!(await passwords.isRight(current, therapist.passwordHash))) {
      throw new Refused('password-wrong', 'The current password is not right.');
    }
    await throttle.giveBack(keys);
    await accounts.setPassword(therapist.id, await passwords.hash(next));
    await signIns.endOthers(request, therapist.id);
    const exceptPass = signIns.passOf(request.headers.cookie) ?? '';
    parts.rooms.closeLinks({ participant: therapist.id, exceptPass });
    await note(therapist, 'password-changed');
    response.status(204).end();
  });

  router.post('/colleagues', async (request, response) => {
    const therapist = await signIns.needed(request);
    const token = chance.newToken();
    const expiresAt = clock.now() + colleagueLinkForMs;
    await accounts.inviteColleague({
      tokenHash: hashOfToken(token),
      practice: therapist.practice,
      by: therapist.id,
      expiresAt,
    });
    await note(therapist, 'colleague-invited');
    const answer: NewLink = { url: `${parts.publicUrl()}/join#${token}`, expiresAt };
    response.json(answer);
  });

  router.post('/colleagues/look', async (request, response) => {
    const { token } = bodyOf(request, colleagueLookBody);
    const address = addressOf(request);
    await throttle.take({ address });
    const practice = await accounts.invitingPractice(hashOfToken(token), clock.now());
    if (practice === null) throw notUsable();
    await throttle.giveBack({ address });
    const answer: ColleagueLook = { practice };
    response.json(answer);
  });

  router.post('/colleagues/join', async (request, response) => {
    const body = bodyOf(request, colleagueJoinBody);
    const address = addressOf(request);
    await throttle.take({ address });
    const hash = hashOfToken(body.token);
    if ((await accounts.invitingPractice(hash, clock.now())) === null) throw notUsable();
    const outcome = await accounts.join(hash, await newcomer(body), clock.now());
    if (outcome === 'email-taken') throw taken();
    if (outcome === 'not-usable') throw notUsable();
    await throttle.giveBack({ address });
    const made = await justMade(body.email, 'colleague-joined');
    await signIns.begin(response, made.id);
    response.json(meOf(made));
  });

  return router;
}
