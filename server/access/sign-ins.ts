/** Who is signed in: server-side sessions behind a random cookie. */
import type { Request, Response } from 'express';
import type { TherapistId } from '../../shared/ids.ts';
import type { Clock } from '../clock.ts';
import { hashOfToken, type Chance } from '../ids.ts';
import { Refused } from '../refused.ts';
import type { AccountStore, Therapist } from '../storage/account-store.ts';
import type { Cookies } from './cookies.ts';

/** Milliseconds without a request after which a sign-in ends: a working day, not a night. */
export const idleForMs = 12 * 3_600_000;
/** Milliseconds after which a sign-in ends in any case. */
export const atMostMs = 7 * 24 * 3_600_000;

export interface SignIns {
  /** Whose sign-in a cookie header carries, or null. */
  whose(cookieHeader: string | undefined): Promise<TherapistId | null>;
  /** The same without counting as use: a page left open must not keep a sign-in alive. */
  look(cookieHeader: string | undefined): Promise<TherapistId | null>;
  /** What links that come by this sign-in are known by; null without one. */
  passOf(cookieHeader: string | undefined): string | null;
  /** The signed-in therapist. @throws Refused `sign-in-needed`. */
  needed(request: Request): Promise<Therapist>;
  begin(response: Response, therapist: TherapistId): Promise<void>;
  end(request: Request, response: Response): Promise<void>;
  /** Ends a therapist's sign-ins other than this request's. */
  endOthers(request: Request, therapist: TherapistId): Promise<void>;
}

interface SignInsParts {
  readonly accounts: AccountStore;
  readonly cookies: Cookies;
  readonly clock: Clock;
  readonly chance: Chance;
}

export function createSignIns({ accounts, cookies, clock, chance }: SignInsParts): SignIns {
  const tokenIn = (header: string | undefined): string | null =>
    cookies.read(header, cookies.signInName);

  const passOf = (cookieHeader: string | undefined): string | null => {
    const token = tokenIn(cookieHeader);
    return token ? hashOfToken(token) : null;
  };

  async function signInOf(
    cookieHeader: string | undefined,
    counts: boolean,
  ): Promise<TherapistId | null> {
    const pass = passOf(cookieHeader);
    if (!pass) return null;
    const now = clock.now();
    const limits = { now, seenAfter: now - idleForMs, madeAfter: now - atMostMs, counts };
    return accounts.seeSignIn(pass, limits);
  }
  const whose = (cookieHeader: string | undefined): Promise<TherapistId | null> =>
    signInOf(cookieHeader, true);

  return {
    whose,
    look: (cookieHeader) => signInOf(cookieHeader, false),
    passOf,
    async needed(request) {
      const id = await whose(request.headers.cookie);
      const therapist = id && (await accounts.therapist(id));
      if (!therapist) throw new Refused('sign-in-needed', 'Please sign in first.');
      return therapist;
    },
    async begin(response, therapist) {
      const now = clock.now();
      await accounts.forgetSignIns({ seenBefore: now - idleForMs, madeBefore: now - atMostMs });
      const token = chance.newToken() + chance.newToken();
      await accounts.addSignIn(hashOfToken(token), therapist, now);
      response.append('Set-Cookie', cookies.write(cookies.signInName, token, atMostMs));
    },
    async end(request, response) {
      const token = tokenIn(request.headers.cookie);
      if (token) await accounts.endSignIn(hashOfToken(token));
      response.append('Set-Cookie', cookies.write(cookies.signInName, null, 0));
    },
    async endOthers(request, therapist) {
      const token = tokenIn(request.headers.cookie);
      await accounts.endOtherSignIns(therapist, token ? hashOfToken(token) : '');
    },
  };
}
