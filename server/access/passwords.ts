/** Passwords: Argon2id, a few at a time. */
import { hash, verify } from '@node-rs/argon2';

/** OWASP password storage cheat sheet, second choice of parameters: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Hashes under way at once: each takes 19 MiB and a core for some 30 ms. */
const maxAtOnce = 2;
/** Hashes that may wait; more are refused, so that a flood costs no memory. */
const maxWaiting = 64;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** @param stored null for an account that does not exist: takes as long, and is never right */
  isRight(password: string, stored: string | null): Promise<boolean>;
}

/** More sign-ins at once than can be hashed. */
export class TooManyPasswords extends Error {
  override readonly name = 'TooManyPasswords';
}

export async function createPasswords(): Promise<Passwords> {
  const nobodys = await hash('the password of nobody', cost);
  let under = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting.length >= maxWaiting) throw new TooManyPasswords();
    if (under < maxAtOnce) under += 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next)
        next(); // Takes over this one's place.
      else under -= 1;
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password.normalize('NFC'), cost)),
    isRight: async (password, stored) => {
      const right = await inTurn(() => verify(stored ?? nobodys, password.normalize('NFC')));
      return right && stored !== null;
    },
  };
}
