/** How often something may be tried: per account and per address, in this process's memory. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refused } from '../refused.ts';

/** Wrong passwords for one account from one address in {@link windowSeconds}. */
export const maxWrongPerPair = 8;
/**
 * Wrong passwords for one account from everywhere. Far above what one stranger gets, so that nobody
 * keeps a therapist out by knowing the address; still hopeless for guessing.
 */
export const maxWrongPerAccount = 200;
/** Wrong passwords, and links that don't work, from one address; a practice may share one. */
export const maxWrongPerAddress = 40;
/** Seconds. Short, so that nobody can lock a therapist out for long by guessing badly. */
export const windowSeconds = 300;

export interface Throttle {
  /** Takes a try from each key. @throws Refused `slow-down` when one of them has none left. */
  take(keys: { readonly account?: string; readonly address: string }): Promise<void>;
  /** The try was right: gives it back. */
  giveBack(keys: { readonly account?: string; readonly address: string }): Promise<void>;
}

export function createThrottle(): Throttle {
  const pairs = new RateLimiterMemory({ points: maxWrongPerPair, duration: windowSeconds });
  const accounts = new RateLimiterMemory({ points: maxWrongPerAccount, duration: windowSeconds });
  const addresses = new RateLimiterMemory({ points: maxWrongPerAddress, duration: windowSeconds });

  return {
    async take({ account, address }) {
      try {
        await addresses.consume(address);
        if (account !== undefined) {
          await pairs.consume(`${account} ${address}`);
          await accounts.consume(account);
        }
      } catch (cause) {
        if (!(cause instanceof RateLimiterRes)) throw cause;
        throw new Refused(
          'slow-down',
          'Too many tries just now. Please wait a few minutes and try again.',
          cause.msBeforeNext,
        );
      }
    },
    async giveBack({ account, address }) {
      await addresses.reward(address);
      if (account === undefined) return;
      await pairs.reward(`${account} ${address}`);
      await accounts.reward(account);
    },
  };
}
